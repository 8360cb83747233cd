import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { CaravanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import { KEY_ID_BYTES, type Keyring, type MasterKey } from './master-key.ts'

/*
 * A sealed value, version 1:
 *
 *   1 octet    version
 *   8 octets   id of the master key
 *   32 octets  salt: the sealing's own AES-256 key is HKDF-SHA-256(master key, salt)
 *   12 octets  nonce
 *   n octets   AES-256-GCM over the padded value
 *   16 octets  its tag
 *
 * What comes before the nonce, and what the value is bound to, is authenticated with it. Why a key for each sealing:
 * decisions/0013-vault.md
 */
const VERSION = 1
const SALT_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + KEY_ID_BYTES + SALT_BYTES
const LEAST_BYTES = HEAD_BYTES + NONCE_BYTES + TAG_BYTES

/** Values are filled up to a multiple of it, so that a sealed password does not tell how long it is. */
const BLOCK = 64

/** Most octets of a value: the largest that anybody has to keep is a service account's key, some 3 kB of JSON. */
export const LARGEST_SECRET = 64 * 1024

/** What a sealed value belongs to. It opens only where all of this is the same. */
export interface Binding {
  readonly organisation: string
  readonly purpose: string
  readonly subject: string | null
  /** The row's own id. */
  readonly record: string
}

/**
 * Seals a value under a master key. Errors: `credential-too-large`.
 * @returns the envelope described above
 */
export function seal(key: MasterKey, binding: Binding, secret: Secret): Buffer {
  const value = Buffer.from(secret.reveal(), 'utf8')
  if (value.length > LARGEST_SECRET) throw tooLarge()
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const head = Buffer.concat([Buffer.of(VERSION), Buffer.from(key.id, 'hex'), salt])
  const cipher = createCipheriv('aes-256-gcm', key.sealingKey(salt), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(authenticated(head, binding))
  const padded = pad(value)
  const sealed = Buffer.concat([head, nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()])
  value.fill(0)
  padded.fill(0)
  return sealed
}

/**
 * Opens a sealed value. Errors: `master-key-lost` where none of the keys sealed it, `credential-damaged` where it was
 * changed, cut, or moved to something else than it belongs to.
 */
export function open(keys: Keyring, binding: Binding, sealed: Uint8Array): Secret {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const key = keys.find(keyIdOf(bytes))
  if (!key) throw keyLost(keyIdOf(bytes))
  const head = bytes.subarray(0, HEAD_BYTES)
  const nonce = bytes.subarray(HEAD_BYTES, HEAD_BYTES + NONCE_BYTES)
  const salt = head.subarray(1 + KEY_ID_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key.sealingKey(salt), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(authenticated(head, binding))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const body = bytes.subarray(HEAD_BYTES + NONCE_BYTES, -TAG_BYTES)
    return new Secret(unpad(Buffer.concat([decipher.update(body), decipher.final()])))
  } catch {
    throw damaged()
  }
}

/** The id of the master key that a value was sealed under, as the value itself says. Errors: `credential-damaged`. */
export function keyIdOf(sealed: Buffer): string {
  if (sealed.length < LEAST_BYTES || sealed[0] !== VERSION) throw damaged()
  return sealed.toString('hex', 1, 1 + KEY_ID_BYTES)
}

/** JSON keeps the parts apart, whatever stands in them; ids are compared as the database writes them. */
function authenticated(head: Buffer, { organisation, purpose, subject, record }: Binding): Buffer {
  const parts = [organisation.toLowerCase(), purpose, subject?.toLowerCase() ?? null, record.toLowerCase()]
  return Buffer.concat([head, Buffer.from(JSON.stringify(parts))])
}

/** The value's length, the value, and zeros up to the next multiple of a block. */
function pad(value: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((4 + value.length) / BLOCK) * BLOCK)
  padded.writeUInt32BE(value.length)
  value.copy(padded, 4)
  return padded
}

/** Read only after the tag was found right, so its faults can tell a stranger nothing. */
function unpad(padded: Buffer): string {
  const text = padded.toString('utf8', 4, 4 + padded.readUInt32BE())
  padded.fill(0)
  return text
}

export function damaged(): CaravanError {
  return new CaravanError(
    'credential-damaged',
    'A stored credential does not open: it was changed or damaged, or belongs to something else.',
    'Ask for it again and enter it anew; if nobody restored or edited the database, look who could have.',
  )
}

function keyLost(id: string): CaravanError {
  return new CaravanError(
    'master-key-lost',
    `A stored credential was sealed under the master key ${id}, which this process does not have.`,
    'Add that key to the file of CARAVAN_MASTER_KEY_FILE; if it is lost, ask for the credential again and enter it anew.',
  )
}

function tooLarge(): CaravanError {
  return new CaravanError(
    'credential-too-large',
    `A credential may have ${LARGEST_SECRET / 1024} kB at most.`,
    'Check that the right file or text was given.',
  )
}

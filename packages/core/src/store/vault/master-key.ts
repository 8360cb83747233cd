import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { inspect } from 'node:util'
import { CaravanError } from '../../model/errors.ts'
import { SECRET_MARK } from '../../model/secret.ts'

export const KEY_BYTES = 32

/** Octets of the fingerprint: enough to tell keys apart, which is all it is for. */
export const KEY_ID_BYTES = 8

/** A master key: it derives the key of every sealed value and is never used for anything else. Prints as its id. */
export class MasterKey {
  /** Its fingerprint, 16 hex digits. Derived (HKDF) under a label of its own, so it says nothing of other keys. */
  readonly id: string
  readonly #key: KeyObject

  /** @param bytes exactly 32; copied */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) throw new RangeError(`a master key has ${KEY_BYTES} bytes`)
    this.#key = createSecretKey(bytes)
    this.id = this.#derive('', 'caravan vault key id 1', KEY_ID_BYTES).toString('hex')
  }

  /** The AES-256 key of one sealing. @param salt random, never used again */
  sealingKey(salt: Uint8Array): Buffer {
    return this.#derive(salt, 'caravan vault sealing 1', KEY_BYTES)
  }

  /** HKDF-SHA-256, RFC 5869. */
  #derive(salt: Uint8Array | string, info: string, length: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#key, salt, info, length))
  }

  toJSON(): string {
    return `${SECRET_MARK} ${this.id}`
  }

  [inspect.custom](): string {
    return this.toJSON()
  }
}

/** The master keys that this process has: all of them open, and the database says which one seals. */
export class Keyring {
  /** The first of the file; the one that seals where the database knows of none yet. */
  readonly first: MasterKey
  readonly #keys: ReadonlyMap<string, MasterKey>

  constructor(first: MasterKey, ...others: readonly MasterKey[]) {
    this.first = first
    this.#keys = new Map([first, ...others].map((key) => [key.id, key]))
  }

  get ids(): readonly string[] {
    return [...this.#keys.keys()]
  }

  get all(): readonly MasterKey[] {
    return [...this.#keys.values()]
  }

  find(id: string): MasterKey | undefined {
    return this.#keys.get(id)
  }
}

/** Most keys of a file: the one that seals, and some that were replaced. */
const MOST_KEYS = 16

/**
 * Master keys as a file or a variable holds them: one a line, 32 bytes as base64 or as 64 hex digits (`openssl rand
 * -base64 32`); empty lines and lines that begin with # say nothing.
 * @param where named in the error (`master-key-invalid`); what stands there never is
 */
export function parseMasterKeys(text: string, where: string): Keyring {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
  if (lines.length > MOST_KEYS) throw invalid(where, `it holds more than ${MOST_KEYS} lines`)
  const [first, ...others] = lines.map((line) => parseKey(line, where))
  if (!first) throw invalid(where, 'it holds no key')
  return new Keyring(first, ...others)
}

function parseKey(line: string, where: string): MasterKey {
  const bytes = decode(line)
  if (!bytes) throw invalid(where, 'a line of it is neither base64 nor hex')
  if (bytes.length !== KEY_BYTES) throw invalid(where, `a key of it has ${bytes.length} bytes and not ${KEY_BYTES}`)
  // 32 random bytes with fewer than 12 different ones do not happen (below 10^-25): a placeholder, or typed by hand.
  if (new Set(bytes).size < 12) throw invalid(where, 'a key of it is not random')
  return new MasterKey(bytes)
}

function decode(line: string): Buffer | undefined {
  if (/^([0-9a-f]{2})+$/i.test(line)) return Buffer.from(line, 'hex')
  // Node skips what is not base64, so the form is asked first; both alphabets, RFC 4648 §4 and §5.
  return /^[\w+/-]+={0,2}$/.test(line) ? Buffer.from(line, 'base64') : undefined
}

function invalid(where: string, why: string): CaravanError {
  return new CaravanError(
    'master-key-invalid',
    `The master key of ${where} cannot be used: ${why}.`,
    'Give 32 random bytes as one line of base64 or hex ("openssl rand -base64 32"), a line for each further key.',
  )
}

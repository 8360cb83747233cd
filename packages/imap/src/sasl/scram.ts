import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { SignInError } from '../errors.ts'
import { saslName } from './bearer.ts'
import { type Mechanism, NOTHING } from './mechanism.ts'
import { saslPrep } from './saslprep.ts'

/** RFC 7677 §4: fewer make it easy to guess the password from what was said. */
const LEAST_ITERATIONS = 4096
/** A second of a processor; no server is known to ask for more than a tenth of it. */
const MOST_ITERATIONS = 1_000_000

type Step = 'first' | 'final' | 'end'

const HASHES = { 'SCRAM-SHA-256': 'sha256', 'SCRAM-SHA-1': 'sha1' } as const
export type ScramName = keyof typeof HASHES

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding: the password does not go over the line, and the server proves
 * that it knows it too.
 * @param nonce for tests; fresh and random unless given
 */
export function scram(
  name: ScramName,
  { user, password, authzid }: { user: string; password: string; authzid: string },
  nonce = randomBytes(18).toString('base64'),
): Mechanism {
  const hash = HASHES[name]
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest()
  const gs2 = `n,${authzid === '' ? '' : `a=${saslName(authzid)}`},`
  const first = `n=${saslName(saslPrep(user))},r=${nonce}`
  let step: Step = 'first'
  let signature = NOTHING

  const proof = (challenge: string): Buffer => {
    const { r, s, i } = serverFirst(challenge, nonce)
    const salted = pbkdf2Sync(saslPrep(password), s, i, createHash(hash).digest().length, hash)
    const clientKey = hmac(salted, 'Client Key')
    const bare = `c=${Buffer.from(gs2).toString('base64')},r=${r}`
    const said = `${first},${challenge},${bare}`
    const mask = hmac(createHash(hash).update(clientKey).digest(), said)
    signature = hmac(hmac(salted, 'Server Key'), said)
    return Buffer.from(
      `${bare},p=${Buffer.from(clientKey.map((byte, at) => byte ^ (mask[at] ?? 0))).toString('base64')}`,
    )
  }

  return {
    name,
    initial: Buffer.from(gs2 + first),
    respond(challenge) {
      const text = challenge.toString('utf8')
      if (step === 'first') {
        step = 'final'
        return proof(text)
      }
      if (step === 'end') throw broken('asks on after its last word')
      step = 'end'
      serverFinal(text, signature)
      return NOTHING
    },
    finished() {
      if (step !== 'end') throw broken('let us in without proving that it knows the password')
    },
    secrets: [],
  }
}

function serverFirst(challenge: string, nonce: string): { r: string; s: Buffer; i: number } {
  const { r, s, i, m } = attributes(challenge)
  if (m !== undefined) throw broken('wants an extension that nobody knows')
  const iterations = /^\d{1,9}$/.test(i ?? '') ? Number(i) : 0
  if (r === undefined || !r.startsWith(nonce) || r.length === nonce.length || s === undefined)
    throw broken('answers something else than what was asked')
  if (iterations < LEAST_ITERATIONS || iterations > MOST_ITERATIONS)
    throw broken(`wants ${i ?? 'no'} iterations, where ${LEAST_ITERATIONS} to ${MOST_ITERATIONS} are taken`)
  return { r, s: Buffer.from(s, 'base64'), i: iterations }
}

function serverFinal(text: string, signature: Buffer): void {
  const { v, e } = attributes(text)
  if (e !== undefined)
    throw new SignInError('sign-in-refused', `The server refused the sign-in: ${e}`, { serverReply: e })
  const given = Buffer.from(v ?? '', 'base64')
  if (given.length !== signature.length || !timingSafeEqual(given, signature))
    throw broken('does not know the password itself: it may not be the server that it says it is')
}

/** RFC 5802 §5.1; of a name that comes twice the first counts. */
function attributes(text: string): Partial<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const part of text.split(',', 20)) {
    if (part[1] === '=' && part[0] !== undefined) found[part[0]] ??= part.slice(2)
  }
  return found
}

const broken = (what: string): SignInError =>
  new SignInError('sign-in-refused', `The server ${what} (SCRAM, RFC 5802).`)

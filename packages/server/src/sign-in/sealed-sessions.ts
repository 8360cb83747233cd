import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import type { kyselyAdapter } from '@better-auth/kysely-adapter'
import type { Secret } from '@caravan/core/model'
import type { BetterAuthOptions } from 'better-auth'

type Adapter = ReturnType<ReturnType<typeof kyselyAdapter>>

/** Encrypts tokens so that the same token gives the same text, and can be looked for. */
export class TokenCipher {
  readonly #key: Buffer
  readonly #nonceKey: Buffer

  constructor(secret: Secret) {
    const bytes = Buffer.from(hkdfSync('sha256', secret.reveal(), '', 'caravan session tokens', 64))
    this.#key = bytes.subarray(0, 32)
    this.#nonceKey = bytes.subarray(32)
  }

  /** The nonce is made of the token: no other token is encrypted under it (RFC 5297 §1.3.4 has the reasoning). */
  seal(token: string): string {
    const nonce = createHmac('sha256', this.#nonceKey).update(token).digest().subarray(0, 12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    return Buffer.concat([nonce, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
      'base64url',
    )
  }

  /** Throws where it is none of ours. */
  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url')
    const cipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12))
    cipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString('utf8')
  }
}

interface Asked {
  readonly model?: string
  readonly where?: readonly { readonly field: string; readonly value: unknown }[]
  readonly data?: Readonly<Record<string, unknown>>
  readonly update?: Readonly<Record<string, unknown>>
}

/**
 * better-auth's tables with the tokens of sessions encrypted in them. It keeps them as they are, so that whoever reads
 * the database, a dump or a backup would have half of every cookie.
 */
export function withSealedSessions(
  inner: (options: BetterAuthOptions) => Adapter,
  cipher: TokenCipher,
): (options: BetterAuthOptions) => Adapter {
  return (options) => sealing(inner(options), cipher)
}

function sealing(adapter: Adapter, cipher: TokenCipher): Adapter {
  const wrapped = Object.entries(adapter).map(([name, member]: [string, unknown]): [string, unknown] => {
    if (typeof member !== 'function' || name === 'createSchema') return [name, member]
    const call = member as (...args: unknown[]) => unknown
    if (name === 'transaction')
      return [name, (work: (trx: Adapter) => unknown) => call((trx: Adapter) => work(sealing(trx, cipher)))]
    return [
      name,
      async (asked: Asked, ...more: unknown[]) =>
        asked.model === 'session' ? opened(await call(sealed(asked, cipher), ...more), cipher) : call(asked, ...more),
    ]
  })
  return Object.fromEntries<unknown>(wrapped) as unknown as Adapter
}

const sealed = (asked: Asked, cipher: TokenCipher): Asked => ({
  ...asked,
  ...(asked.where && {
    where: asked.where.map((one) => (one.field === 'token' ? { ...one, value: each(one.value, cipher) } : one)),
  }),
  ...(asked.data && { data: inRow(asked.data, cipher) }),
  ...(asked.update && { update: inRow(asked.update, cipher) }),
})

const each = (value: unknown, cipher: TokenCipher): unknown => {
  if (Array.isArray(value)) return value.map((one) => each(one, cipher))
  return typeof value === 'string' ? cipher.seal(value) : value
}

const inRow = (row: Readonly<Record<string, unknown>>, cipher: TokenCipher) =>
  typeof row['token'] === 'string' ? { ...row, token: cipher.seal(row['token']) } : row

function opened(answer: unknown, cipher: TokenCipher): unknown {
  if (Array.isArray(answer)) return answer.map((one) => opened(one, cipher))
  if (typeof answer !== 'object' || answer === null) return answer
  const { token } = answer as { token?: unknown }
  return typeof token === 'string' ? { ...answer, token: cipher.open(token) } : answer
}

import { Secret } from '../../model/secret.ts'
import { ServiceError } from '../port.ts'

/** A token for IMAP, and until when. */
export interface AccessToken {
  readonly token: Secret
  /** Milliseconds since 1970; undefined where the server did not say: it holds until it is refused. */
  readonly endsAt: number | undefined
}

/** What the owner of a mailbox has agreed to: what later tokens come from, and the last one. */
export interface Grant {
  /** Undefined where the server gave none: then it ends with the access token. */
  readonly refreshToken: Secret | undefined
  readonly access: AccessToken | undefined
}

/** RFC 6749 §A.12, §A.17: visible ASCII. Control characters would end the field of XOAUTH2 that it stands in. */
const TOKEN = /^[\x20-\x7e]{1,20000}$/
/** A year is what Yandex gives; more is taken for this. */
const LONGEST_S = 10 * 366 * 86_400

/**
 * The tokens of an answer (RFC 6749 §5.1).
 * @throws ServiceError `token-answer-malformed`
 */
export function grantIn(
  given: Readonly<Record<string, unknown>>,
  name: string,
  now: number,
): Grant & { access: AccessToken } {
  const { access_token: token, token_type: type, expires_in: lifetime, refresh_token: refresh } = given
  if (typeof token !== 'string' || !TOKEN.test(token)) throw malformed(name, 'an access token')
  if (typeof type === 'string' && type.toLowerCase() !== 'bearer') throw malformed(name, 'a bearer token')
  if (refresh !== undefined && (typeof refresh !== 'string' || !TOKEN.test(refresh)))
    throw malformed(name, 'a refresh token')
  const seconds = Number(lifetime)
  return {
    refreshToken: refresh === undefined ? undefined : new Secret(refresh),
    access: {
      token: new Secret(token),
      endsAt: Number.isFinite(seconds) && seconds > 0 ? now + Math.min(seconds, LONGEST_S) * 1_000 : undefined,
    },
  }
}

export const malformed = (name: string, what: string): ServiceError =>
  new ServiceError(
    'service',
    'token-answer-malformed',
    `${name} answered without ${what} that can be used.`,
    'Check that the address is that of a token server (RFC 6749).',
  )

/** A grant as text, to be sealed. */
export const grantText = ({ refreshToken, access }: Grant): string =>
  JSON.stringify({
    refreshToken: refreshToken?.reveal(),
    accessToken: access?.token.reveal(),
    endsAt: access?.endsAt,
  })

/** Reads `grantText`; undefined where it is none. */
export function readGrant(text: string): Grant | undefined {
  try {
    const { refreshToken, accessToken, endsAt } = JSON.parse(text) as Record<string, unknown>
    if (!isToken(refreshToken) && !isToken(accessToken)) return undefined
    return {
      refreshToken: isToken(refreshToken) ? new Secret(refreshToken) : undefined,
      access: isToken(accessToken)
        ? { token: new Secret(accessToken), endsAt: typeof endsAt === 'number' ? endsAt : undefined }
        : undefined,
    }
  } catch {
    return undefined
  }
}

const isToken = (value: unknown): value is string => typeof value === 'string' && TOKEN.test(value)

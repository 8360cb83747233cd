import { createPrivateKey, sign } from 'node:crypto'
import type { Fetch } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import type { OAuthApplication } from './application.ts'
import { askTokenServer } from './ask.ts'
import { type AccessToken, grantIn } from './grant.ts'
import { refusal } from './refusal.ts'

/** Google lets an assertion hold for an hour at most (…/oauth2/service-account, read 2026-11-22). */
const ASSERTION_S = 3_600

/**
 * A token for a mailbox of a domain whose administrator has given a service account all of them (RFC 7523 §2.1).
 * @throws ServiceError `oauth-client-refused` (not delegated), `token-refused` (not for this mailbox),
 * `token-server-failed`; CaravanError `oauth-settings` where the key is none
 */
export async function delegatedToken(
  fetch: Fetch,
  app: OAuthApplication,
  user: string,
  now = Date.now(),
): Promise<AccessToken> {
  const assertion = assertionOf(app, user, now)
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
  const answer = await askTokenServer(fetch, app, app.tokenUrl, form, [assertion])
  if ('refused' in answer) throw refusal(app, answer.refused, 'delegation')
  return grantIn(answer.given, app.name, now).access
}

/** RFC 7523 §3, signed as RFC 7518 §3.3 has RS256. */
function assertionOf({ clientId, secret, scopes, tokenUrl }: OAuthApplication, user: string, now: number): string {
  const seconds = Math.floor(now / 1_000)
  const claims = {
    iss: clientId,
    sub: user,
    scope: scopes.join(' '),
    aud: tokenUrl,
    iat: seconds,
    exp: seconds + ASSERTION_S,
  }
  const said = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`
  try {
    const key = createPrivateKey(secret?.reveal() ?? '')
    return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`
  } catch {
    // OpenSSL's words say nothing to a person, and may show a part of the key.
    throw new CaravanError(
      'oauth-settings',
      'The private key of the service account cannot be read.',
      'Take it from the JSON file that the provider made, whole, from -----BEGIN to END-----.',
    )
  }
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * A token of the application itself, for every mailbox that an administrator has given it (RFC 6749 §4.4).
 * @throws ServiceError `oauth-client-refused`, `token-server-failed`, `token-answer-malformed`
 */
export async function appOnlyToken(fetch: Fetch, app: OAuthApplication, now = Date.now()): Promise<AccessToken> {
  const form = { grant_type: 'client_credentials', scope: app.scopes.join(' ') }
  const answer = await askTokenServer(fetch, app, app.tokenUrl, form, [])
  if ('refused' in answer) throw refusal(app, answer.refused, 'app-only')
  return grantIn(answer.given, app.name, now).access
}

import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Fetch } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import { Secret } from '../../model/secret.ts'
import type { OAuthApplication } from './application.ts'
import { askTokenServer } from './ask.ts'
import { type Grant, grantIn } from './grant.ts'
import { refusal } from './refusal.ts'

/** A consent that was begun in a browser. */
export interface BegunConsent {
  /** Where the browser goes. */
  readonly url: string
  /** Proves at the end that it was we who began (RFC 7636 §4.1); kept where nobody else reads it. */
  readonly verifier: Secret
}

export interface ConsentAsked {
  /** Where the browser comes back to; registered at the provider. */
  readonly redirectUri: string
  /** Comes back with the browser: ties the answer to who asked (RFC 6749 §10.12). */
  readonly state: string
  /** The mailbox that is meant. */
  readonly user?: string | undefined
}

/**
 * Begins a consent by redirect (RFC 6749 §4.1.1) with PKCE (RFC 7636).
 * @throws CaravanError `oauth-settings` where the server has no page of consent
 */
export function beginConsent(app: OAuthApplication, { redirectUri, state, user }: ConsentAsked): BegunConsent {
  if (app.authorizeUrl === undefined || !URL.canParse(app.authorizeUrl))
    throw new CaravanError(
      'oauth-settings',
      `${app.name} has no page on which an owner could agree.`,
      'Name its address (authorizeUrl), or use the consent by device code.',
    )
  const verifier = randomBytes(32).toString('base64url')
  const url = new URL(app.authorizeUrl)
  const asked = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri,
    scope: app.scopes.join(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(user !== undefined && { login_hint: user }),
    // Yandex takes back nothing but what was given for a device; its owner sees the name.
    ...(app.revokeForm === 'yandex' && { device_id: randomUUID(), device_name: 'Caravan' }),
    ...app.authorizeParameters,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return { url: url.href, verifier: new Secret(verifier) }
}

/**
 * Ends a consent by redirect: the code that the browser brought becomes tokens (RFC 6749 §4.1.3).
 * @throws ServiceError `consent-ended` (the code is used, too old or another's), `oauth-client-refused`,
 * `token-server-failed`, `token-answer-malformed`
 */
export async function endConsent(
  fetch: Fetch,
  app: OAuthApplication,
  { code, verifier, redirectUri }: { readonly code: Secret; readonly verifier: Secret; readonly redirectUri: string },
  now = Date.now(),
): Promise<Grant> {
  const form = {
    grant_type: 'authorization_code',
    code: code.reveal(),
    redirect_uri: redirectUri,
    code_verifier: verifier.reveal(),
  }
  const answer = await askTokenServer(fetch, app, app.tokenUrl, form, [code.reveal(), verifier.reveal()])
  if ('refused' in answer) throw refusal(app, answer.refused, 'consent')
  return grantIn(answer.given, app.name, now)
}

/**
 * New tokens from an earlier grant (RFC 6749 §6). The refresh token stays where the server gives no other.
 * @throws ServiceError `consent-ended` where it is over; else as `endConsent`
 */
export async function renewGrant(
  fetch: Fetch,
  app: OAuthApplication,
  refreshToken: Secret,
  now = Date.now(),
): Promise<Grant> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() }
  const answer = await askTokenServer(fetch, app, app.tokenUrl, form, [refreshToken.reveal()])
  if ('refused' in answer) throw refusal(app, answer.refused, 'renewal')
  const { access, refreshToken: next } = grantIn(answer.given, app.name, now)
  return { access, refreshToken: next ?? refreshToken }
}

import type { Fetch } from '../../guard/index.ts'
import { ServiceError } from '../port.ts'
import type { OAuthApplication } from './application.ts'
import { tellTokenServer } from './ask.ts'
import { renewGrant } from './consent.ts'
import type { Grant } from './grant.ts'

/** What a server says of a token that no longer holds: then there is nothing to take back (RFC 7009 §2.2). */
const OVER: ReadonlySet<string> = new Set(['invalid_token', 'invalid_grant'])

/** Whether consents to this application can be taken back one by one. */
export const canRevoke = (app: OAuthApplication): boolean => app.way === 'consent' && app.revokeUrl !== undefined

/**
 * Takes the consent of a mailbox's owner back at the provider (RFC 7009 §2.1): no token of it opens the mailbox any more.
 * One that is over already is as good.
 *
 * @throws ServiceError `consent-not-withdrawn` where the server refuses, or has no place for it; `token-server-failed`;
 * those of a proxy and of the guard
 */
export async function revokeGrant(fetch: Fetch, app: OAuthApplication, grant: Grant, now = Date.now()): Promise<void> {
  if (!canRevoke(app) || app.revokeUrl === undefined) throw notWithdrawn(app, 'it has no place for it')
  const form = await formOf(fetch, app, grant, now)
  if (form === undefined) return
  const refused = await tellTokenServer(fetch, app, app.revokeUrl, form, Object.values(form))
  if (refused !== undefined && !OVER.has(refused.error)) throw notWithdrawn(app, 'it refused', refused.words)
}

/** Undefined where the consent is over. */
async function formOf(
  fetch: Fetch,
  app: OAuthApplication,
  grant: Grant,
  now: number,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { refreshToken, access } = grant
  if (app.revokeForm === 'rfc7009') {
    // The refresh token takes the others of its consent along (RFC 7009 §2.1).
    const token = refreshToken ?? access?.token
    const hint = refreshToken === undefined ? 'access_token' : 'refresh_token'
    return token === undefined ? undefined : { token: token.reveal(), token_type_hint: hint }
  }
  const kept = access !== undefined && (access.endsAt ?? Infinity) > now ? access.token : undefined
  const token = kept ?? (refreshToken === undefined ? undefined : await renewed(fetch, app, refreshToken, now))
  return token === undefined ? undefined : { access_token: token.reveal() }
}

async function renewed(...[fetch, app, refreshToken, now]: Parameters<typeof renewGrant>) {
  try {
    return (await renewGrant(fetch, app, refreshToken, now)).access?.token
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'consent-ended') return undefined
    throw error
  }
}

const notWithdrawn = ({ name }: OAuthApplication, why: string, serverReply?: string): ServiceError =>
  new ServiceError(
    'service',
    'consent-not-withdrawn',
    `${name} did not take a consent back: ${why}.`,
    'Let the owner of the mailbox remove the application on the provider’s page of connected applications, or delete the application there.',
    { serverReply },
  )

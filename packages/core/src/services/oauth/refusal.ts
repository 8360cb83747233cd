import { ServiceError } from '../port.ts'
import type { OAuthApplication } from './application.ts'

/** What a token server said no with (RFC 6749 §5.2, RFC 8628 §3.5). */
export interface TokenRefusal {
  /** The `error` of its answer, such as `invalid_grant`; `other` where it is none of an RFC’s. For no eyes. */
  readonly error: string
  /** Its own words, without any secret of ours. */
  readonly words: string
}

/** What was asked for: it decides whose turn it is when the answer is no. */
export type Asking = 'consent' | 'renewal' | 'delegation' | 'app-only'

/**
 * Errors by which the grant is over (RFC 6749 §5.2, OpenID Connect Core 1.0 §3.1.2.6): a person has to agree again. A
 * changed password, a withdrawn consent and one that ran out are the same to who asks.
 */
const ENDED: ReadonlySet<string> = new Set([
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'bad_verification_code',
])
/** Nobody's fault, and over soon. */
const LATER: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error', 'slow_down'])

/** A refusal of a token server as the engine's error, with its own words and the next step. */
export function refusal(
  app: Pick<OAuthApplication, 'name' | 'clientId'>,
  refused: TokenRefusal,
  asking: Asking,
): ServiceError {
  const serverReply = refused.words
  if (LATER.has(refused.error)) return tokenServerFailed(app.name, 'it is not ready', undefined, serverReply)
  if (refused.error === 'access_denied' || refused.error === 'expired_token')
    return new ServiceError(
      'service',
      'consent-refused',
      `${app.name} was not allowed to let Caravan into the mailbox${refused.error === 'expired_token' ? ' in time' : ''}.`,
      'Begin the consent again, sign in with the mailbox that is to be moved, and agree to everything that is asked for.',
      { serverReply },
    )
  if (ENDED.has(refused.error) && (asking === 'consent' || asking === 'renewal'))
    return consentEnded(app.name, serverReply)
  if (refused.error === 'invalid_grant' && asking === 'delegation')
    return new ServiceError(
      'service',
      'token-refused',
      `${app.name} gives the service account no token for this mailbox.`,
      'Check that the mailbox exists at the provider under this address, that the key was not deleted there, and that the clock of this machine is right.',
      { serverReply },
    )
  return new ServiceError(
    'service',
    'oauth-client-refused',
    `${app.name} does not accept the application ${app.clientId}.`,
    asking === 'delegation'
      ? 'Have an administrator allow the client id of the service account its scope under “Domain-wide delegation”; that takes some minutes to work.'
      : 'Compare client id, secret (it ends some time after it was made), tenant and permissions with what the provider shows of the application.',
    { serverReply },
  )
}

/** The owner of the mailbox has to agree anew. */
export const consentEnded = (name: string, serverReply?: string): ServiceError =>
  new ServiceError(
    'service',
    'consent-ended',
    `${name} gives no further tokens for this mailbox: the consent was withdrawn or has expired, or the password was changed.`,
    'Let the owner of the mailbox agree once more (caravan consent FILE, or their page), and run again: it goes on where it was.',
    { serverReply },
  )

/** No answer, or one that is none: another try may work. */
export const tokenServerFailed = (name: string, why: string, cause?: unknown, serverReply?: string): ServiceError =>
  new ServiceError(
    'session',
    'token-server-failed',
    `${name} gave no token just now: ${why}.`,
    'Run again later: the pass goes on where it was. If it stays so, check that this machine reaches the token server.',
    { cause, serverReply },
  )

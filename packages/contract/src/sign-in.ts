import { z } from 'zod'
import { type Method, type Route, route } from './route.ts'

/** Routes that better-auth answers; what they take and give is in its documentation (version 1.7). */
const SIGN_IN: readonly (readonly [Method, string, Route['access'], summary: string])[] = [
  ['POST', 'sign-in/email', 'public', 'Signs in with address and password.'],
  ['POST', 'sign-in/social', 'public', 'Begins to sign in through the OIDC provider (`provider`, `callbackURL`).'],
  ['GET', 'callback/{provider}', 'public', 'Ends signing in through the OIDC provider.'],
  ['POST', 'sign-out', 'public', 'Ends the session.'],
  ['GET', 'get-session', 'public', 'The session, or null.'],
  ['GET', 'list-sessions', 'signed-in', 'One’s sessions.'],
  ['POST', 'revoke-session', 'signed-in', 'Ends one of one’s sessions.'],
  ['POST', 'revoke-other-sessions', 'signed-in', 'Ends all of one’s sessions but this.'],
  ['POST', 'change-password', 'signed-in', 'Changes one’s password.'],
  ['POST', 'two-factor/enable', 'signed-in', 'Begins to use a second factor (TOTP).'],
  ['POST', 'two-factor/disable', 'signed-in', 'Ends the use of the second factor.'],
  ['POST', 'two-factor/verify-totp', 'public', 'Gives the second factor: to begin its use, or to end signing in.'],
  ['POST', 'two-factor/verify-backup-code', 'public', 'Signs in with a backup code.'],
  ['POST', 'two-factor/generate-backup-codes', 'signed-in', 'Makes new backup codes.'],
  ['GET', 'passkey/generate-register-options', 'signed-in', 'Begins to register a passkey.'],
  ['POST', 'passkey/verify-registration', 'signed-in', 'Ends registering a passkey.'],
  ['GET', 'passkey/generate-authenticate-options', 'public', 'Begins to sign in with a passkey.'],
  ['POST', 'passkey/verify-authentication', 'public', 'Ends signing in with a passkey.'],
  ['POST', 'passkey/update-passkey', 'signed-in', 'Gives a passkey another name (`id`, `name`).'],
  ['POST', 'passkey/delete-passkey', 'signed-in', 'Removes a passkey (`id`).'],
]

const idOf = (path: string): string => `auth-${path.replace(/\/\{\w+\}/, '').replaceAll('/', '-')}`

export const signInRoutes: readonly Route[] = SIGN_IN.map(([method, path, access, summary]) =>
  route({
    id: idOf(path),
    method,
    path: `/api/auth/${path}`,
    access,
    summary,
    status: 200,
    produces: 'application/json',
    ...(path.includes('{') ? { params: z.object({ provider: z.string().regex(/^[a-z0-9-]{1,100}$/) }) } : undefined),
  }),
)

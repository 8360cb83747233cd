import type { IncomingHttpHeaders } from 'node:http'
import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { passkey } from '@better-auth/passkey'
import type { Secret } from '@caravan/core/model'
import type { Database } from '@caravan/core/store'
import { betterAuth } from 'better-auth'
import { createAuthMiddleware } from 'better-auth/api'
import { type GenericOAuthConfig, genericOAuth } from 'better-auth/plugins/generic-oauth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { serializeSignedCookie } from 'better-call'
import type { Logger } from 'pino'
import type { Actor } from '../api/caller.ts'
import { conflict } from '../api/problems.ts'
import { assertAsked, assertPasskeyName } from './passkey-rules.ts'
import { assertStrong } from './password.ts'
import { TokenCipher, withSealedSessions } from './sealed-sessions.ts'

export interface SignInOptions {
  readonly database: Database
  /** How the server is reached, without a path. */
  readonly publicUrl: string
  readonly log: Logger
  /** Of `signInSecret`. */
  readonly secret: Secret
  /** The OIDC provider of the moment, if there is one; the same object as long as nothing of it has changed. */
  readonly oidc: () => Promise<GenericOAuthConfig | undefined>
  /** What its cookies' names begin with. */
  readonly cookiePrefix?: string
}

/** Sign-in: passwords, second factors, passkeys and OIDC are better-auth's; who is invited is ours. */
export interface SignIn {
  /** Answers the routes of better-auth that the contract names. */
  handle(request: Request): Promise<Response>
  /** Who has the session of these headers. */
  session(headers: IncomingHttpHeaders): Promise<Extract<Actor, { kind: 'user' }> | undefined>
  /** Makes a user with a password. Throws `password-weak`, and `address-taken` where there is one with this address. */
  makeUser(user: { name: string; email: string; password: string }): Promise<string>
  /**
   * Signs a user in without asking anything; the cookie to be set. For who has just made an account by a link, and for
   * the demo.
   * @param from the browser that it is for, as the list of one's sessions shows it
   */
  openSession(user: string, from?: { readonly address: string; readonly agent: string | undefined }): Promise<string>
}

const makeAuth = (
  { database, publicUrl, log, secret, cookiePrefix }: Omit<SignInOptions, 'oidc'>,
  oidc: readonly GenericOAuthConfig[],
) =>
  betterAuth({
    appName: 'Caravan',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: secret.reveal(),
    database: withSealedSessions(kyselyAdapter(database.kysely, { type: 'postgres' }), new TokenCipher(secret)),
    // Who comes in was invited.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 256 },
    user: { modelName: 'users' },
    session: { modelName: 'sessions', expiresIn: 7 * 86_400, updateAge: 86_400 },
    account: { modelName: 'sign_ins', encryptOAuthTokens: true },
    verification: { modelName: 'verifications', storeIdentifier: 'hashed' },
    trustedOrigins: [publicUrl],
    telemetry: { enabled: false },
    // Its message alone: what it adds is whatever it had at hand.
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn'](`sign-in: ${message}`),
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 100,
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/sign-in/social': { window: 60, max: 60 } },
    },
    advanced: {
      cookiePrefix: cookiePrefix ?? 'caravan',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS] },
    },
    hooks: {
      before: createAuthMiddleware(async (request) => {
        const password: unknown = (request.body as Record<string, unknown> | undefined)?.['newPassword']
        if (typeof password === 'string') await assertStrong(password, [])
        if (request.path.startsWith('/passkey/'))
          assertPasskeyName((request.body as Record<string, unknown> | undefined)?.['name'])
      }),
    },
    plugins: [
      twoFactor({ issuer: 'Caravan', schema: { twoFactor: { modelName: 'two_factors' } } }),
      passkey({
        rpName: 'Caravan',
        schema: { passkey: { modelName: 'passkeys' } },
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: async ({ verification }) => assertAsked(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: async ({ verification }) => assertAsked(verification.authenticationInfo.userVerified),
        },
      }),
      genericOAuth({ config: [...oidc] }),
    ],
  })

/** Paths that an OIDC provider has a part in. */
const THROUGH_PROVIDER = /^\/api\/auth\/(?:sign-in\/social|callback\/[^/]+)$/

export async function startSignIn({ oidc, ...options }: SignInOptions): Promise<SignIn> {
  const { database } = options
  const auth = makeAuth(options, [])
  let through: { readonly provider: GenericOAuthConfig; readonly auth: typeof auth } | undefined
  /** better-auth takes its providers when it is made; host settings change while the program runs. */
  const withProvider = async (): Promise<typeof auth> => {
    const provider = await oidc()
    if (provider === undefined) return auth
    if (through?.provider !== provider) through = { provider, auth: makeAuth(options, [provider]) }
    return through.auth
  }
  const inside = await auth.$context
  return {
    async handle(request) {
      const answering = THROUGH_PROVIDER.test(new URL(request.url).pathname) ? await withProvider() : auth
      return answering.handler(request)
    },
    async session(headers) {
      const found = await auth.api.getSession({ headers: new Headers({ cookie: headers.cookie ?? '' }) })
      if (found === null) return undefined
      const { id, name, email, twoFactorEnabled } = found.user
      const row = await database.kysely
        .selectFrom('users')
        .select('host_administrator')
        .where('id', '=', id)
        .executeTakeFirst()
      return {
        kind: 'user',
        id,
        name,
        email,
        host: row?.host_administrator ?? false,
        secondFactor: twoFactorEnabled ?? false,
      }
    },
    async makeUser({ name, email, password }) {
      await assertStrong(password, [name, email, ...email.split(/[@.]/)])
      if ((await inside.internalAdapter.findUserByEmail(email)) !== null)
        throw conflict(
          'address-taken',
          `${email} has an account already.`,
          'Sign in with it, then open the link again.',
        )
      const user = await inside.internalAdapter.createUser(
        { name, email, emailVerified: true },
        { method: 'invitation' },
      )
      const hash = await inside.password.hash(password)
      await inside.internalAdapter.linkAccount({
        userId: user.id,
        providerId: 'credential',
        accountId: user.id,
        password: hash,
      })
      return user.id
    },
    async openSession(user, from) {
      const browser = from && { ipAddress: from.address, userAgent: from.agent ?? '' }
      const { token } = await inside.internalAdapter.createSession(user, undefined, browser)
      const { name, attributes } = inside.authCookies.sessionToken
      return serializeSignedCookie(name, token, inside.secret, attributes)
    },
  }
}

/** In which we tell better-auth the client's address; what a client sends in it is overwritten. */
export const CLIENT_ADDRESS = 'x-caravan-client'

import { createHash } from 'node:crypto'
import { host } from '@caravan/contract'
import type { Fetch, Fetched } from '@caravan/core/guard'
import { CaravanError } from '@caravan/core/model'
import { type CredentialSlot, type LedgerDb, openCredential } from '@caravan/core/store'
import type { GenericOAuthConfig } from 'better-auth/plugins'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ServerContext } from '../api/context.ts'

export type OidcProvider = z.output<typeof host.oidcProvider>

/** Where the client's secret stands; no organisation's. */
export const OIDC_CLIENT: CredentialSlot = {
  organisation: '00000000-0000-0000-0000-000000000000',
  purpose: 'oidc-client',
  subject: null,
}

const https = z.url({ protocol: /^https$/ }).max(2_000)
/** OpenID Connect Discovery 1.0 §3, what is used of it. */
const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: https,
  token_endpoint: https,
  userinfo_endpoint: https,
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
})
const kept = z.object({ provider: host.oidcProvider, metadata })
export type KeptOidc = z.output<typeof kept>

/** Reads what the provider publishes of itself. Throws `oidc-unusable`, and what the guard and the fetch throw. */
export async function discoverOidc(fetch: Fetch, provider: OidcProvider): Promise<KeptOidc> {
  const answer = await fetch({ url: `${provider.issuer.replace(/\/$/, '')}/.well-known/openid-configuration` })
  const read = metadata.safeParse(answer.status === 200 ? jsonOf(answer) : undefined)
  if (!read.success) throw unusable('it publishes no configuration with https addresses')
  // §4.3: whoever answers for this issuer has to call itself so.
  if (read.data.issuer !== provider.issuer) throw unusable('it calls itself by another issuer')
  return { provider, metadata: read.data }
}

const unusable = (why: string): CaravanError =>
  new CaravanError(
    'oidc-unusable',
    `Nobody can sign in through this issuer: ${why}.`,
    'Write the issuer exactly as the provider does, without /.well-known behind it.',
  )

export async function readOidc(db: LedgerDb): Promise<KeptOidc | undefined> {
  const { rows } = await sql<{ value: unknown }>`select value from host_settings where name = 'oidc'`.execute(db)
  return rows[0] === undefined ? undefined : kept.parse(rows[0].value)
}

export async function writeOidc(trx: LedgerDb, oidc: KeptOidc | undefined): Promise<void> {
  await sql`delete from host_settings where name = 'oidc'`.execute(trx)
  if (oidc !== undefined)
    await sql`insert into host_settings (name, value) values ('oidc', ${JSON.stringify(oidc)}::jsonb)`.execute(trx)
}

/** Another issuer is another id: what one has vouched for, another cannot. */
export const oidcId = ({ issuer }: OidcProvider): string =>
  `oidc-${createHash('sha256').update(issuer).digest('hex').slice(0, 16)}`

type Parts = Pick<ServerContext, 'database' | 'vault' | 'fetch' | 'log'>

/** The provider as better-auth takes it, made anew when the settings have changed. */
export function oidcSource(parts: Parts): () => Promise<GenericOAuthConfig | undefined> {
  let last: { readonly text: string; readonly config: GenericOAuthConfig } | undefined
  return async () => {
    const found = await readOidc(parts.database.kysely)
    if (found === undefined) return undefined
    const text = JSON.stringify(found)
    if (last?.text !== text) last = { text, config: configOf(parts, found) }
    return last.config
  }
}

/**
 * better-auth asks the provider by itself, wherever that leads; so each request is made here, through the guard. Who
 * somebody is comes from the provider's own answer over TLS and not from the ID token (OpenID Connect Core 1.0 §5.3).
 */
function configOf(parts: Parts, { provider, metadata }: KeptOidc): GenericOAuthConfig {
  return {
    providerId: oidcId(provider),
    name: provider.name,
    authorizationUrl: metadata.authorization_endpoint,
    tokenUrl: metadata.token_endpoint,
    clientId: provider.clientId,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    // Who comes in was invited.
    disableSignUp: true,
    disableImplicitSignUp: true,
    // The browser is told that it failed; why is the host's to know.
    getToken: (asked) =>
      tokenOf(parts, { provider, metadata }, asked).catch((error: unknown) => {
        parts.log.warn({ err: error }, 'the OIDC provider gave no token')
        throw error
      }),
    getUserInfo: ({ accessToken }) =>
      userOf(parts, { provider, metadata }, accessToken ?? '').catch((error: unknown) => {
        parts.log.warn({ err: error }, 'the OIDC provider did not say who this is')
        return null
      }),
  }
}

const tokens = z.object({ access_token: z.string().min(1).max(20_000) })

async function tokenOf(
  { database, vault, fetch }: Parts,
  { provider, metadata }: KeptOidc,
  asked: { readonly code: string; readonly redirectURI: string; readonly codeVerifier?: string | undefined },
) {
  const secret = (await openCredential(database.kysely, vault.keys, OIDC_CLIENT)).reveal()
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: asked.code,
    redirect_uri: asked.redirectURI,
    ...(asked.codeVerifier !== undefined && { code_verifier: asked.codeVerifier }),
  })
  // RFC 6749 §2.3.1: Basic unless only the other is taken.
  const basic = methods.includes('client_secret_basic') || !methods.includes('client_secret_post')
  if (!basic) {
    form.set('client_id', provider.clientId)
    form.set('client_secret', secret)
  }
  const pair = `${formEncoded(provider.clientId)}:${formEncoded(secret)}`
  const answer = await fetch({
    url: metadata.token_endpoint,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(basic && { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }),
    },
    body: form.toString(),
  })
  const read = tokens.safeParse(answer.status === 200 ? jsonOf(answer) : undefined)
  // The answer may quote the secret; nothing of it is told.
  if (!read.success) throw unusable(`its token endpoint answered ${answer.status}`)
  // Kept for nothing: it is asked once who this is.
  return { accessToken: read.data.access_token }
}

const formEncoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2)

const claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(254),
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().max(200).optional(),
})

async function userOf({ fetch }: Parts, { provider, metadata }: KeptOidc, accessToken: string) {
  const answer = await fetch({
    url: metadata.userinfo_endpoint,
    headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
    redirects: 0,
  })
  const read = claims.safeParse(answer.status === 200 ? jsonOf(answer) : undefined)
  if (!read.success) return null
  const { sub, email, email_verified: verified, name } = read.data
  const address = email.toLowerCase()
  const [, domain = ''] = /@([^@]+)$/.exec(address) ?? []
  const vouched = provider.domains.length === 0 || provider.domains.some((one) => one.toLowerCase() === domain)
  if (!vouched || !(verified === true || verified === 'true')) return null
  return { id: sub, sub, email: address, emailVerified: true, name: name ?? address }
}

function jsonOf({ body }: Fetched): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

import { createServer } from 'node:net'
import { Client, host, organisations } from '@caravan/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { type FakeProvider, startFakeProvider } from './testing/provider.ts'

let provider: FakeProvider
let running: TestServer
beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', 'localhost')
  provider = await startFakeProvider()
  running = await startTestServer({ ca: provider.server.ca })
})
afterAll(async () => {
  await running.stop()
  await provider[Symbol.asyncDispose]()
  vi.unstubAllEnvs()
})

const set = (more: { domains?: string[]; clientSecret?: string } = {}) =>
  running.owner.call(host.writeOidc, {
    body: {
      provider: { issuer: provider.issuer, clientId: provider.clientId, name: 'Company', domains: more.domains ?? [] },
      clientSecret: more.clientSecret ?? provider.secret,
    },
  })
beforeEach(async () => {
  provider.said = {}
  await set()
})

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')

/** Signs in as a browser does; where it ends and with which session. */
async function signIn(): Promise<{ to: string; cookie: string }> {
  const { oidc } = await new Client(running.url).call(host.signInWays, {})
  const begun = await fetch(`${running.url}/api/auth/sign-in/social`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: running.url },
    body: JSON.stringify({ provider: oidc?.id, callbackURL: '/home', errorCallbackURL: '/failed' }),
  })
  const { url } = (await begun.json()) as { url: string }
  const back = await fetch(provider.consent(url), { headers: { cookie: cookiesOf(begun) }, redirect: 'manual' })
  expect(back.status).toBe(302)
  return { to: back.headers.get('location') ?? '', cookie: cookiesOf(back) }
}

test('who was invited signs in through the provider (a fake, not live), and nobody else', async () => {
  const { email } = await running.join(running.organisation, 'viewer')
  provider.claims = { sub: 'u1', email: email.toUpperCase(), email_verified: true, name: 'Another Name' }
  const { to, cookie } = await signIn()
  expect(to).toMatch(/\/home$/)
  const me = await new Client(running.url, { cookie }).call(organisations.me, {})
  expect(me).toMatchObject({ email, name: expect.stringMatching(/^Somebody/) as string })

  provider.claims = { sub: 'u2', email: 'nobody@birch.example', email_verified: true }
  const stranger = await signIn()
  expect(stranger.to).toMatch(/\/failed\?error=/)
  expect(stranger.cookie).not.toMatch(/session_token=[^;]/)
  const { rows } = await sql`select from users where email = 'nobody@birch.example'`.execute(
    running.server.context.database.kysely,
  )
  expect(rows).toEqual([])
})

test('an address that the provider has not verified, or may not vouch for, signs nobody in', async () => {
  const { email } = await running.join(running.organisation, 'viewer')
  for (const claims of [{ email_verified: false }, {}, { email_verified: 'yes' }]) {
    provider.claims = { sub: 'u3', email, ...claims }
    expect((await signIn()).to).toMatch(/\/failed\?error=/)
  }
  provider.claims = { sub: 'u3', email, email_verified: true }
  await set({ domains: ['elsewhere.example'] })
  expect((await signIn()).to).toMatch(/\/failed\?error=/)
  await set({ domains: ['Birch.example'] })
  expect((await signIn()).to).toMatch(/\/home$/)
  // Also of who has signed in through it before.
  await set({ domains: ['elsewhere.example'] })
  expect((await signIn()).to).toMatch(/\/failed\?error=/)
})

test('nothing of what the provider gave is kept, and the client’s secret stands in the vault alone', async () => {
  const { email } = await running.join(running.organisation, 'viewer')
  provider.claims = { sub: 'u4', email, email_verified: true }
  await signIn()
  const { rows } = await sql<{ text: string }>`
    select concat((select json_agg(s) from sign_ins s), (select json_agg(h) from host_settings h),
      (select json_agg(v) from verifications v), (select json_agg(a) from audit_log a)) as text`.execute(
    running.server.context.database.kysely,
  )
  expect(rows[0]?.text).toContain('"u4"')
  expect(rows[0]?.text).not.toContain(provider.secret)
  const settings = await running.owner.call(host.readOidc, {})
  expect(settings).toMatchObject({ hasSecret: true })
  expect(settings.redirectUri).toMatch(/\/api\/auth\/callback\/oidc-[\da-f]{16}$/)
  expect(JSON.stringify(settings)).not.toContain(provider.secret)
})

test('a wrong secret signs nobody in; without a provider there is no such way', async () => {
  const { email } = await running.join(running.organisation, 'viewer')
  provider.claims = { sub: 'u5', email, email_verified: true }
  await set({ clientSecret: 'another' })
  expect((await signIn()).to).toMatch(/\/failed\?error=/)
  await running.owner.call(host.writeOidc, { body: { provider: null } })
  expect(await new Client(running.url).call(host.signInWays, {})).toEqual({ oidc: null, begun: true })
  expect(await running.owner.call(host.readOidc, {})).toEqual({ provider: null, hasSecret: false, redirectUri: null })
})

test('an issuer that is another than it says, or publishes nothing, is refused when it is typed', async () => {
  provider.said = { issuer: 'https://evil.example' }
  expect(await refused(set())).toBe('422 oidc-unusable')
  provider.said = { token_endpoint: 'http://localhost/token' }
  expect(await refused(set())).toBe('422 oidc-unusable')
})

test('where the provider’s own document leads into this network, nobody is connected to', async () => {
  let trapped = 0
  const trap = createServer((socket) => {
    trapped++
    socket.destroy()
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  const address = trap.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  try {
    const { email } = await running.join(running.organisation, 'viewer')
    provider.claims = { sub: 'u6', email, email_verified: true }
    for (const endpoint of ['token_endpoint', 'userinfo_endpoint']) {
      provider.said = { [endpoint]: `https://127.0.0.1:${port}/` }
      await set()
      expect((await signIn()).to, endpoint).toMatch(/\/failed\?error=/)
    }
    expect(trapped).toBe(0)
  } finally {
    trap.close()
  }
})

test('a secret goes to no other provider than it was given for', async () => {
  const other = await startFakeProvider()
  try {
    const { context } = running.server
    expect(context.ca).toBe(provider.server.ca)
    await running.owner.call(host.writeOidc, {
      body: { provider: { issuer: provider.issuer, clientId: provider.clientId, name: 'Renamed', domains: [] } },
    })
    provider.said = { token_endpoint: `${other.issuer}/token` }
    expect(
      await refused(
        running.owner.call(host.writeOidc, {
          body: { provider: { issuer: provider.issuer, clientId: provider.clientId, name: 'Renamed', domains: [] } },
        }),
      ),
    ).toBe('422 oidc-secret-missing')
  } finally {
    await other[Symbol.asyncDispose]()
  }
})

import { createHash } from 'node:crypto'
import { startTokenServer, type TokenServer } from '@caravan/lab'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { EXEMPT, type Fetch, guardedFetch, guardedPolicy, hostGuard } from '../../guard/index.ts'
import { Secret } from '../../model/secret.ts'
import { type OAuthApplication, oauthApplication } from './application.ts'
import { beginConsent, endConsent, renewGrant } from './consent.ts'
import { appOnlyToken, delegatedToken } from './delegated.ts'
import { askForDeviceCode, awaitDevice } from './device.ts'
import { type Grant, grantText, readGrant } from './grant.ts'
import { revokeGrant } from './revoke.ts'
import { type GrantKeeper, tokensOfGrant } from './tokens.ts'

let server: TokenServer
let fetch: Fetch
let app: OAuthApplication
beforeAll(async () => {
  server = await startTokenServer({ rotating: true })
  fetch = guardedFetch(hostGuard(EXEMPT), { ca: server.ca })
  app = application()
})
afterAll(() => server.stop())
beforeEach(() => {
  server.agrees = undefined
})
const application = (secret: string | undefined = server.clientSecret) =>
  oauthApplication(
    { provider: 'other', way: 'consent', clientId: server.clientId, places: server, scopes: ['mail', 'offline'] },
    new Secret(secret),
  )
const redirectUri = 'https://caravan.example/back'

describe('a consent by redirect', () => {
  it('gives tokens for the code that the browser brings back', async () => {
    const { url, verifier } = beginConsent(app, { redirectUri, state: 'abc', user: 'anna@old.example' })
    const asked = new URL(url).searchParams
    expect(Object.fromEntries(asked)).toMatchObject({
      scope: 'mail offline',
      login_hint: 'anna@old.example',
      state: 'abc',
    })
    expect(asked.get('code_challenge')).toBe(createHash('sha256').update(verifier.reveal()).digest('base64url'))
    const code = new URL(server.agreeAt(url, 'anna')).searchParams.get('code') ?? ''
    const grant = await endConsent(fetch, app, { code: new Secret(code), verifier, redirectUri })
    expect(grant.refreshToken?.reveal()).toMatch(/^rt-/)
    expect(grant.access?.endsAt).toBeGreaterThan(Date.now() + 3_500_000)
  })

  it('gives none to somebody who took the code away and does not have the verifier', async () => {
    const { url } = beginConsent(app, { redirectUri, state: 'abc' })
    const code = new Secret(new URL(server.agreeAt(url, 'anna')).searchParams.get('code') ?? '')
    const { verifier } = beginConsent(app, { redirectUri, state: 'abc' })
    await expect(endConsent(fetch, app, { code, verifier, redirectUri })).rejects.toMatchObject({
      code: 'consent-ended',
    })
  })
})

describe('a consent by device code', () => {
  const wait = async (): Promise<void> => undefined

  it('gives tokens once somebody has typed the code and agreed', async () => {
    const device = await askForDeviceCode(fetch, app)
    expect(device).toMatchObject({ userCode: 'WDJB-MJHT', url: server.deviceUrl, intervalMs: 1_000 })
    server.agrees = 'anna'
    expect((await awaitDevice(fetch, app, device, { wait })).refreshToken).toBeDefined()
  })

  it('ends where somebody says no', async () => {
    const device = await askForDeviceCode(fetch, app)
    server.agrees = null
    await expect(awaitDevice(fetch, app, device, { wait })).rejects.toMatchObject({ code: 'consent-refused' })
  })

  it('asks more slowly where the server wants that, and ends with the code', async () => {
    const waits: number[] = []
    const slow: Fetch = async ({ url }) => {
      const error = waits.length < 3 ? 'slow_down' : 'expired_token'
      return { url, status: 400, headers: {}, body: JSON.stringify({ error }) }
    }
    const device = await askForDeviceCode(fetch, app)
    const ended = awaitDevice(slow, app, device, { wait: async (ms) => void waits.push(ms) })
    await expect(ended).rejects.toMatchObject({ code: 'consent-refused' })
    expect(waits).toEqual([1_000, 6_000, 11_000])
  })
})

describe('a grant', () => {
  it('is renewed once for all who wait, by a server that takes each refresh token once', async () => {
    let kept: Grant = { refreshToken: new Secret(server.consentOf('anna')), access: undefined }
    const keeper: GrantKeeper = { renew: async (renewed) => (kept = await renewed(kept)) }
    const tokens = tokensOfGrant(fetch, app, keeper)
    const given = await Promise.all([tokens.current(), tokens.current(), tokens.current()])
    expect(new Set(given.map((token) => token.reveal())).size).toBe(1)
    const [first] = given
    const next = await Promise.all([tokens.another(first), tokens.another(first)])
    expect(next[0]?.reveal()).toBe(next[1]?.reveal())
    expect(next[0]?.reveal()).not.toBe(first.reveal())
  })

  it('is not renewed where another process has just done so', async () => {
    const kept: Grant = {
      refreshToken: new Secret('used up elsewhere'),
      access: { token: new Secret('theirs'), endsAt: Date.now() + 600_000 },
    }
    const tokens = tokensOfGrant(fetch, app, { renew: (renewed) => renewed(kept) })
    expect((await tokens.current()).reveal()).toBe('theirs')
  })

  it('without a refresh token ends with its access token', async () => {
    const kept: Grant = { refreshToken: undefined, access: { token: new Secret('a year'), endsAt: undefined } }
    const tokens = tokensOfGrant(fetch, app, { renew: (renewed) => renewed(kept) })
    const token = await tokens.current()
    await expect(tokens.another(token)).rejects.toMatchObject({ code: 'consent-ended' })
  })

  it('comes back from its text as it was, and what is no grant is none', () => {
    const grant = { refreshToken: new Secret('r'), access: { token: new Secret('a'), endsAt: 5 } }
    expect(grantText(readGrant(grantText(grant)) ?? grant)).toBe(grantText(grant))
    for (const text of ['a password', '{}', '7', 'null', '{"refreshToken":"a\\u0001b"}'])
      expect(readGrant(text)).toBeUndefined()
  })

  it.each([
    ['no token', {}],
    ['a token that would end the field of XOAUTH2', { access_token: 'a\x01b' }],
    ['another kind of token', { access_token: 'a', token_type: 'mac' }],
    ['a token without an end', { access_token: 'a'.repeat(20_001) }],
  ])('cannot be made of %s', async (_, answer) => {
    const strange: Fetch = async ({ url }) => ({ url, status: 200, headers: {}, body: JSON.stringify(answer) })
    await expect(renewGrant(strange, app, new Secret('x'))).rejects.toMatchObject({ code: 'token-answer-malformed' })
  })
})

describe('a consent that is taken back', () => {
  const revocable = () =>
    oauthApplication(
      { provider: 'other', way: 'consent', clientId: server.clientId, places: server, scopes: ['mail'] },
      new Secret(server.clientSecret),
    )
  const grantOf = (token: string): Grant => ({ refreshToken: new Secret(token), access: undefined })

  it('gives no further tokens, and is taken back again without an error', async () => {
    const token = server.consentOf('emma')
    await revokeGrant(fetch, revocable(), grantOf(token))
    await expect(renewGrant(fetch, revocable(), new Secret(token))).rejects.toMatchObject({ code: 'consent-ended' })
    await revokeGrant(fetch, revocable(), grantOf(token))
    expect(server.asked.slice(-3)).toEqual(['revoke known', 'refresh_token 400', 'revoke unknown'])
  })

  it('stays where the server does not know the application, or knows no way back', async () => {
    const token = server.consentOf('emma')
    const stranger = { ...revocable(), secret: new Secret('Gull Lantern') }
    const refused = { code: 'consent-not-withdrawn', serverReply: 'invalid_client' }
    await expect(revokeGrant(fetch, stranger, grantOf(token))).rejects.toMatchObject(refused)
    const without = { ...revocable(), revokeUrl: undefined }
    await expect(revokeGrant(fetch, without, grantOf(token))).rejects.toMatchObject({ code: 'consent-not-withdrawn' })
    server.failing = { status: 503, body: '', times: 1 }
    await expect(revokeGrant(fetch, revocable(), grantOf(token))).rejects.toMatchObject({ code: 'token-server-failed' })
  })
})

describe('the guard', () => {
  it('keeps the server from asking a token server inside of its own network', async () => {
    const guarded = guardedFetch(hostGuard(guardedPolicy('')), { ca: server.ca })
    await expect(renewGrant(guarded, app, new Secret('x'))).rejects.toMatchObject({
      code: 'host-refused',
      scope: 'service',
    })
  })
})

// What the providers answer, from their documentation and from reports of their users, read 2026-11-22.
describe('answers of providers (recorded, not live)', () => {
  const asked: { url: string; form: Record<string, string> }[] = []
  const recorded =
    (status: number, body: object): Fetch =>
    async ({ url, body: form }) => {
      asked.push({ url, form: Object.fromEntries(new URLSearchParams(form)) })
      return { url, status, headers: {}, body: JSON.stringify(body) }
    }
  const known = (
    provider: 'google' | 'microsoft' | 'yandex',
    way: 'consent' | 'service-account' | 'app-only' = 'consent',
  ) =>
    oauthApplication(
      { provider, way, clientId: 'the-client', tenant: 'contoso.com' },
      new Secret(server.serviceAccount.key),
    )

  it('Microsoft: a client secret that has run out', async () => {
    const answer = recorded(401, {
      error: 'invalid_client',
      error_description: "AADSTS7000222: The provided client secret keys for app 'the-client' are expired.",
    })
    await expect(appOnlyToken(answer, known('microsoft', 'app-only'))).rejects.toMatchObject({
      code: 'oauth-client-refused',
      serverReply: expect.stringContaining('AADSTS7000222') as string,
    })
    expect(asked.at(-1)).toMatchObject({
      url: 'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token',
      form: { grant_type: 'client_credentials', scope: 'https://outlook.office365.com/.default' },
    })
  })

  it('Microsoft: a second factor that is asked for anew', async () => {
    const answer = recorded(400, { error: 'interaction_required', error_description: 'AADSTS50076: …' })
    await expect(renewGrant(answer, known('microsoft'), new Secret('r'))).rejects.toMatchObject({
      code: 'consent-ended',
    })
  })

  it('Google: a service account without the scope', async () => {
    const answer = recorded(401, {
      error: 'unauthorized_client',
      error_description:
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
    })
    await expect(delegatedToken(answer, known('google', 'service-account'), 'anna@old.example')).rejects.toMatchObject({
      code: 'oauth-client-refused',
      remedy: expect.stringContaining('Domain-wide delegation') as string,
    })
  })

  it('Google: an app in testing, whose consents end after seven days', async () => {
    const answer = recorded(400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' })
    await expect(renewGrant(answer, known('google'), new Secret('r'))).rejects.toMatchObject({ code: 'consent-ended' })
  })

  it('Google has no device codes for mail', async () => {
    await expect(askForDeviceCode(fetch, known('google'))).rejects.toMatchObject({ code: 'oauth-settings' })
  })

  it('Google: a consent is taken back by its refresh token, and one that is over is as good', async () => {
    const grant: Grant = { refreshToken: new Secret('1//r'), access: undefined }
    await revokeGrant(recorded(200, {}), known('google'), grant)
    expect(asked.at(-1)).toMatchObject({ url: 'https://oauth2.googleapis.com/revoke', form: { token: '1//r' } })
    await revokeGrant(recorded(400, { error: 'invalid_token' }), known('google'), grant)
  })

  it('Yandex: a consent is given for a device, and taken back by its access token', async () => {
    const { url } = beginConsent(known('yandex'), { redirectUri: 'https://caravan.example/api/oauth/back', state: 's' })
    expect(new URL(url).searchParams.get('device_id')).toMatch(/^[0-9a-f-]{36}$/)
    const grant: Grant = { refreshToken: new Secret('1:r'), access: { token: new Secret('y0_a'), endsAt: undefined } }
    await revokeGrant(recorded(200, { status: 'ok' }), known('yandex'), grant)
    expect(asked.at(-1)).toMatchObject({ url: 'https://oauth.yandex.ru/revoke_token', form: { access_token: 'y0_a' } })
    const older = recorded(400, { error: 'unsupported_token_type' })
    await expect(revokeGrant(older, known('yandex'), grant)).rejects.toMatchObject({ code: 'consent-not-withdrawn' })
  })

  it('Microsoft has no place where a single consent is taken back', async () => {
    const grant: Grant = { refreshToken: new Secret('r'), access: undefined }
    await expect(revokeGrant(fetch, known('microsoft'), grant)).rejects.toMatchObject({ code: 'consent-not-withdrawn' })
  })

  it('Yandex: a device code under its own names', async () => {
    const codes = recorded(200, {
      device_code: '3e2a5a5c0e02439aa78a23442721848c',
      user_code: 'h5nbcr6c',
      verification_url: 'https://oauth.yandex.ru/device',
      interval: 5,
      expires_in: 300,
    })
    const device = await askForDeviceCode(codes, known('yandex'))
    expect(device).toMatchObject({ userCode: 'h5nbcr6c', url: 'https://oauth.yandex.ru/device' })
    const given = recorded(200, {
      access_token: 'y0_a',
      refresh_token: '1:r',
      expires_in: 124_234_123_534,
      token_type: 'bearer',
    })
    const grant = await awaitDevice(given, known('yandex'), device, { wait: async () => undefined })
    expect(grant.refreshToken?.reveal()).toBe('1:r')
    expect(asked.at(-1)?.form).toMatchObject({ grant_type: 'device_code', code: '3e2a5a5c0e02439aa78a23442721848c' })
  })
})

it.each([
  [{ provider: 'yandex', way: 'app-only', clientId: 'c' }, 'Yandex does not know this way'],
  [{ provider: 'microsoft', way: 'app-only', clientId: 'c' }, 'needs the tenant'],
  [{ provider: 'microsoft', way: 'consent', clientId: 'c', tenant: '../evil' }, 'neither an id nor a domain'],
  [{ provider: 'other', way: 'consent', clientId: 'c' }, 'the address of the token server is missing'],
] as const)('a registration that cannot work is refused: %j', (settings, why) => {
  expect(() => oauthApplication(settings, new Secret('s'))).toThrow(why)
})

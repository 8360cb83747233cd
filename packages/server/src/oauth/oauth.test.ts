import { auditLog, type Client, employees, moves, oauth, people } from '@caravan/contract'
import { guardedPolicy, type HostGuard, hostGuard } from '@caravan/core/guard'
import { openCredential } from '@caravan/core/store'
import {
  type Dovecot,
  generateMailbox,
  startDovecot,
  startForwardProxy,
  startTokenServer,
  type TokenServer,
} from '@caravan/lab'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type EmployeeMove, exchange, makeEmployeeMove } from '../employees/testing/move.ts'
import { endpointOf } from '../jobs/accounts.ts'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { passesByTokens } from './testing/passes.ts'

const ANNA = 'anna@old.example'
let tokens: TokenServer
let old: Dovecot
let running: TestServer
let move: EmployeeMove
let anna = ''
const db = () => running.server.context.database.kysely

beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1, localhost')
  // Each refresh token is good for one use, so that a lost one would be seen.
  tokens = await startTokenServer({ rotating: true })
  old = await startDovecot({ name: 'old', introspectionUrl: tokens.introspectionUrl })
  generateMailbox(old.mailDir(ANNA), { count: 12, seed: 1 })
  running = await startTestServer({ ca: tokens.ca })
  return async () => {
    await running.stop()
    await old.stop()
    await tokens.stop()
    vi.unstubAllEnvs()
  }
})
beforeEach(async () => {
  move = await makeEmployeeMove(running, old.port)
  anna = await move.add(ANNA)
  await register()
})

const service = () => ({ ...move.params, service: move.service })
const register = (more: object = {}, client: Client = running.owner) =>
  client.call(oauth.putOAuthClient, {
    params: service(),
    body: {
      ...{ provider: 'other', way: 'consent', clientId: tokens.clientId, secret: tokens.clientSecret },
      ...{ authorizeUrl: tokens.authorizeUrl, tokenUrl: tokens.tokenUrl, scopes: ['mail'] },
      ...more,
    },
  })

/** A browser that has come by the link of a mailbox. */
class Browser {
  #cookies = ''
  /** What the last answer was, and where it leads on to. */
  status = 0
  next = ''

  static async of(mailbox: string): Promise<Browser> {
    const browser = new Browser()
    const { cookie } = await exchange(running, await move.link(mailbox))
    browser.#cookies = cookie
    return browser
  }

  async open(url: string, cookies = this.#cookies): Promise<string> {
    const html = await (await this.#keep(await fetch(url, { headers: { cookie: cookies } }))).text()
    this.next = (/content="0;url=([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&')
    return html
  }

  /** Presses the button of the page; the address of the provider that it leads to. */
  async begin(): Promise<string> {
    const page = await this.open(`${running.url}/employee/access`)
    const form = /name="form" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const sent = await fetch(`${running.url}/employee/consent`, {
      method: 'POST',
      headers: { cookie: this.#cookies, origin: 'null', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ form }),
    })
    const html = await (await this.#keep(sent)).text()
    return (/content="0;url=([^"]+)"/.exec(html)?.[1] ?? '').replaceAll('&amp;', '&')
  }

  async #keep(response: Response): Promise<Response> {
    this.status = response.status
    for (const set of response.headers.getSetCookie()) this.#cookies += `; ${set.split(';')[0] ?? ''}`
    return response
  }
}

const kept = (mailbox = anna) =>
  openCredential(db(), running.server.context.vault.keys, {
    ...{ organisation: move.params.organisation, purpose: 'source-sign-in', subject: mailbox },
  }).then(
    (secret) => JSON.parse(secret.reveal()) as { refreshToken: string },
    () => undefined,
  )

describe('an employee whose old service takes tokens', () => {
  test('agrees on the page of the provider, and the mailbox opens', async () => {
    const browser = await Browser.of(anna)
    const asked = await browser.begin()
    expect(new URL(asked).searchParams.get('redirect_uri')).toBe(`${running.url}/api/oauth/back`)
    expect(new URL(asked).searchParams.get('login_hint')).toBe(ANNA)
    await browser.open(tokens.agreeAt(asked, ANNA))
    expect(browser.next).toBe('/employee/access')
    expect(await move.state(anna)).toMatchObject({ state: 'given', messages: 12, checked: true })
    expect((await kept())?.refreshToken).toMatch(/^rt-/)
    const { rows } = await sql`select from oauth_consents`.execute(db())
    expect(rows).toEqual([])
  })

  test('and who agrees with another account is told so, and nothing is kept', async () => {
    const browser = await Browser.of(anna)
    await browser.open(tokens.agreeAt(await browser.begin(), 'boris@old.example'))
    expect(browser.next).toBe('/employee/access?said=token-refused')
    expect(await move.state(anna)).toMatchObject({ state: 'refused', refused: { code: 'token-refused' } })
    expect(await kept()).toBeUndefined()
  })

  test('and who says no is led back to the page', async () => {
    const browser = await Browser.of(anna)
    const state = new URL(await browser.begin()).searchParams.get('state') ?? ''
    await browser.open(`${running.url}/api/oauth/back?error=access_denied&state=${state}`)
    expect(browser.next).toBe('/employee/access?said=consent-refused')
  })

  test('and what another browser brings back is worth nothing, nor is it twice', async () => {
    const [hers, another] = [await Browser.of(anna), new Browser()]
    const back = tokens.agreeAt(await hers.begin(), ANNA)
    await another.open(back)
    expect(another.next).toBe('/employee/access?said=consent-lost')
    expect(await kept()).toBeUndefined()
    await hers.open(back)
    expect((await kept())?.refreshToken).toMatch(/^rt-/)
    await hers.open(back)
    expect(hers.status).toBe(404)
  })

  test('and types no password there', async () => {
    const params = { ...move.params, mailbox: anna, side: 'source' }
    const given = running.owner.call(people.tryMailboxPassword, { params, body: { password: 'pw' } })
    expect(await refused(given)).toBe('409 consent-needed')
  })
})

const endpoint = (more: { guard?: HostGuard } = {}) => {
  const { database, vault, guard, fetch: ask, dataDir } = running.server.context
  const { organisation } = move.params
  const claim = { organisation, mailbox: anna, sourceService: move.service, sourceUser: ANNA }
  const keys = { db: database.kysely, vault, guard, fetch: ask, dataDir, ...more }
  return endpointOf(keys, { ...claim, targetService: null, targetUser: null }, 'source')
}

test('a pass renews its tokens, and each new refresh token is sealed without a new day of the consent', async () => {
  const browser = await Browser.of(anna)
  await browser.open(tokens.agreeAt(await browser.begin(), ANNA))
  const { givenAt } = await move.state(anna)
  const first = await kept()
  const mailbox = await endpoint()
  await (await mailbox.connect()).close()
  tokens.endAccess()
  await (await mailbox.connect()).close()
  const second = await kept()
  expect(second?.refreshToken).not.toBe(first?.refreshToken)
  expect((await move.state(anna)).givenAt).toBe(givenAt)
  // Two workers at once, of whom the later one sees what the earlier one kept.
  tokens.endAccess()
  const sessions = await Promise.all([endpoint(), endpoint()].map(async (one) => (await one).connect()))
  for (const session of sessions) await session.close()
  tokens.endAccess()
  tokens.withdraw(ANNA)
  await expect((await endpoint()).connect()).rejects.toMatchObject({
    code: 'consent-ended',
    message: expect.stringContaining(`127.0.0.1:${old.port} waits for a token.`) as string,
  })
})

test('the token server is asked through the proxy of the service, and the guard judges it all the same', async () => {
  await using forward = await startForwardProxy({ kind: 'socks5' })
  const proxy = { kind: 'socks5', host: '127.0.0.1', port: forward.port, user: null } as const
  await running.owner.call(moves.changeService, { params: service(), body: { proxy } })
  // Without TLS a proxy could read what is sent: all secrets were erased.
  await register()
  const asked = () => forward.asked.filter((host) => host === `127.0.0.1:${new URL(tokens.tokenUrl).port}`).length
  const browser = await Browser.of(anna)
  await browser.open(tokens.agreeAt(await browser.begin(), ANNA))
  expect(await move.state(anna)).toMatchObject({ state: 'given' })
  expect(asked()).toBe(1)
  tokens.endAccess()
  await (await (await endpoint()).connect()).close()
  expect(asked()).toBe(2)
  tokens.endAccess()
  const guard = hostGuard(guardedPolicy('127.0.0.1'), async (name) => [
    { address: name === 'localhost' ? '10.1.2.3' : '127.0.0.1', family: 4 },
  ])
  await expect((await endpoint({ guard })).connect()).rejects.toMatchObject({ code: 'host-refused' })
  expect(asked()).toBe(2)
})

test('a member begins a consent in the console, for a mailbox whose owner sits beside', async () => {
  const { organisation, move: id } = move.params
  const path = `/api/organisations/${organisation}/moves/${id}/mailboxes/${anna}/credentials/source/consent`
  const begin = (back: string) =>
    fetch(`${running.url}${path}`, {
      method: 'POST',
      headers: { cookie: running.ownerCookie, origin: running.url, 'content-type': 'application/json' },
      body: JSON.stringify({ back }),
    })
  expect((await begin('https://elsewhere.example/')).status).toBe(400)
  expect((await begin('//elsewhere.example/')).status).toBe(400)
  const begun = await begin('/moves?mailbox=1')
  const { url } = (await begun.json()) as { url: string }
  const cookie = begun.headers.getSetCookie()[0] ?? ''
  expect(cookie).toMatch(/^caravan\.consent=.{43}; Path=\/api\/oauth; Max-Age=900; HttpOnly; SameSite=Lax$/)
  const browser = new Browser()
  await browser.open(tokens.agreeAt(url, ANNA), cookie.split(';')[0])
  expect(browser.next).toBe('/moves?mailbox=1')
  expect((await kept())?.refreshToken).toMatch(/^rt-/)
})

describe('where the passwords of a move are erased', () => {
  const erase = () => running.owner.call(moves.eraseCredentials, { params: move.params })
  const agreed = async () => {
    const browser = await Browser.of(anna)
    await browser.open(tokens.agreeAt(await browser.begin(), ANNA))
    expect(await kept()).toBeDefined()
  }

  test('consents are taken back at the provider', async () => {
    await register({ revokeUrl: tokens.revokeUrl })
    await agreed()
    expect(await erase()).toEqual({ erased: 2, withdrawn: 1, kept: 0 })
    expect(tokens.asked.at(-1)).toBe('revoke known')
    expect(await kept()).toBeUndefined()
    expect(await erase()).toEqual({ erased: 0, withdrawn: 0, kept: 0 })
  })

  test('they are erased too where the provider fails or has no place for it, and the log says so', async () => {
    await register({ revokeUrl: tokens.revokeUrl })
    await agreed()
    tokens.failing = { status: 503, body: '', times: 1 }
    expect(await erase()).toEqual({ erased: 2, withdrawn: 0, kept: 1 })
    expect(await kept()).toBeUndefined()
    const { organisation } = move.params
    const { items } = await running.owner.call(auditLog.listAudit, { params: { organisation }, query: {} })
    expect(items[0]).toMatchObject({
      action: 'consents.withdrawn',
      after: { withdrawn: 0, kept: 1, why: expect.stringContaining('it answered 503') as string },
    })
    await register()
    await agreed()
    expect(await erase()).toEqual({ erased: 2, withdrawn: 0, kept: 1 })
  })
})

describe('the registration of an application', () => {
  test('shows what has to be registered at the provider, and its secret to nobody', async () => {
    const { items } = await running.owner.call(moves.listServices, { params: move.params })
    expect(items[0]).toMatchObject({
      auth: 'oauth',
      oauth: { way: 'consent', hasSecret: true, redirectUri: `${running.url}/api/oauth/back` },
    })
    expect(JSON.stringify(items)).not.toContain(tokens.clientSecret)
  })

  test('at another application takes the consents of the first one along', async () => {
    const browser = await Browser.of(anna)
    await browser.open(tokens.agreeAt(await browser.begin(), ANNA))
    expect(await refused(register({ clientId: 'another', secret: undefined }))).toBe('422 oauth-secret-missing')
    await register({ secret: undefined })
    expect(await kept()).toBeDefined()
    await register({ clientId: 'another' })
    expect(await kept()).toBeUndefined()
  })

  test('of a service account opens every mailbox, and asks nobody', async () => {
    const { email, key } = tokens.serviceAccount
    await register({ way: 'service-account', clientId: email, secret: key })
    expect(await move.state(anna)).toMatchObject({ state: 'not-needed' })
    expect(await running.owner.call(moves.trySignIn, { params: service(), body: { user: ANNA } })).toMatchObject({
      messages: 12,
    })
    await (await (await endpoint()).connect()).close()
  })

  test.each([
    ['a token server inside of the network', { tokenUrl: 'https://10.0.0.1/token' }, '422 host-refused'],
    ['a way that the provider has not', { provider: 'yandex', way: 'app-only' }, '422 oauth-settings'],
    ['no page to agree on', { authorizeUrl: null }, '422 oauth-settings'],
  ])('with %s is refused', async (_, more, code) => {
    expect(await refused(register(more))).toBe(code)
  })

  test('ends where the service is signed in to by passwords again', async () => {
    const browser = await Browser.of(anna)
    await browser.open(tokens.agreeAt(await browser.begin(), ANNA))
    const changed = await running.owner.call(moves.changeService, { params: service(), body: { auth: 'password' } })
    expect(changed).toMatchObject({ auth: 'password', oauth: null })
    expect(await kept()).toBeUndefined()
    const { counts } = await running.owner
      .call(employees.countEmployees, { params: move.params })
      .then(({ states }) => ({ counts: states }))
    expect(counts.given).toBe(0)
  })
})

test('a worker copies with tokens that end while it copies, and stops with whose owner no longer agrees', () =>
  passesByTokens(running, tokens))

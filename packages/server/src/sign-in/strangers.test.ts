import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { passkey } from '@better-auth/passkey'
import { filled, organisations } from '@caravan/contract'
import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDocument } from '../api/testing/document.ts'
import { PASSWORD, startTestServer, type TestServer } from '../testing/server.ts'

const BASE = '/api/auth/'
const OFFERED = readDocument().filter(({ path }) => path.startsWith(BASE))
const named = (operations: typeof OFFERED) => operations.map((one) => [`${one.method} ${one.path}`, one] as const)

let running: TestServer
let cookie = ''
beforeAll(async () => {
  running = await startTestServer()
  cookie = (await running.join(running.organisation, 'viewer')).cookie
})
afterAll(() => running.stop())

interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly type?: string
}

async function send(method: string, path: string, { headers = {}, body = {}, type = 'application/json' }: Sent = {}) {
  const response = await fetch(`${running.url}${path}`, {
    method,
    headers: { ...headers, ...(method !== 'GET' && { 'content-type': type }) },
    ...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    redirect: 'manual',
  })
  return { status: response.status, cookies: response.headers.getSetCookie(), body: await response.text() }
}

const signIn = (from: string, email: string, password: string, headers: Readonly<Record<string, string>> = {}) =>
  send('POST', `${BASE}sign-in/email`, {
    headers: { origin: running.url, 'x-forwarded-for': from, ...headers },
    body: { email, password },
  })

describe('a stranger gets no session from what is public of the sign-in', () => {
  test.each(named(OFFERED.filter(({ access }) => access === 'public')))('%s', async (_, { method, path }) => {
    const body = { email: running.ownerEmail, password: 'not the password', code: '000000', provider: 'company' }
    for (const sent of [{}, body]) {
      const answer = await send(method, filled(path, { provider: 'company', id: 'company' }), {
        headers: { origin: running.url },
        body: sent,
      })
      expect(answer.status).toBeLessThan(500)
      expect(answer.cookies.filter((one) => /session_token=[^;]/.test(one))).toEqual([])
    }
  })
})

test('of better-auth’s other routes none is there, for who has signed in either', async () => {
  const { api } = betterAuth({
    baseURL: running.url,
    secret: 'only its routes are looked at, nothing is signed',
    database: memoryAdapter({}),
    emailAndPassword: { enabled: true },
    plugins: [twoFactor(), passkey(), genericOAuth({ config: [] })],
  })
  const endpoints = Object.values(
    api as unknown as Record<string, { path?: string; options?: { method?: string | string[] } }>,
  )
  const all = endpoints.flatMap(({ path, options }) =>
    path === undefined ? [] : [options?.method ?? 'GET'].flat().map((method) => ({ method, path })),
  )
  expect(all.length).toBeGreaterThan(40)
  const offered = new Set(OFFERED.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/, 'x')}`))
  const further = all
    .map(({ method, path }) => ({ method, path: BASE + path.slice(1).replace(/:\w+/g, 'x') }))
    .filter(({ method, path }) => ['GET', 'POST'].includes(method) && !offered.has(`${method} ${path}`))
  expect(further.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['sign-up/email', 'reset-password', 'update-user', 'delete-user'].map((one) => BASE + one)),
  )
  for (const { method, path } of further)
    expect((await send(method, path, { headers: { cookie, origin: running.url } })).status, path).toBe(404)
})

/** A request as it stands: `fetch` would bring its path into order. */
async function raw(line: string): Promise<string> {
  const { hostname, port } = new URL(running.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.end(`${line} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${cookie}\r\nconnection: close\r\n\r\n`)
  return (await text(socket)).split('\r\n')[0] ?? ''
}

test('no spelling of a path that is offered leads to one that is not', async () => {
  const through = OFFERED.find(({ method, path }) => method === 'GET' && path.includes('{'))?.path ?? ''
  expect(through).not.toBe('')
  for (const spelling of [
    '..',
    '%2e%2e',
    '..\\..\\list-accounts',
    '..%2f..%2flist-accounts',
    '..%5c..%5clist-accounts',
  ])
    expect(await raw(`GET ${through.replace(/\{\w+\}/, spelling)}`), spelling).toMatch(/^HTTP\/1\.1 40[04] /)
  expect(await raw(`GET ${BASE}get-session/../list-accounts`)).toMatch(/^HTTP\/1\.1 404 /)
})

describe('another site cannot act with somebody’s cookie', () => {
  test.each(named(OFFERED.filter(({ method }) => method === 'POST')))('%s', async (_, { method, path }) => {
    for (const origin of ['https://evil.example', 'null', `${running.url}.evil.example`])
      expect((await send(method, path, { headers: { cookie, origin } })).status, origin).toBe(403)
    expect((await send(method, path, { headers: { cookie } })).status, 'none').toBe(403)
  })

  test('nor change what is the organisation’s', async () => {
    const path = `/api/organisations/${running.organisation}`
    const joined = await running.join(running.organisation, 'owner')
    const rename = (headers: Readonly<Record<string, string>>) =>
      send('PATCH', path, { headers: { cookie: joined.cookie, ...headers }, body: { name: 'Birch' } })
    expect((await rename({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await rename({})).status).toBe(403)
    expect((await rename({ origin: running.url })).status).toBe(200)
  })

  test('nor sign somebody in as somebody else', async () => {
    const { status, cookies } = await signIn('192.0.2.200', running.ownerEmail, PASSWORD, {
      origin: 'https://evil.example',
    })
    expect(status).toBe(403)
    expect(cookies).toEqual([])
    const form = await send('POST', `${BASE}sign-in/email`, {
      headers: { origin: 'https://evil.example' },
      type: 'text/plain',
      body: JSON.stringify({ email: running.ownerEmail, password: PASSWORD }),
    })
    expect(form.status).toBe(415)
  })
})

test('a wrong password and an unknown address are answered alike', async () => {
  const wrong = await signIn('192.0.2.201', running.ownerEmail, 'not the password at all')
  const unknown = await signIn('192.0.2.201', 'nobody@birch.example', 'not the password at all')
  expect([wrong.status, wrong.body]).toEqual([401, unknown.body])
  expect(unknown.status).toBe(401)
})

test('one address tries ten passwords a minute, whatever it says of itself', async () => {
  const tries: number[] = []
  for (let n = 0; n < 12; n++)
    tries.push(
      (
        await signIn('192.0.2.202', running.ownerEmail, `a wrong password ${n}`, {
          'x-caravan-client': `198.51.100.${n}`,
          'x-real-ip': `198.51.100.${n}`,
        })
      ).status,
    )
  expect(tries.filter((status) => status === 401).length).toBeLessThanOrEqual(10)
  expect(tries.at(-1)).toBe(429)
  expect((await signIn('192.0.2.203', running.ownerEmail, PASSWORD)).status).toBe(200)
})

test('a session is its owner’s: others’ sessions are neither listed nor ended', async () => {
  const first = await running.join(running.organisation, 'viewer')
  const second = await running.join(running.organisation, 'viewer')
  const list = async (who: string) =>
    JSON.parse((await send('GET', `${BASE}list-sessions`, { headers: { cookie: who } })).body) as { token: string }[]
  const [its] = await list(second.cookie)
  expect((await list(first.cookie)).map(({ token }) => token)).not.toContain(its?.token)
  await send('POST', `${BASE}revoke-session`, {
    headers: { cookie: first.cookie, origin: running.url },
    body: { token: its?.token },
  })
  expect((await second.client.call(organisations.me, {})).email).toBe(second.email)
  // Of one's own: this one stays, the others end.
  const again = await signIn('192.0.2.204', first.email, PASSWORD)
  const newer = again.cookies.map((one) => one.split(';')[0]).join('; ')
  await send('POST', `${BASE}revoke-other-sessions`, { headers: { cookie: newer, origin: running.url } })
  await expect(first.client.call(organisations.me, {})).rejects.toMatchObject({ problem: { status: 401 } })
  expect(await list(newer)).toHaveLength(1)
})

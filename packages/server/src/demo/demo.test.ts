import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { Client, organisations } from '@caravan/contract'
import { Secret } from '@caravan/core/model'
import { freePort } from '@caravan/lab'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningServer, startServer } from '../serve/server.ts'
import { startTestServer } from '../testing/server.ts'
import { newDemoPath, newDemoSecret } from './link.ts'
import { demoSecret } from './mode.ts'

const SECRET = newDemoSecret()
const DATA = '/tmp/somewhere'
const link = () => newDemoPath(new Secret(SECRET))

let running: RunningServer
let dataDir = ''
/** What a link is answered before there is an owner. */
let early = 0

beforeAll(async () => {
  vi.stubEnv('CARAVAN_DEMO', SECRET)
  vi.stubEnv('DATABASE_URL', '')
  dataDir = await mkdtemp('/tmp/caravan-test-demo-')
  // `startTestServer` signs in as if through a proxy, which a demo refuses.
  running = await startServer({ host: '127.0.0.1', port: await freePort(), dataDir, log: pino({ level: 'silent' }) })
  const body = { token: running.beginLink?.split('#')[1] ?? '', email: 'olga@alvero.example' }
  early = (await ask(`${running.url}${link()}`)).status
  await fetch(`${running.url}/api/begin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, name: 'Olga', password: 'lantern gravel otter seven', organisation: 'Doors' }),
  })
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await running.stop()
  await rm(dataDir, { recursive: true, force: true })
})
/** `fetch` does not let one choose the Host header. */
const ask = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  new Promise<{ status: number; location: string | undefined; cookie: string }>((resolve, reject) => {
    const asking = request(url, { headers }, (response) => {
      response.resume()
      const cookie = response.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
      resolve({ status: response.statusCode ?? 0, location: response.headers.location, cookie })
    })
    asking.once('error', reject).end()
  })

describe('CARAVAN_DEMO is refused', () => {
  const start = { host: '127.0.0.1', dataDir: DATA }
  const on = { CARAVAN_DEMO: SECRET }

  test.each([
    ['with an address that others reach', on, { ...start, host: '0.0.0.0' }],
    ['with every address of IPv6', on, { ...start, host: '::' }],
    ['with an address of a network', on, { ...start, host: '192.168.1.5' }],
    ['with a name, which may lead anywhere', on, { ...start, host: 'localhost' }],
    ['as a switch that somebody might type', { CARAVAN_DEMO: '1' }, start],
    ['with a PostgreSQL server', { ...on, DATABASE_URL: 'postgres://db.example/caravan' }, start],
    ['with a database by option', on, { ...start, databaseUrl: 'postgres://db.example/caravan' }],
    ['behind a proxy', { ...on, CARAVAN_PROXIES: '10.0.0.1' }, start],
    ['with the data folder of the machine', on, { host: '127.0.0.1' }],
  ])('%s', (_, env, options) => {
    expect(() => demoSecret(env, options)).toThrow(expect.objectContaining({ code: 'demo-refused' }) as Error)
  })

  test('and nothing of this is asked where it is not set', () => {
    expect(demoSecret({ DATABASE_URL: 'postgres://db.example/caravan' }, { host: '0.0.0.0' })).toBeUndefined()
    expect(demoSecret({ CARAVAN_DEMO: '' }, { host: '0.0.0.0' })).toBeUndefined()
  })

  test('by the program, before it listens or opens a database', async () => {
    const refused = startServer({ host: '0.0.0.0', port: await freePort(), dataDir: '/nonexistent/folder' })
    await expect(refused).rejects.toMatchObject({ code: 'demo-refused' })
  })

  test('over a database in which somebody’s organisation is, which then starts as it was', async () => {
    vi.stubEnv('CARAVAN_DEMO', '')
    const own = await mkdtemp('/tmp/caravan-test-own-')
    await (await startTestServer({ dataDir: own })).stop()
    const options = { host: '127.0.0.1', dataDir: own, log: pino({ level: 'silent' }) }
    vi.stubEnv('CARAVAN_DEMO', SECRET)
    await expect(startServer({ ...options, port: await freePort() })).rejects.toMatchObject({ code: 'demo-refused' })
    vi.stubEnv('CARAVAN_DEMO', '')
    const again = await startServer({ ...options, port: await freePort() })
    expect((await ask(`${again.url}${link()}`)).status).toBe(404)
    await again.stop()
    vi.stubEnv('CARAVAN_DEMO', SECRET)
    await rm(own, { recursive: true, force: true })
  })
})

describe('a link of the demo', () => {
  test('lets in as the owner, without a password, once', async () => {
    const path = link()
    const came = await Promise.all([ask(`${running.url}${path}`), ask(`${running.url}${path}`)])
    expect(came.map(({ status }) => status).sort()).toEqual([303, 410])
    const [first] = came.filter(({ status }) => status === 303)
    expect(first?.location).toBe('/')
    const client = new Client(running.url, { cookie: first?.cookie ?? '' })
    expect(await client.call(organisations.me, {})).toMatchObject({
      email: 'olga@alvero.example',
      hostAdministrator: true,
      organisations: [{ name: 'Doors', role: 'owner' }],
    })
    expect((await ask(`${running.url}${path}`)).status).toBe(410)
  })

  test('is asked for again in a moment where nobody is there yet', () => {
    expect(early).toBe(409)
  })

  test('that nobody signed, or with another secret, opens nothing', async () => {
    const other = newDemoPath(new Secret(newDemoSecret()))
    for (const wrong of ['/demo/x', '/demo/x.y', other, `${link()}A`])
      expect(await ask(`${running.url}${wrong}`)).toMatchObject({ status: 410, cookie: '' })
  })

  test('opens nothing through a proxy, nor by a name that leads here', async () => {
    const { port } = new URL(running.url)
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.9' },
      { forwarded: 'for=203.0.113.9' },
      { host: `evil.example:${port}` },
      { host: '127.0.0.1.evil.example' },
    ]) {
      expect(await ask(`${running.url}${link()}`, headers)).toMatchObject({ status: 403, cookie: '' })
      expect((await ask(`${running.url}/api/health`, headers)).status).toBe(403)
    }
  })

  test('names its cookie after the port, so that another demo of this browser stays signed in', async () => {
    const { cookie } = await ask(`${running.url}${link()}`)
    expect(cookie).toMatch(new RegExp(`^caravan-demo-${new URL(running.url).port}\\.`))
  })
})

test('a database of a demo is not taken for another', async () => {
  vi.stubEnv('CARAVAN_DEMO', '')
  const start = startServer({ host: '127.0.0.1', port: await freePort(), dataDir, log: pino({ level: 'silent' }) })
  await expect(start).rejects.toMatchObject({ code: 'demo-database' })
  vi.stubEnv('CARAVAN_DEMO', SECRET)
})

import type { IncomingMessage, ServerResponse } from 'node:http'
import { startWebServer, type WebServer } from '@caravan/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FetchLimits, guardedFetch } from './fetch.ts'
import { guardedPolicy } from './policy.ts'
import { type AddressSource, hostGuard } from './resolve.ts'

// What each name leads to; only 127.0.0.1 is on the allow-list, and nothing else is listened on.
const ADDRESSES: Readonly<Record<string, string>> = {
  'web.test': '127.0.0.1',
  'other.test': '127.0.0.1',
  'unnamed.test': '127.0.0.1',
  'inside.test': '10.0.0.1',
}
const source: AddressSource = async (name) => [{ address: ADDRESSES[name] ?? '', family: 4 }]

let web: WebServer
let plain: WebServer
const answers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/here': (response, { headers, method }) => {
    response.setHeader('x-told', ['a', 'b'])
    response.end(JSON.stringify({ method, host: headers.host, agent: headers['user-agent'], cookie: headers.cookie }))
  },
  '/endless': (response) => {
    const more = (): void => void response.write('x'.repeat(65_536), more)
    response.on('error', () => undefined)
    more()
  },
  '/silent': () => undefined,
  '/drip': (response) => {
    const timer = setInterval(() => response.write('x'), 5)
    response.once('close', () => clearInterval(timer))
  },
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
}
const redirects: Record<string, () => string> = {
  '/to-other': () => `https://other.test:${web.port}/here`,
  '/to-inside': () => `https://inside.test:${web.port}/here`,
  '/to-address': () => `https://10.0.0.1:${web.port}/here`,
  '/to-number': () => `https://0x0a000001:${web.port}/here`,
  '/to-mapped': () => `https://[::ffff:10.0.0.1]:${web.port}/here`,
  '/to-plain': () => `http://web.test:${plain.port}/here`,
  '/to-file': () => 'file:///etc/passwd',
  '/to-user': () => `https://user:secret@web.test:${web.port}/here`,
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').replace(/\?.*/, '')
  const location = redirects[path]?.()
  if (location !== undefined) response.writeHead(307, { location }).end()
  else if (answers[path] !== undefined) answers[path](response, request)
  else response.writeHead(404).end('no')
}

beforeAll(async () => {
  web = await startWebServer({ names: ['web.test', 'other.test', 'inside.test'], answer })
  plain = await startWebServer({ plain: true, answer })
})
afterAll(async () => {
  await web.stop()
  await plain.stop()
})

const get = (path: string, limits: FetchLimits = {}, host = 'web.test') =>
  guardedFetch(hostGuard(guardedPolicy('127.0.0.1'), source), { ca: web.ca, timeoutMs: 30_000, ...limits })({
    url: `https://${host}:${web.port}${path}`,
  })
const refusal = (code: string, words: RegExp): Error =>
  expect.objectContaining({ code, message: expect.stringMatching(words) as string }) as Error

it('asks the judged address by the name that was typed', async () => {
  const got = await get('/here')
  expect(got).toMatchObject({ status: 200, headers: { 'x-told': 'a, b' } })
  expect(JSON.parse(got.body)).toEqual({ method: 'GET', host: `web.test:${web.port}`, agent: 'Caravan' })
})

it('follows a redirect to another host that is let through, and says where it ended', async () => {
  const got = await get('/to-other')
  expect(got.url).toBe(`https://other.test:${web.port}/here`)
  expect(JSON.parse(got.body)).toMatchObject({ host: `other.test:${web.port}` })
})

it.each(['/to-inside', '/to-address', '/to-number', '/to-mapped'])(
  'a redirect %s is refused by the guard',
  async (path) => {
    await expect(get(path)).rejects.toThrow(refusal('host-refused', /private/))
  },
)

it.each([
  ['/to-plain', /away from https/],
  ['/to-file', /away from https/],
  ['/to-user', /user in it/],
  ['/loop', /too many redirects/],
])('a redirect %s is refused', async (path, words) => {
  const failure = get(path)
  await expect(failure).rejects.toThrow(refusal('fetch-failed', words))
  await expect(failure).rejects.not.toThrow(/secret/)
})

it('a certificate for another name, or of an unknown authority, is refused', async () => {
  await expect(get('/here', {}, 'unnamed.test')).rejects.toThrow(refusal('fetch-failed', /altnames/))
  await expect(get('/here', { ca: undefined })).rejects.toThrow(refusal('fetch-failed', /self-signed/))
})

it('an endless answer is cut off at the bound', async () => {
  await expect(get('/endless', { maxBytes: 100_000 })).rejects.toThrow(
    refusal('fetch-failed', /more than 100000 octets/),
  )
})

it.each(['/silent', '/drip'])('%s is given up in time', async (path) => {
  await expect(get(path, { timeoutMs: 200 })).rejects.toThrow(refusal('fetch-failed', /within 0.2 s/))
})

it('plain http is asked only where that was said, and stays under the guard', async () => {
  const fetch = guardedFetch(hostGuard(guardedPolicy('127.0.0.1'), source))
  const url = `http://web.test:${plain.port}`
  await expect(fetch({ url: `${url}/here` })).rejects.toThrow(refusal('fetch-failed', /only https/))
  expect(await fetch({ url: `${url}/here`, plain: true })).toMatchObject({ status: 200 })
  await expect(fetch({ url: `${url}/to-inside`, plain: true })).rejects.toThrow(refusal('host-refused', /private/))
})

it('the query, which may hold an address, stands in no error', async () => {
  const failure = get('/loop?emailaddress=anna@corp.test')
  await expect(failure).rejects.toThrow(refusal('fetch-failed', /\/loop was not fetched/))
  await expect(failure).rejects.not.toThrow(/anna/)
})

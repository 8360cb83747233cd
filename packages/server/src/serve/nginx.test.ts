import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { Agent, request } from 'node:https'
import { Client, events, filled, host, moves, organisations, people } from '@caravan/contract'
import { freePort, type Nginx, type NginxSite, startNginx } from '@caravan/lab'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordEvent } from '../events/write.ts'
import { PASSWORD, startTestServer } from '../testing/server.ts'
import { type RunningServer, startServer } from './server.ts'

const NAME = 'caravan.example.com'
let nginx: Nginx
let server: RunningServer
let dataDir = ''
let organisation = ''
let token = ''
let ownerEmail = ''

beforeAll(async () => {
  vi.stubEnv('CARAVAN_METRICS_TOKEN', 'canary-of-metrics')
  dataDir = await mkdtemp('/tmp/caravan-test-nginx-')
  const first = await startTestServer({ dataDir })
  ;({ organisation, ownerEmail } = first)
  const scopes = ['read', 'move:write', 'people:write'] as const
  const made = { params: { organisation }, body: { name: 'test', scopes: [...scopes], days: 1 } }
  token = (await first.owner.call(organisations.makeToken, made)).token
  await first.owner.call(host.writeHostSettings, { body: { publicUrl: `https://${NAME}`, sender: null } })
  await first.stop()
  // Started anew: cookies and links go by the public address from then on.
  const port = await freePort()
  server = await startServer({ host: '127.0.0.1', port, dataDir, log: pino({ level: 'silent' }) })
  const conf = await readFile(new URL('../../../../deploy/nginx.conf', import.meta.url), 'utf8')
  nginx = await startNginx({ names: [NAME], site: (given) => onThisMachine(conf, port, given) })
})
afterAll(async () => {
  await nginx.stop()
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

/** deploy/nginx.conf as it is, but for ports and certificate: each of them has to be there. */
function onThisMachine(conf: string, upstream: number, { port, tlsPort, certFile, keyFile }: NginxSite): string {
  const changes: readonly (readonly [string, string])[] = [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['listen [::]:80;', ''],
    ['listen 443 ssl', `listen 127.0.0.1:${tlsPort} ssl`],
    ['listen [::]:443 ssl http2;', ''],
    [`/etc/letsencrypt/live/${NAME}/fullchain.pem`, certFile],
    [`/etc/letsencrypt/live/${NAME}/privkey.pem`, keyFile],
    ['http://127.0.0.1:8025', `http://127.0.0.1:${upstream}`],
  ]
  return changes.reduce((text, [there, here]) => {
    if (!text.includes(there)) throw new Error(`deploy/nginx.conf has no “${there}”`)
    return text.replaceAll(there, here)
  }, conf)
}

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** The client's own address: any of 127.0.0.0/8. */
  readonly from?: string
}

const agent = new Agent({ keepAlive: false })
const open = (
  path: string,
  { method = 'GET', headers = {}, body, from = '127.0.0.1' }: Asked = {},
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: nginx.tlsPort,
        servername: NAME,
        ca: nginx.ca,
        localAddress: from,
        path,
        method,
        agent,
        headers: { host: NAME, ...headers },
      },
      resolve,
    )
    asked.on('error', reject)
    asked.end(body)
  })

async function ask(path: string, asked: Asked = {}) {
  const answer = await open(path, asked)
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return { status: answer.statusCode, headers: answer.headers, text: Buffer.concat(chunks).toString() }
}

const JSON_TYPE = { 'content-type': 'application/json', origin: `https://${NAME}` }
const signIn = (password: string, more: Asked = {}) =>
  ask('/api/auth/sign-in/email', {
    method: 'POST',
    body: JSON.stringify({ email: ownerEmail, password }),
    ...more,
    headers: { ...JSON_TYPE, ...more.headers },
  })

/** A client that goes through nginx. */
const client = new Client(`https://${NAME}`, {
  fetch: async (input, init) => {
    const url = new URL(input)
    const { status = 0, text } = await ask(`${url.pathname}${url.search}`, {
      method: init?.method ?? 'GET',
      headers: { ...(init?.headers as Record<string, string>), authorization: `Bearer ${token}` },
      ...(typeof init?.body === 'string' && { body: init.body }),
    })
    return new Response(status === 204 ? null : text, { status })
  },
})

test('plain http is sent to https', async () => {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { host: NAME }
    plainRequest({ host: '127.0.0.1', port: nginx.port, path: '/begin?x=1', headers }, resolve)
      .on('error', reject)
      .end()
  })
  answer.resume()
  expect(answer.statusCode).toBe(301)
  expect(answer.headers.location).toBe(`https://${NAME}/begin?x=1`)
})

test('sign-in gives a cookie that no plain line carries, and everything says to stay with https', async () => {
  const answer = await signIn(PASSWORD)
  expect(answer.status).toBe(200)
  const [cookie = ''] = answer.headers['set-cookie'] ?? []
  expect(cookie).toMatch(/^__Secure-caravan\.session_token=.*; HttpOnly; Secure; SameSite=Lax/)
  const me = await ask('/api/me', { headers: { cookie: cookie.split(';')[0] ?? '' } })
  expect(JSON.parse(me.text)).toMatchObject({ email: ownerEmail })
  for (const one of [answer, me, await ask('/metrics')])
    expect(one.headers['strict-transport-security']).toBe('max-age=31536000')
})

test('figures are not there from outside, not even for who has the token', async () => {
  const headers = { authorization: 'Bearer canary-of-metrics' }
  expect((await fetch(`${server.url}/metrics`, { headers })).status).toBe(200)
  for (const path of ['/metrics', '/metrics?x', '//metrics', '/%6detrics'])
    expect((await ask(path, { headers })).status).toBe(404)
})

test('who guesses passwords is slowed down by his own address, whatever he says that it is', async () => {
  const statuses: (number | undefined)[] = []
  for (let times = 0; times < 14; times++)
    statuses.push(
      (
        await signIn('a wrong password', {
          from: '127.0.0.7',
          headers: {
            'x-forwarded-for': `198.51.100.${times}`,
            'x-real-ip': `198.51.100.${times}`,
            'x-caravan-client': `198.51.100.${times}`,
            forwarded: `for=198.51.100.${times}`,
          },
        })
      ).status,
    )
  expect(statuses.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => 401))
  expect(statuses.at(-1)).toBe(429)
  // Nobody else is.
  expect((await signIn(PASSWORD, { from: '127.0.0.8' })).status).toBe(200)
})

const happen = (n: number) => recordEvent(server.context.database.kysely, organisation, 'test.event', { n })

/** Reads a stream of events until so many of ours have come; gives back their ids. */
async function read(count: number, after: string | undefined, ready: () => Promise<void>): Promise<string[]> {
  const answer = await open(filled(events.streamEvents.path, { organisation }), {
    headers: { authorization: `Bearer ${token}`, ...(after === undefined ? {} : { 'last-event-id': after }) },
  })
  expect(answer.headers['content-type']).toBe('text/event-stream')
  let text = ''
  let told = false
  for await (const chunk of answer) {
    text += String(chunk)
    if (!told) {
      told = true
      await ready()
    }
    const ids = [...text.matchAll(/^id: (\d+)\nevent: test\.event$/gm)].map(([, id]) => id ?? '')
    if (ids.length >= count) {
      answer.destroy()
      return ids
    }
  }
  throw new Error(`the stream ended: ${text}`)
}

test('live events come one by one as they happen, and go on after a cut', async () => {
  // Where nginx held anything back, the first piece would never come: nothing follows it.
  const [first] = await read(1, undefined, () => happen(1))
  await happen(2)
  await happen(3)
  const rest = await read(2, first, async () => undefined)
  expect(rest.map(Number)).toEqual([Number(first) + 1, Number(first) + 2])
})

test('a table of 20 MB gets through to the import, one byte too many does not, and nginx keeps none of it', async () => {
  const { id: move } = await client.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Large', kind: 'same-domain' },
  })
  const path = filled(people.previewImport.path, { organisation, move })
  const send = (bytes: number) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ input: { file: randomBytes(bytes).toString('base64') } }),
    })
  const taken = await send(20_000_000)
  // Chance is no table: what matters is that the import read it and said so.
  expect(JSON.parse(taken.text)).toMatchObject({ code: expect.stringMatching(/^(table|import)-/) as string })
  const refused = await send(23_000_000)
  expect(refused.status).toBe(413)
  expect(nginx.logText()).not.toContain('temporary file')
})

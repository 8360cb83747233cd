import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import { filled } from '@caravan/contract'
import { type AddressSource, guardedFetch, guardedPolicy, hostGuard } from '@caravan/core/guard'
import { discover, ImapEndpoint } from '@caravan/core/services'
import { startWebServer } from '@caravan/lab'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { submit } from '../letters/send.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { deliver } from '../webhooks/deliver.ts'
import type { ServerContext } from './context.ts'
import { readDocument, textsIn } from './testing/document.ts'
import { furnish, type Ids } from './testing/furnished.ts'

/*
 * Every field of the API that makes the server connect somewhere, with every way of writing an address that is not the
 * public internet's. docs/security.md, “Hosts that somebody types”.
 */

const OPERATIONS = readDocument()

const proxy = (host: string) => ({ kind: 'socks5', host, port: 1080, user: null })

/** How a body names a host, by operation; `host` is a host as somebody types it, `authority` as a URL has it. */
const HOSTS: Readonly<Record<string, Readonly<Record<string, (host: string, authority: string) => unknown>>>> = {
  makeService: {
    host: (host) => ({ side: 'source', name: 'Old', host }),
    'proxy.host': (host) => ({ side: 'source', name: 'Old', host: 'allowed.example', proxy: proxy(host) }),
  },
  changeService: { host: (host) => ({ host }), 'proxy.host': (host) => ({ proxy: proxy(host) }) },
  makeWebhook: { url: (_, authority) => ({ url: `https://${authority}/events` }) },
  discover: { address: (host) => ({ address: `anna@${host}` }) },
  lookAtService: { host: (host) => ({ host, port: trapPort }) },
  putOAuthClient: {
    tokenUrl: (_, authority) => ({
      ...{ provider: 'other', way: 'consent', clientId: 'x', secret: 'x' },
      ...{ authorizeUrl: 'https://public.example/authorize', tokenUrl: `https://${authority}/token` },
    }),
    revokeUrl: (_, authority) => ({
      ...{ provider: 'other', way: 'consent', clientId: 'x', secret: 'x' },
      ...{ authorizeUrl: 'https://public.example/authorize', tokenUrl: 'https://public.example/token' },
      revokeUrl: `https://${authority}/revoke`,
    }),
  },
  writeOidc: {
    'provider.issuer': (_, authority) => ({
      provider: { issuer: `https://${authority}`, clientId: 'x', name: 'X', domains: [] },
      clientSecret: 'x',
    }),
  },
  writeHostSettings: {
    'sender.host': (host) => ({
      publicUrl: null,
      sender: { host, port: 25, tls: 'none', user: null, from: 'caravan@birch.example' },
    }),
  },
}

/** What is called like a host and is none that is connected to, and why. */
const NO_HOSTS: Readonly<Record<string, string>> = {
  'writeHostSettings publicUrl': 'where this server is; links are made of it',
  'writeHostSettings sender.from': 'an address in a letter; the letter goes to sender.host',
  'putOAuthClient authorizeUrl': 'a page for browsers; the server asks tokenUrl alone',
  'writeOidc provider.domains[]': 'compared with addresses',
  'makeService proxy.kind': 'what a proxy speaks',
  'changeService proxy.kind': 'what a proxy speaks',
  'makeService proxy.user': 'who signs in at proxy.host',
  'changeService proxy.user': 'who signs in at proxy.host',
  'begin email': 'the name of an account',
  'invite email': 'letters go to sender.host',
  'makeMove ownDomains[]': 'compared with addresses',
  'changeMove ownDomains[]': 'compared with addresses',
  'makeMove folders.map[].from': 'a folder',
  'changeMove folders.map[].from': 'a folder',
  'askPass options.folders.map[].from': 'a folder',
  'askPassesOfMove options.folders.map[].from': 'a folder',
  'askPassesOfWave options.folders.map[].from': 'a folder',
  'askPassesOfMailboxes options.folders.map[].from': 'a folder',
  'makeMove nightHours.from': 'an hour',
  'listAudit from': 'a moment',
  'exportAuditTable from': 'a moment',
  'exportAuditLines from': 'a moment',
  'changeMove nightHours.from': 'an hour',
  'addMailbox sourceAddress': 'who signs in at the host of its service',
  'addMailbox targetAddress': 'who signs in at the host of its service',
  'changeMailbox targetAddress': 'who signs in at the host of its service',
  'lookAtService through.service': 'an id',
  'addMailbox sourceService': 'an id',
  'addMailbox targetService': 'an id',
  'changeMailbox sourceService': 'an id',
  'changeMailbox targetService': 'an id',
  'changeMailboxes set.sourceService': 'an id',
  'changeMailboxes set.targetService': 'an id',
  ...Object.fromEntries(
    [
      ...['listMailboxes service', 'countMailboxes service', 'exportMailboxes service', 'listEmployees service'],
      ...['applyAddresses filter.service', 'proposeAddresses filter.service'],
      ...['askPassesOfMailboxes', 'changeMailboxes', 'inviteEmployees', 'remindEmployees'].map(
        (id) => `${id} which.filter.service`,
      ),
    ].map((place) => [place, 'an id']),
  ),
  'addMailbox ownerEmail': 'told to people',
  'changeMailbox ownerEmail': 'told to people',
  'changeMailboxes set.ownerEmail': 'told to people',
  'makeService passwordsFrom': 'who gives them',
  'changeService passwordsFrom': 'who gives them',
  'previewImport sourceDomain': 'put behind local parts',
  'previewImport targetDomain': 'put behind local parts',
  'confirmImport sourceDomain': 'put behind local parts',
  'confirmImport targetDomain': 'put behind local parts',
  'decideSeenAddresses addresses[]': 'compared with addresses',
  'previewImport input.service': 'an id',
  'confirmImport input.service': 'an id',
}

const LIKE_A_HOST =
  /host|ur[il]|issuer|domain|address|server|service|endpoint|origin|link|proxy|callback|redirect|email|from$|peer|remote/i

/** Each a host, and where it is another, as a URL has it. */
const SPELLINGS: readonly (readonly [host: string, authority?: string])[] = [
  ['127.0.0.1'],
  ['127.1'],
  ['0x7f.1'],
  ['0177.0.0.1'],
  ['2130706433'],
  ['127.0.0.1.'],
  ['１２７.0.0.1'],
  ['localhost'],
  ['LOCALHOST.'],
  ['0.0.0.0'],
  ['0'],
  ['10.1.2.3'],
  ['172.16.0.1'],
  ['192.168.1.1'],
  ['100.64.0.1'],
  ['169.254.169.254'],
  ['168.63.129.16'],
  ['198.18.0.1'],
  ['224.0.0.1'],
  ['255.255.255.255'],
  ['::1', '[::1]'],
  ['[::1]'],
  ['::', '[::]'],
  ['[::ffff:127.0.0.1]'],
  ['[::ffff:7f00:1]'],
  ['[::127.0.0.1]'],
  ['[fc00::1]'],
  ['[fd00:ec2::254]'],
  ['[fe80::1]'],
  ['fe80::1%lo', '[fe80::1%25lo]'],
  ['[ff02::1]'],
  ['[64:ff9b::7f00:1]'],
  ['[64:ff9b:1::1]'],
  ['[2002:7f00:1::]'],
  ['[2001:0:4136:e378:8000:63bf:3fff:fdd2]'],
  // Names, as the resolver below knows them.
  ['private.example'],
  ['mixed.example'],
  ['mapped.example'],
  ['metadata.example'],
]

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'private.example': ['10.0.0.5'],
  'mixed.example': ['93.184.215.14', '127.0.0.1'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  localhost: ['127.0.0.1', '::1'],
  'public.example': ['93.184.215.14'],
  'allowed.example': ['127.0.0.2'],
}
let lookups: string[] = []
/** A resolver whose name leads to a host that is let through once, and to this machine from then on. */
const source: AddressSource = async (name) => {
  const times = lookups.filter((one) => one === name).length
  lookups.push(name)
  const found = name === 'rebinding.example' ? [times === 0 ? '127.0.0.2' : '127.0.0.1'] : (NAMES[name] ?? [])
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

let running: TestServer
let own: Ids
let trap: Server
let trapped = 0
let trapPort = 0

beforeAll(async () => {
  running = await startTestServer()
  own = await furnish(running.server.context.database.kysely, running.organisation, 'nobody')
  const guard = hostGuard(guardedPolicy('127.0.0.2'), source)
  Object.assign(running.server.context, { guard, fetch: guardedFetch(guard) } satisfies Partial<ServerContext>)
  trap = createServer((socket) => {
    trapped++
    socket.destroy()
  })
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  const address = trap.address()
  trapPort = typeof address === 'object' && address !== null ? address.port : 0
})
afterAll(async () => {
  trap.close()
  await running.stop()
})
beforeEach(() => {
  lookups = []
  trapped = 0
})

async function send(id: string, body: unknown): Promise<{ status: number; code: string }> {
  const operation = OPERATIONS.find((one) => one.id === id)
  if (operation === undefined) throw new Error(`the document has no ${id}`)
  const response = await fetch(`${running.url}${filled(operation.path, { ...own })}`, {
    method: operation.method,
    headers: { cookie: running.ownerCookie, origin: running.url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const { code = '' } = (await response.json()) as { code?: string }
  return { status: response.status, code }
}

test('every field that is called like a host is one that is tested here, or says why it is none', () => {
  const called = OPERATIONS.flatMap(({ id, query, body }) => [
    ...query.flatMap(({ name, schema }) => textsIn(schema, name)).map((one) => ({ id, ...one })),
    ...(body === undefined ? [] : textsIn(body)).map((one) => ({ id, ...one })),
  ])
    .filter(({ place, format }) => LIKE_A_HOST.test(place) || /uri|url|host|ip/.test(format ?? ''))
    .map(({ id, place }) => `${id} ${place}`)
  const known = [
    ...Object.entries(HOSTS).flatMap(([id, places]) => Object.keys(places).map((place) => `${id} ${place}`)),
    ...Object.keys(NO_HOSTS),
  ]
  expect([...new Set(called)].sort()).toEqual(known.sort())
})

/** The files of the program that open a connection, and what makes it one to a judged address. */
const CONNECTING: Readonly<Record<string, string>> = {
  'core/src/guard/fetch.ts': 'the guard itself',
  'core/src/guard/resolve.ts': 'the guard itself',
  'core/src/dns/resolver.ts': 'asks the name servers of this machine',
  'core/src/services/discover/greet-smtp.ts': 'asks the guard',
  'imap/src/connect.ts': 'is given the judged addresses by services/imap/reach.ts',
  'imap/src/proxy/dial.ts': 'is given the judged addresses of proxy and mail server by services/imap/reach.ts',
  'server/src/letters/send.ts': 'asks the guard',
  'server/src/welcome/letter.ts': 'none: nodemailer writes the letter into memory, and has no host to send it to',
  'contract/src/client.ts': 'the client of the API, not of the server',
}

test('no other file of the program opens a connection', () => {
  const packages = fileURLToPath(new URL('../../../', import.meta.url))
  const opens =
    /\b(?:connect|request|get|lookup|Resolver|createSocket)\b[^;]*from 'node:(?:net|tls|http|https|http2|dgram|dns|dns\/promises)'|\?\? fetch\b|[^.\w#*]fetch\((?!\{|\w+:)|nodemailer|undici|WebSocket/
  const found = readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^(?:core|server|imap|contract)\/src\/.*\.ts$/.test(file))
    .filter((file) => !/\.test\.ts$|\/testing\/|\/fuzz\//.test(file))
    .filter((file) => opens.test(code(readFileSync(`${packages}${file}`, 'utf8'))))
  expect(found.sort()).toEqual(Object.keys(CONNECTING).sort())
})

const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

const fields = Object.entries(HOSTS).flatMap(([id, places]) =>
  Object.entries(places).map(([place, bodyOf]) => [id, place, bodyOf] as const),
)

describe('what is not of the public internet is refused when it is typed', () => {
  test.each(fields.filter(([id]) => id !== 'discover'))('%s %s', async (id, _, bodyOf) => {
    for (const [host, authority = host] of SPELLINGS) {
      const { status, code: refusal } = await send(id, bodyOf(host, authority))
      // A URL that is none is refused before anybody is asked.
      expect(`${status} ${refusal}`, host).toMatch(/^(?:422 host-(?:refused|malformed)|400 request-invalid)$/)
    }
    expect(trapped).toBe(0)
    // Who looks connects at once: to a host that is let through here.
    const fine = id === 'lookAtService' ? 'allowed.example' : 'public.example'
    const { status, code: refusal } = await send(id, bodyOf(fine, fine))
    // Nobody answers there; that it was asked is enough.
    expect(refusal === 'fetch-failed' || status < 300, refusal).toBe(true)
  })

  test('discover address: it is no domain, and nothing is asked', async () => {
    const tools = {} as never
    for (const [host] of SPELLINGS.filter(([one]) => !one.endsWith('.example')))
      await expect(discover(`anna@${host}`, tools), host).rejects.toMatchObject({ code: 'not-an-address' })
    expect(await send('discover', { address: 'anna@127.0.0.1' })).toEqual({ status: 422, code: 'not-an-address' })
    expect(lookups).toEqual([])
  })
})

describe('a host that leads elsewhere after it was judged is not followed', () => {
  const claimed = (url: string) => ({
    id: own.pass,
    webhook: own.webhook,
    organisation: own.organisation,
    url,
    body: '{}',
    attempts: 1,
  })

  test('a webhook is judged again at each delivery', async () => {
    const { context } = running.server
    await send('makeWebhook', { url: `https://rebinding.example:${trapPort}/` })
    const { rows } = await sql<{ id: string }>`
      select id from webhooks where url like '%rebinding.example%'`.execute(context.database.kysely)
    const url = `https://rebinding.example:${trapPort}/`
    expect(rows).toHaveLength(1)
    expect(await deliver(context, { ...claimed(url), webhook: rows[0]?.id ?? '' })).toBe(false)
    expect(trapped).toBe(0)
    expect(lookups).toEqual(['rebinding.example', 'rebinding.example'])
  })

  test('a webhook’s redirect is not followed', async () => {
    await using receiver = await startWebServer({
      names: ['allowed.example'],
      host: '127.0.0.2',
      answer: (_, response) => {
        response.writeHead(307, { location: `https://127.0.0.1:${trapPort}/` }).end()
      },
    })
    const { context } = running.server
    const url = `https://allowed.example:${receiver.port}/`
    await send('makeWebhook', { url })
    const { rows } = await sql<{ id: string }>`select id from webhooks where url = ${url}`.execute(
      context.database.kysely,
    )
    const fetch = guardedFetch(context.guard, { ca: receiver.ca })
    expect(await deliver({ ...context, fetch }, { ...claimed(url), webhook: rows[0]?.id ?? '' })).toBe(false)
    expect(receiver.requests).toHaveLength(1)
    expect(trapped).toBe(0)
  })

  test('a redirect of what is read is judged, and refused', async () => {
    await using receiver = await startWebServer({
      names: ['allowed.example'],
      host: '127.0.0.2',
      answer: (request, response) => {
        const to = request.url === '/name' ? `https://private.example/` : `https://127.0.0.1:${trapPort}/`
        response.writeHead(302, { location: to }).end()
      },
    })
    const fetch = guardedFetch(running.server.context.guard, { ca: receiver.ca })
    for (const path of ['/address', '/name'])
      await expect(fetch({ url: `https://allowed.example:${receiver.port}${path}` })).rejects.toMatchObject({
        code: 'host-refused',
      })
    expect(receiver.requests).toHaveLength(2)
    expect(trapped).toBe(0)
  })

  test('a mailbox and the system sender are connected to where they were judged, and judged each time', async () => {
    const { context } = running.server
    const endpoint = () =>
      new ImapEndpoint({
        host: 'rebinding.example',
        port: trapPort,
        tls: 'none',
        user: 'anna',
        credentials: { kind: 'password', user: 'anna', password: 'pw' },
        guard: context.guard,
      })
    // Judged: 127.0.0.2, where nobody listens. A second look-up would have led to the trap.
    await expect(endpoint().connect()).rejects.toMatchObject({ code: 'connection-refused' })
    expect(lookups).toEqual(['rebinding.example'])
    await expect(endpoint().connect()).rejects.toMatchObject({ code: 'host-refused' })

    lookups = []
    const sender = { host: 'rebinding.example', port: trapPort, tls: 'none', user: null, from: 'a@b.example' } as const
    const letter = { subject: 'Hello', text: 'Hello' }
    await expect(submit(context, sender, 'c@d.example', letter)).rejects.toMatchObject({ code: 'sender-unreachable' })
    expect(lookups).toEqual(['rebinding.example'])
    await expect(submit(context, sender, 'c@d.example', letter)).rejects.toMatchObject({ code: 'host-refused' })
    expect(trapped).toBe(0)
  })
})

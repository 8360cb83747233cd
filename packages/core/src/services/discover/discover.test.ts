import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import {
  type Dovecot,
  type Knot,
  startDovecot,
  startForwardProxy,
  startKnot,
  startWebServer,
  type WebServer,
} from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dnsResolver } from '../../dns/index.ts'
import { EXEMPT, type Fetch, guardedFetch, guardedPolicy, type HostPolicy, hostGuard } from '../../guard/index.ts'
import { discover } from './discover.ts'
import type { DiscoveryTools } from './discovery.ts'

/** What each domain publishes; the file answers by host name and path. */
const files: Record<string, string> = {}
const DOMAINS = [
  'srv.test',
  'auto.test',
  'open.test',
  'xml.test',
  'usual.test',
  'both.test',
  'nobody.test',
  'inside.test',
]
const HOSTS = DOMAINS.flatMap((domain) => [domain, `imap.${domain}`, `autoconfig.${domain}`, `autodiscover.${domain}`])

let dovecot: Dovecot
let web: WebServer
let plain: WebServer
let knot: Knot

const imapServer = (host: string): string =>
  `<incomingServer type="imap"><hostname>${host}</hostname><port>${dovecot.tlsPort ?? 0}</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>`
const settings = (servers: string, name = 'x'): string =>
  `<clientConfig version="1.1"><emailProvider id="x"><displayName>${name}</displayName>${servers}</emailProvider></clientConfig>`

function answer({ headers, url }: IncomingMessage, response: ServerResponse): void {
  const body = files[`${(headers.host ?? '').replace(/:\d+$/, '')}${(url ?? '').replace(/\?.*/, '')}`]
  if (body === undefined) response.writeHead(404).end('no')
  else if (body.startsWith('401')) response.writeHead(401, { 'www-authenticate': body.slice(4) }).end()
  else response.end(body)
}

beforeAll(async () => {
  dovecot = await startDovecot({ name: 'discover', tls: true, names: HOSTS })
  web = await startWebServer({ names: HOSTS, answer })
  plain = await startWebServer({ plain: true, answer })
  const port = dovecot.tlsPort ?? 0
  const here = (...names: string[]): string[] => names.map((name) => `${name} A 127.0.0.1`)
  knot = await startKnot({
    name: 'discover',
    zones: {
      'srv.test': [
        `_imaps._tcp SRV 0 1 ${port} imap`,
        `_imap._tcp SRV 0 1 ${dovecot.port} imap`,
        '_submissions._tcp SRV 0 0 0 .',
        `_caldavs._tcp SRV 0 1 ${web.port} srv.test.`,
        '_caldavs._tcp TXT "path=/dav"',
        `_carddavs._tcp SRV 0 1 ${web.port} srv.test.`,
        ...here('@', 'imap'),
      ],
      'auto.test': ['@ MX 10 mx', ...here('@', 'imap', 'autoconfig', 'mx')],
      'open.test': here('imap', 'autoconfig'),
      'xml.test': here('imap', 'autodiscover'),
      'usual.test': ['@ MX 10 mail', ...here('imap', 'mail')],
      'both.test': [`_imaps._tcp SRV 0 1 ${port} imap`, ...here('imap', 'autoconfig')],
      'nobody.test': ['@ MX 0 .'],
      'inside.test': [
        `_imaps._tcp SRV 0 1 ${port} imap`,
        `_submissions._tcp SRV 0 1 ${port} metadata`,
        ...here('imap', 'autoconfig'),
        'metadata A 169.254.169.254',
      ],
      'outside.test': [`_imaps._tcp SRV 0 1 ${port} imap.srv.test.`],
      'rented.test': ['@ MX 1 aspmx.l.google.com.'],
      'google.com': [],
    },
  })
  files['autoconfig.auto.test/mail/config-v1.1.xml'] = settings(imapServer('imap.auto.test'), 'A mailcow mail server')
  files['auto.test/.well-known/autoconfig/mail/config-v1.1.xml'] = settings(imapServer('wrong.auto.test'))
  files['autoconfig.both.test/mail/config-v1.1.xml'] = settings(imapServer('imap.both.test'))
  files['autoconfig.open.test/mail/config-v1.1.xml'] = settings(imapServer('imap.open.test'))
  files['autoconfig.inside.test/mail/config-v1.1.xml'] = settings(imapServer('localhost') + imapServer('127.0.0.1'))
  files['srv.test/dav'] = '401 Basic realm="dav", Bearer'
  files['autodiscover.xml.test/autodiscover/autodiscover.xml'] =
    `<Autodiscover><Response><Account><Protocol><Type>IMAP</Type><Server>imap.xml.test</Server><Port>${port}</Port><SSL>on</SSL><Encryption>SSL</Encryption></Protocol></Account></Response></Autodiscover>`
})
afterAll(async () => {
  await Promise.all([dovecot.stop(), web.stop(), plain.stop(), knot.stop()])
})

/** The usual web ports belong to the machine: those of the lab stand in for them. */
function tools(policy: HostPolicy = EXEMPT, secureOnly: readonly string[] = []): DiscoveryTools {
  const dns = dnsResolver({ servers: [`127.0.0.1:${knot.port}`], timeoutMs: 30_000 })
  const guard = hostGuard(policy, (name) => dns.addresses(name))
  const ask = guardedFetch(guard, { ca: web.ca, timeoutMs: 30_000 })
  const fetch: Fetch = (request) => {
    const url = new URL(request.url)
    if (url.port === '')
      url.port = String(url.protocol === 'http:' || secureOnly.includes(url.hostname) ? plain.port : web.port)
    return ask({ ...request, url: url.href })
  }
  const usualPorts = {
    imap: [{ port: dovecot.tlsPort ?? 0, tls: 'implicit' }],
    submission: [{ port: 1, tls: 'implicit' }],
  } as const
  return { dns, guard, fetch, ca: dovecot.ca, connectTimeoutMs: 30_000, usualPorts }
}

describe('the mail service of a domain', () => {
  it('is connected to through a proxy, which is told the addresses that were judged', async () => {
    await using forward = await startForwardProxy({ kind: 'socks5' })
    const proxy = { kind: 'socks5', host: '127.0.0.1', port: forward.port } as const
    const found = await discover('anna@srv.test', { ...tools(guardedPolicy('127.0.0.0/8')), proxy })
    expect(found.services.slice(0, 2)).toMatchObject([{ state: 'answers' }, { state: 'answers' }])
    expect(forward.asked).toContainEqual(expect.stringMatching(new RegExp(`^127\\.0\\.0\\.\\d+:${dovecot.tlsPort}$`)))
  })

  it('is found by its SRV records, connected to, and its capabilities read before sign-in', async () => {
    const found = await discover('anna@srv.test', tools())
    const [first, second] = found.services
    expect(found).toMatchObject({ status: 'found', address: 'anna@srv.test', domain: 'srv.test', provider: undefined })
    expect(first).toMatchObject({
      kind: 'imap',
      host: 'imap.srv.test',
      port: dovecot.tlsPort,
      tls: 'implicit',
      state: 'answers',
      server: expect.stringMatching(/^Dovecot/) as string,
      evidence: [{ source: 'srv', detail: `_imaps._tcp.srv.test SRV 0 1 ${dovecot.tlsPort} imap.srv.test` }],
    })
    expect(first?.capabilities).toContain('AUTH=PLAIN')
    expect(second).toMatchObject({ port: dovecot.port, tls: 'starttls', state: 'answers' })
    expect(found.asked).toContainEqual({
      source: 'srv',
      what: '_submissions._tcp.srv.test SRV',
      outcome: 'nothing',
      words: 'the domain says that it has none',
    })
    expect(dovecot.logText()).not.toMatch(/auth failed|Login: user/)
  })

  it('tells in words how one signs in where only the server itself says it', async () => {
    const { signIn } = await discover('srv.test', tools())
    expect(signIn).toMatchObject([
      { way: 'password', from: `what imap.srv.test:${dovecot.tlsPort} offers before sign-in` },
      { way: 'admin-delegation', words: expect.stringContaining('master user') as string },
    ])
  })

  it('has calendars where the record and its path lead, and none where nothing asks for a sign-in', async () => {
    const { services } = await discover('srv.test', tools())
    const url = `https://srv.test:${web.port}`
    expect(services.filter(({ kind }) => kind.endsWith('dav'))).toMatchObject([
      { kind: 'caldav', url: `${url}/dav`, state: 'answers', capabilities: ['BASIC', 'BEARER'] },
      { kind: 'carddav', url: `${url}/.well-known/carddav`, state: 'failed', error: { code: 'service-absent' } },
    ])
  })

  it('is found by its settings file, at autoconfig before the well-known place', async () => {
    const found = await discover('anna@auto.test', tools())
    expect(found).toMatchObject({ status: 'found', provider: { id: 'mailcow' }, mx: ['mx.auto.test'] })
    expect(found.services).toMatchObject([
      { host: 'imap.auto.test', userName: 'anna', state: 'answers', evidence: [{ source: 'autoconfig' }] },
    ])
    expect(web.requests).toContain('GET autoconfig.auto.test/mail/config-v1.1.xml?emailaddress=anna%40auto.test')
  })

  it('is found without TLS last, with a word, and without telling the address', async () => {
    const found = await discover('anna@open.test', tools(EXEMPT, ['autoconfig.open.test']))
    expect(found.services).toMatchObject([{ host: 'imap.open.test', state: 'answers' }])
    expect(found.notes.map(({ code }) => code)).toContain('plain-http')
    expect(plain.requests).toEqual(['GET autoconfig.open.test/mail/config-v1.1.xml'])
  })

  it('is found by autodiscover', async () => {
    const found = await discover('anna@xml.test', tools())
    expect(found.services).toMatchObject([
      { host: 'imap.xml.test', state: 'answers', userName: 'anna@xml.test', evidence: [{ source: 'autodiscover' }] },
    ])
  })

  it('named by two sources is one place, with both as evidence in the order of trust', async () => {
    const { services } = await discover('anna@both.test', tools())
    expect(services).toHaveLength(1)
    expect(services[0]).toMatchObject({ userName: 'anna', evidence: [{ source: 'srv' }, { source: 'autoconfig' }] })
  })

  it('is found at a host with a usual name where nothing is published', async () => {
    const found = await discover('anna@usual.test', tools())
    expect(found).toMatchObject({ status: 'found' })
    expect(found.services).toMatchObject([
      { kind: 'imap', host: 'imap.usual.test', state: 'answers', evidence: [{ source: 'common-names' }] },
    ])
    // Its certificate does not bear this name.
    expect(found.asked).toContainEqual(
      expect.objectContaining({ what: 'mail.usual.test for IMAP', outcome: 'nothing' }),
    )
  })

  it('that cannot be found is said to be so, with all that was asked', async () => {
    const found = await discover('anna@nobody.test', tools())
    expect(found).toMatchObject({ status: 'nothing', services: [], signIn: [], notes: [{ code: 'null-mx' }] })
    expect(found.asked.length).toBeGreaterThan(15)
    expect(found.asked.filter(({ outcome }) => outcome === 'found')).toEqual([])
  })

  it('outside of the domain, named by DNS alone, is found with a warning', async () => {
    const found = await discover('outside.test', tools())
    expect(found).toMatchObject({
      status: 'found',
      notes: expect.arrayContaining([expect.objectContaining({ code: 'outside-domain' })]) as unknown,
    })
  })

  it('rented from a provider is known by the MX; what cannot be reached here stays unconfirmed', async () => {
    const found = await discover('anna@rented.test', tools())
    expect(found).toMatchObject({ status: 'unconfirmed', provider: { id: 'google', evidence: [{ source: 'mx' }] } })
    expect(found.services[0]).toMatchObject({
      host: 'imap.gmail.com',
      state: 'failed',
      error: { code: 'lookup-failed' },
    })
    expect(found.signIn.map(({ way }) => way)).toEqual(['admin-delegation', 'oauth', 'app-password'])
    expect(found.signIn[2]?.page).toBe('https://myaccount.google.com/apppasswords')
  })
})

describe('a domain that leads inside', () => {
  it('is refused by the guard at every place it names, and nothing there is connected to', async () => {
    const before = dovecot.logText()
    const found = await discover('anna@inside.test', tools(guardedPolicy(undefined)))
    expect(found.status).toBe('unconfirmed')
    expect(found.services.map(({ host, error }) => [host, error?.code])).toEqual([
      ['imap.inside.test', 'host-refused'],
      ['metadata.inside.test', 'host-refused'],
    ])
    // The settings file that names loopback lies on loopback itself, and so it was not even read.
    expect(found.asked).toContainEqual(
      expect.objectContaining({ what: 'https://autoconfig.inside.test/mail/config-v1.1.xml', outcome: 'failed' }),
    )
    expect(dovecot.logText()).toBe(before)
  })

  it('is refused also where a settings file from outside names this machine', async () => {
    let connections = 0
    const trap = createServer((socket) => {
      connections++
      socket.destroy()
    }).listen(0, '127.0.0.1')
    await once(trap, 'listening')
    const { port } = trap.address() as { port: number }
    const servers = ['localhost', '127.0.0.1', '[::1]', 'imap.inside.test', '2130706433', '::ffff:127.0.0.1']
      .map(
        (host) =>
          `<incomingServer type="imap"><hostname>${host}</hostname><port>${port}</port><socketType>SSL</socketType></incomingServer>`,
      )
      .join('')
    const guarded = tools(guardedPolicy(undefined))
    const fetch: Fetch = async ({ url }) => ({ url, status: 200, headers: {}, body: settings(servers) })
    const found = await discover('anna@inside.test', { ...guarded, fetch })
    const refused = found.services.filter(({ port: at }) => at === port)
    expect(refused.map(({ host }) => host)).toEqual([
      'localhost',
      '127.0.0.1',
      '::1',
      'imap.inside.test',
      '::ffff:127.0.0.1',
    ])
    expect(refused.every(({ error }) => error?.code === 'host-refused' || error?.code === 'lookup-failed')).toBe(true)
    expect(connections).toBe(0)
    trap.close()
  })

  it('is connected to where the host administrator named it', async () => {
    const found = await discover('anna@inside.test', tools(guardedPolicy('imap.inside.test')))
    expect(found.services[0]).toMatchObject({ host: 'imap.inside.test', state: 'answers' })
    expect(found.services[1]).toMatchObject({ host: 'metadata.inside.test', error: { code: 'host-refused' } })
  })
})

it('where no name server answers, that is said', async () => {
  const { fetch, guard } = tools()
  const dns = dnsResolver({ servers: ['127.0.0.1:1'], timeoutMs: 200, tries: 1 })
  await expect(discover('srv.test', { dns, guard, fetch })).rejects.toMatchObject({ code: 'lookup-failed' })
})

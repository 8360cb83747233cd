import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Dovecot, type ForwardProxyOptions, makeCertificate, startDovecot, startForwardProxy } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AddressSource, guardedPolicy, hostGuard } from '../../guard/index.ts'
import { ImapEndpoint, type MailProxy } from './endpoint.ts'

let server: Dovecot
/** Of a proxy with TLS. */
let own: { key: Buffer; cert: string }
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'caravan-proxied-'))
  const { keyFile, ca } = await makeCertificate(folder)
  own = { key: await readFile(keyFile), cert: ca }
  await rm(folder, { recursive: true })
  server = await startDovecot({ name: 'proxied', tls: true, names: ['imap.corp.test'] })
})
afterAll(() => server.stop())

const port = (): number => server.tlsPort ?? 0
/** The proxy alone knows the name of the mail server. */
const known = (): Pick<ForwardProxyOptions, 'names'> => ({ names: { 'imap.corp.test': port() } })

const endpoint = (proxy: MailProxy, more: object = {}): ImapEndpoint =>
  new ImapEndpoint({
    host: 'imap.corp.test',
    port: port(),
    tls: 'implicit',
    ca: server.ca,
    user: 'anna',
    credentials: { kind: 'password', user: 'anna', password: 'pw' },
    proxy,
    ...more,
  })

const message = (text: string) => {
  const body = [Buffer.from(`Subject: ${text}\r\n\r\n${text}\r\n`)]
  return { flags: [], arrival: undefined, size: body[0]?.length ?? 0, body }
}

describe.each(['socks5', 'http', 'https'] as const)('a mailbox behind a proxy of kind %s', (kind) => {
  const start = (more: Partial<ForwardProxyOptions> = {}) =>
    startForwardProxy({ kind, ...(kind === 'https' && own), ...known(), ...more })
  const by = (proxy: { port: number }, more: Partial<MailProxy> = {}): MailProxy => ({
    kind,
    host: '127.0.0.1',
    ...(kind === 'https' && { host: 'localhost', ca: own.cert }),
    port: proxy.port,
    ...more,
  })

  it('is read and written, and the proxy sees nothing but TLS', async () => {
    await using proxy = await start({ user: 'firewall', password: 'geh: heim' })
    const session = await endpoint(by(proxy, { user: 'firewall', password: 'geh: heim' })).connect()
    await session.append('INBOX', [message(`through ${kind}`)])
    await session.open('INBOX', 'read')
    await session.close()
    expect(proxy.asked).toEqual([`imap.corp.test:${port()}`])
    expect(Buffer.concat(proxy.seen).toString('latin1')).not.toMatch(/through|LOGIN|PLAIN/)
  })

  it('names a sign-in that the proxy refuses, and shows no password', async () => {
    await using proxy = await start({ user: 'firewall', password: 'right' })
    for (const more of [{ user: 'firewall', password: 'falsch-1' }, {}]) {
      const refused = await endpoint(by(proxy, more))
        .connect()
        .catch((error: unknown) => error)
      expect(refused).toMatchObject({ code: 'proxy-sign-in', scope: 'service' })
      expect(JSON.stringify([refused, String(refused)])).not.toContain('falsch-1')
    }
  })

  it('tells a rule of the proxy from a server that the proxy cannot reach', async () => {
    await using proxy = await start({ forbidden: ['imap.corp.test'] })
    await expect(endpoint(by(proxy)).connect()).rejects.toMatchObject({ code: 'proxy-refused', scope: 'service' })
    await using blind = await start({ names: { 'imap.corp.test': 9 } })
    await expect(endpoint(by(blind)).connect()).rejects.toMatchObject({ code: 'proxy-failed', scope: 'session' })
  })

  it('is not opened where the certificate is not that of the mail server', async () => {
    await using proxy = await start({ names: { 'other.corp.test': port() } })
    await expect(endpoint(by(proxy), { host: 'other.corp.test' }).connect()).rejects.toMatchObject({
      code: 'tls-failed',
    })
  })
})

it('a proxy that is not there, and one of another kind, are named', async () => {
  await using proxy = await startForwardProxy({ kind: 'http', ...known() })
  const wrong: MailProxy = { kind: 'socks5', host: '127.0.0.1', port: proxy.port }
  await expect(endpoint(wrong, { connectTimeoutMs: 500 }).connect()).rejects.toMatchObject({ scope: 'session' })
  await proxy.stop()
  const gone: MailProxy = { kind: 'http', host: '127.0.0.1', port: proxy.port }
  await expect(endpoint(gone).connect()).rejects.toMatchObject({ code: 'proxy-unreachable', scope: 'session' })
  const mail: MailProxy = { kind: 'http', host: '127.0.0.1', port: server.port }
  await expect(endpoint(mail).connect()).rejects.toMatchObject({ code: 'proxy-refused', scope: 'service' })
})

describe('behind the guard', () => {
  const places: Readonly<Record<string, string>> = {
    'imap.corp.test': '127.0.0.1',
    'proxy.corp.test': '127.0.0.1',
    'inner.corp.test': '10.1.2.3',
  }
  const guarded = (allow: string) => {
    const source: AddressSource = (name) => Promise.resolve([{ address: places[name] ?? '192.0.2.1', family: 4 }])
    return { guard: hostGuard(guardedPolicy(allow), source) }
  }
  const named = ({ port }: { port: number }): MailProxy => ({ kind: 'socks5', host: 'proxy.corp.test', port })

  it('the proxy is told the judged address of the mail server, not a name that it would look up itself', async () => {
    await using proxy = await startForwardProxy({ kind: 'socks5' })
    const session = await endpoint(named(proxy), guarded('127.0.0.1')).connect()
    await session.close()
    expect(proxy.asked).toEqual([`127.0.0.1:${port()}`])
  })

  it('neither a proxy nor a mail server that is not public is connected to', async () => {
    await using proxy = await startForwardProxy({ kind: 'socks5' })
    const allowsNeither = guarded('')
    const allowsProxy = guarded('proxy.corp.test')
    const allowsServer = guarded('imap.corp.test')
    for (const [host, guard] of [
      ['imap.corp.test', allowsNeither],
      ['imap.corp.test', allowsProxy],
      ['inner.corp.test', allowsProxy],
      ['imap.corp.test', allowsServer],
    ] as const)
      await expect(endpoint(named(proxy), { host, ...guard }).connect(), host).rejects.toMatchObject({
        code: 'host-refused',
      })
    expect(proxy.asked).toEqual([])
  })
})

import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { startForwardProxy, startTokenServer, type TokenServer } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AddressSource, EXEMPT, type Fetch, guardedFetch, guardedPolicy, hostGuard } from '../../guard/index.ts'
import { Secret } from '../../model/secret.ts'
import { oauthApplication } from '../oauth/application.ts'
import { renewGrant } from '../oauth/consent.ts'
import { appOnlyToken, delegatedToken } from '../oauth/delegated.ts'
import { askForDeviceCode } from '../oauth/device.ts'
import type { OAuthWay } from '../oauth/provider.ts'
import type { MailProxy } from './endpoint.ts'
import { fetchThrough } from './line.ts'

const NAME = 'tokens.corp.test'
let server: TokenServer
beforeAll(async () => {
  server = await startTokenServer({ names: [NAME] })
})
afterAll(() => server.stop())

const port = (): number => Number(new URL(server.tokenUrl).port)
const application = (way: OAuthWay = 'consent') => {
  const { clientId, clientSecret, serviceAccount } = server
  const [id, secret] = way === 'service-account' ? [serviceAccount.email, serviceAccount.key] : [clientId, clientSecret]
  return oauthApplication(
    { provider: 'other', way, clientId: id, places: server, scopes: ['mail'] },
    new Secret(secret),
  )
}
const renewed = (fetch: Fetch) => renewGrant(fetch, application(), new Secret(server.consentOf('anna')))
/** Without a guard, as the command: only the proxy knows where the token server is. */
const through = (proxy: MailProxy) => fetchThrough(guardedFetch(hostGuard(EXEMPT), { ca: server.ca }), proxy, undefined)

describe.each(['socks5', 'http'] as const)('a token server behind a proxy of kind %s', (kind) => {
  const start = (more: object = {}) => startForwardProxy({ kind, names: { [NAME]: port() }, ...more })
  const by = (proxy: { port: number }, more: object = {}): MailProxy => ({
    ...{ kind, host: '127.0.0.1', port: proxy.port },
    ...more,
  })

  it('is asked through it for everything, and the proxy sees nothing but TLS', async () => {
    await using proxy = await start({ user: 'firewall', password: 'geh: heim' })
    const fetch = through(by(proxy, { user: 'firewall', password: 'geh: heim' }))
    const { access } = await renewed(fetch)
    expect(access?.token.reveal()).toMatch(/^at-/)
    await delegatedToken(fetch, application('service-account'), 'anna')
    await appOnlyToken(fetch, application('app-only'))
    await askForDeviceCode(fetch, application())
    expect(proxy.asked).toEqual(Array.from({ length: 4 }, () => `${NAME}:${port()}`))
    const seen = Buffer.concat(proxy.seen).toString('latin1')
    expect(seen).not.toMatch(/HTTP|grant_type|rt-|at-/)
  })

  it('is told from a proxy that refuses, and no password is shown', async () => {
    await using proxy = await start({ user: 'firewall', password: 'right' })
    const refused: unknown = await renewed(through(by(proxy, { user: 'firewall', password: 'falsch-1' }))).catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ code: 'proxy-sign-in', scope: 'service' })
    expect(JSON.stringify([refused, String(refused)])).not.toContain('falsch-1')
    await using strict = await start({ forbidden: [NAME] })
    await expect(renewed(through(by(strict)))).rejects.toMatchObject({ code: 'proxy-refused', scope: 'service' })
  })

  it('is not asked where the certificate is that of another', async () => {
    await using proxy = await start({ names: { 'other.corp.test': port() } })
    const app = { ...application(), tokenUrl: server.tokenUrl.replace(NAME, 'other.corp.test') }
    await expect(renewGrant(through(by(proxy)), app, new Secret('x'))).rejects.toMatchObject({
      code: 'token-server-failed',
      message: expect.stringContaining('altnames') as string,
    })
    expect(Buffer.concat(proxy.seen).toString('latin1')).not.toContain('grant_type')
  })
})

it('a proxy that says nothing ends the request in its time', async () => {
  const sockets: Socket[] = []
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const proxy: MailProxy = { kind: 'http', host: '127.0.0.1', port: (silent.address() as AddressInfo).port }
  const fetch = fetchThrough(guardedFetch(hostGuard(EXEMPT), { timeoutMs: 200 }), proxy, undefined)
  await expect(fetch({ url: server.tokenUrl })).rejects.toMatchObject({
    message: expect.stringContaining('no answer within 0.2 s') as string,
  })
  // What was opened is closed.
  for (const socket of sockets) if (!socket.destroyed) await once(socket.resume(), 'close')
  silent.close()
})

it('behind the guard the proxy is told the judged address, and neither it nor the token server may be inside', async () => {
  const source: AddressSource = (name) =>
    Promise.resolve([{ address: name === NAME || name === 'proxy.corp.test' ? '127.0.0.1' : '10.1.2.3', family: 4 }])
  const guarded = (allow: string) => hostGuard(guardedPolicy(allow), source)
  await using forward = await startForwardProxy({ kind: 'http' })
  const proxy: MailProxy = { kind: 'http', host: 'proxy.corp.test', port: forward.port }
  for (const allow of ['', NAME, 'proxy.corp.test']) {
    const guard = guarded(allow)
    const fetch = fetchThrough(guardedFetch(guard, { ca: server.ca }), proxy, guard)
    await expect(renewed(fetch), allow).rejects.toMatchObject({ code: 'host-refused', scope: 'service' })
  }
  expect(forward.asked).toEqual([])
  const guard = guarded('127.0.0.1')
  await renewed(fetchThrough(guardedFetch(guard, { ca: server.ca }), proxy, guard))
  expect(forward.asked).toEqual([`127.0.0.1:${port()}`])
})

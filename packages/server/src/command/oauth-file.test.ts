import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { startForwardProxy, startTokenServer, type TokenServer } from '@caravan/lab'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tokensFromFile } from './oauth-file.ts'
import { run } from './run.ts'

let server: TokenServer
let folder: string
let trusted: string[]
beforeAll(async () => {
  server = await startTokenServer({ rotating: true })
  folder = await mkdtemp('/tmp/caravan-oauth-')
  trusted = getCACertificates('default')
  setDefaultCACertificates([...trusted, server.ca])
})
afterAll(async () => {
  setDefaultCACertificates(trusted)
  await server.stop()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  server.agrees = undefined
})

async function file(name: string, more: object = {}): Promise<string> {
  const path = join(folder, `${name}.json`)
  const { clientId, clientSecret, authorizeUrl, tokenUrl, deviceUrl } = server
  const registered = { provider: 'other', clientId, clientSecret, authorizeUrl, tokenUrl, deviceUrl, scopes: ['mail'] }
  await writeFile(path, JSON.stringify({ ...registered, ...more }), { mode: 0o600 })
  return path
}
const refreshTokenIn = async (path: string) =>
  (JSON.parse(await readFile(path, 'utf8')) as { refreshToken?: string }).refreshToken

describe('an oauth file', () => {
  it('keeps each new refresh token of a server that takes one only once, behind a link too', async () => {
    const first = server.consentOf('emma')
    const path = await file('emma', { refreshToken: first })
    const link = join(folder, 'link.json')
    await symlink(path, link)
    const token = await (await tokensFromFile(link, 'emma')).current()
    const second = await refreshTokenIn(path)
    expect(second).toMatch(/^rt-/)
    expect(second).not.toBe(first)
    await (await tokensFromFile(path, 'emma')).another(token)
    expect(await refreshTokenIn(path)).not.toBe(second)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('serves two runs at once, of which the server takes the refresh token of one', async () => {
    const path = await file('twice', { refreshToken: server.consentOf('anna') })
    const [one, other] = [await tokensFromFile(path, 'anna'), await tokensFromFile(path, 'anna')]
    const tokens = await Promise.all([one.current(), one.current()])
    expect((await other.current()).reveal()).not.toBe(tokens[0].reveal())
  })

  it('asks the token server through the proxy of the mail service', async () => {
    await using forward = await startForwardProxy({ kind: 'socks5', user: 'firewall', password: 'geheim' })
    const proxy = {
      kind: 'socks5',
      host: '127.0.0.1',
      port: forward.port,
      user: 'firewall',
      password: 'geheim',
    } as const
    const path = await file('behind', { refreshToken: server.consentOf('anna') })
    expect((await (await tokensFromFile(path, 'anna', proxy)).current()).reveal()).toMatch(/^at-/)
    expect(forward.asked).toEqual([new URL(server.tokenUrl).host])
  })

  it('of a service account needs nobody’s consent', async () => {
    const { email, key } = server.serviceAccount
    const serviceAccount = { type: 'service_account', client_email: email, private_key: key }
    const path = await file('key', { way: 'service-account', clientId: undefined, serviceAccount })
    expect((await (await tokensFromFile(path, 'berta')).current()).reveal()).toMatch(/^at-/)
  })

  it.each([
    ['that others on the machine can read', {}, 0o640, 'mode 640'],
    ['without a consent', {}, 0o600, 'holds no consent yet'],
    ['without a client', { clientId: undefined, refreshToken: 'x' }, 0o600, 'no “clientId”'],
    ['with a field that it has not', { clientSecrets: 'Gull Lantern' }, 0o600, 'not written as an oauth file'],
    ['with an address that is not https', { tokenUrl: 'http://Gull.Lantern/' }, 0o600, '(tokenUrl)'],
    ['of a way that the provider has not', { provider: 'yandex', way: 'app-only' }, 0o600, 'does not know this way'],
  ])('%s is refused, and nothing of it shown', async (_, more, mode, words) => {
    const path = await file('wrong', more)
    await chmod(path, mode)
    const refused = tokensFromFile(path, 'anna')
    await expect(refused).rejects.toThrow(words)
    await expect(refused).rejects.not.toThrow('Lantern')
  })
})

describe('caravan consent', () => {
  let said: string
  /** Told whenever something was written. */
  let onSaid: () => void
  beforeEach(() => {
    said = ''
    onSaid = () => undefined
  })
  const consent = (...args: string[]) => {
    const stream = { write: (text: string) => ((said += text), onSaid(), true) } as unknown as NodeJS.WriteStream
    return run(['consent', ...args], { out: stream, err: stream })
  }

  it('says so where somebody does not agree, and keeps nothing', async () => {
    const path = await file('refused')
    server.agrees = null
    expect(await consent(path)).toBe(5)
    expect(said).toMatch(/not allowed[^]*access_denied[^]*next: Begin the consent again/)
    expect(await refreshTokenIn(path)).toBeUndefined()
  })

  it('takes the answer that a browser of this machine brings, and no other, and asks through the proxy that is named', async () => {
    const path = await file('browser')
    const came = Promise.withResolvers<number[]>()
    onSaid = () => {
      const asked = /https:\S+\/authorize\?\S+/.exec(said)?.[0]
      if (asked === undefined) return
      onSaid = () => undefined
      const back = new URL(server.agreeAt(asked, 'anna'))
      const visit = async (url: string) => (await fetch(url)).status
      void (async () => [await visit(`${back.origin}/?code=stolen&state=guessed`), await visit(back.href)])().then(
        came.resolve,
        came.reject,
      )
    }
    await using forward = await startForwardProxy({ kind: 'http' })
    expect(await consent(path, '--redirect', '--proxy', `http://127.0.0.1:${forward.port}`)).toBe(0)
    expect(forward.asked).toEqual([new URL(server.tokenUrl).host])
    expect(await came.promise).toEqual([404, 200])
    expect(await refreshTokenIn(path)).toMatch(/^rt-/)
    expect(said).not.toContain(server.clientSecret)
  })

  it('is not asked for where an administrator has given it', async () => {
    expect(await consent(await file('app', { provider: 'microsoft', way: 'app-only', tenant: 'a.example' }))).toBe(2)
  })
})

import { type Dovecot, startDovecot } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AddressSource, guardedPolicy, hostGuard } from '../../guard/index.ts'
import { ImapEndpoint } from './endpoint.ts'
import { readWelcome } from './greet.ts'

let server: Dovecot
let asked: string[]
beforeAll(async () => {
  server = await startDovecot({ name: 'guarded', tls: true, names: ['imap.corp.test'] })
})
afterAll(() => server.stop())

/** Leads to the server once, and then to an address that nobody listens on. */
function rebinding(allow: string) {
  asked = []
  const source: AddressSource = async (name) => {
    asked.push(name)
    return [{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]
  }
  return hostGuard(guardedPolicy(allow), source)
}

const place = (host: string, allow: string) => ({
  host,
  port: server.tlsPort ?? 0,
  tls: 'implicit' as const,
  ca: server.ca,
  guard: rebinding(allow),
  timeoutMs: 30_000,
})
const endpoint = (host: string, allow: string) =>
  new ImapEndpoint({
    ...place(host, allow),
    user: 'anna',
    credentials: { kind: 'password', user: 'anna', password: 'pw' },
  })

describe('an IMAP host behind the guard', () => {
  it('is connected to at the judged address, with the certificate of the name that was typed', async () => {
    const session = await endpoint('IMAP.corp.test.', '127.0.0.1').connect()
    expect((await session.folders()).length).toBeGreaterThan(0)
    await session.close()
    expect(asked).toEqual(['imap.corp.test'])
  })

  it('is judged anew for each connection', async () => {
    const mailbox = endpoint('imap.corp.test', '127.0.0.1')
    await (await mailbox.connect()).close()
    await expect(mailbox.connect()).rejects.toMatchObject({ code: 'host-refused', scope: 'service' })
  })

  it.each(['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', 'imap.corp.test'])(
    '%s is refused where the allow-list does not name it',
    async (host) => {
      await expect(endpoint(host, '').connect()).rejects.toMatchObject({
        code: 'host-refused',
        scope: 'service',
        remedy: expect.stringContaining('CARAVAN_ALLOW_HOSTS') as string,
      })
    },
  )

  it('with a certificate for another name is refused', async () => {
    await expect(endpoint('other.corp.test', '127.0.0.1').connect()).rejects.toMatchObject({ code: 'tls-failed' })
  })
})

it('what a server offers is read before anybody signs in', async () => {
  const signIns = (): number => server.logText().split('Login: user').length
  const before = signIns()
  const welcome = await readWelcome(place('imap.corp.test', '127.0.0.1'))
  expect(welcome.capabilities).toContain('AUTH=PLAIN')
  expect(welcome.server).toMatch(/^Dovecot/)
  const starttls = { ...place('imap.corp.test', '127.0.0.1'), port: server.port, tls: 'starttls' as const }
  expect((await readWelcome(starttls)).capabilities).toContain('AUTH=PLAIN')
  expect(signIns()).toBe(before)
})

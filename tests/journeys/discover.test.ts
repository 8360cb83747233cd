import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, type Knot, startDovecot, startForwardProxy, startKnot } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caravan } from './testing/caravan.ts'
import { readObject } from './testing/report.ts'
import { temporaryFolder } from './testing/temporary.ts'

let dovecot: Dovecot
let knot: Knot
let env: Record<string, string>
beforeAll(async () => {
  dovecot = await startDovecot({ name: 'discovered', tls: true, names: ['imap.corp.test'] })
  knot = await startKnot({
    name: 'discovered-dns',
    zones: {
      'corp.test': [`_imaps._tcp SRV 0 1 ${dovecot.tlsPort ?? 0} imap`, 'imap A 127.0.0.1'],
      'rented.test': ['@ MX 1 mx.yandex.net.'],
      'nobody.test': [],
    },
  })
  const ca = join(temporaryFolder('ca'), 'ca.pem')
  writeFileSync(ca, dovecot.ca ?? '')
  env = { NODE_EXTRA_CA_CERTS: ca }
})
afterAll(async () => {
  await Promise.all([dovecot.stop(), knot.stop()])
})

const discover = (asked: string, ...options: string[]) =>
  caravan(['discover', asked, '--resolver', `127.0.0.1:${knot.port}`, ...options], { env })

describe('caravan discover', () => {
  it('says where the mail service is, what it offers, and how one signs in there', async () => {
    const ran = await discover('anna@corp.test')
    expect(ran.stderr).toBe('')
    expect(ran.status).toBe(0)
    const place = `imap.corp.test:${dovecot.tlsPort}`
    for (const words of [
      'anna@corp.test: mail service found',
      `IMAP        ${place}, TLS: answers`,
      'AUTH=PLAIN',
      `_imaps._tcp.corp.test SRV 0 1 ${dovecot.tlsPort} imap.corp.test`,
      'With the password: usually the whole address as user name.',
      'Dovecot master user',
      `next: caravan inventory --from imaps://anna%40corp.test@${place}`,
    ])
      expect(ran.stdout).toContain(words)
  })

  it('connects through a proxy that alone finds the host', async () => {
    const names = { 'imap.corp.test': dovecot.tlsPort ?? 0 }
    await using forward = await startForwardProxy({ kind: 'http', user: 'firewall', password: 'geheim', names })
    const proxy = `http://firewall:geheim@127.0.0.1:${forward.port}`
    const ran = await discover('corp.test', '--proxy', proxy, '--json')
    expect(ran.status, ran.stdout + ran.stderr).toBe(0)
    expect(forward.asked).toContain(`imap.corp.test:${dovecot.tlsPort}`)
    expect(ran.stdout + ran.stderr).not.toContain('geheim')
  })

  it('gives one object with every field, of which what is not known is null', async () => {
    const ran = await discover('corp.test', '--json')
    expect(ran.status).toBe(0)
    const found = readObject(ran.stdout) as Record<string, unknown>
    expect(found).toMatchObject({ status: 'found', address: null, domain: 'corp.test', provider: null })
    const [service] = found['services'] as Record<string, unknown>[]
    expect(service).toMatchObject({ kind: 'imap', state: 'answers', userName: null, url: null, error: null })
    expect(Object.keys(found)).toEqual([
      'status',
      'address',
      'domain',
      'provider',
      'services',
      'signIn',
      'mx',
      'notes',
      'asked',
      'error',
    ])
  })

  it('ends with 3 where a provider is known and nothing answers, and still says how one signs in', async () => {
    const ran = await discover('anna@rented.test')
    expect(ran.status).toBe(3)
    expect(ran.stdout).toMatch(/provider: Yandex 360[^]*app password[^]*id\.yandex\.ru[^]*IMAP has to be switched on/)
  })

  it('ends with 3 where nothing is found, and lists what was asked', async () => {
    const ran = await discover('anna@nobody.test')
    expect(ran.status).toBe(3)
    expect(ran.stdout).toMatch(
      /no mail service found[^]*nothing +_imaps\._tcp\.nobody\.test SRV[^]*next: ask who runs the mail/,
    )
  })

  it('ends with 5 where no name server says anything', async () => {
    const ran = await discover('anna@elsewhere.example', '--json')
    expect(ran.status).toBe(5)
    expect(readObject(ran.stdout)).toMatchObject({ status: 'failed', error: { code: 'lookup-failed' } })
  })

  it.each([
    ['no operand', ['discover'], /one email address or one domain/],
    ['two operands', ['discover', 'a.test', 'b.test'], /one email address or one domain/],
    ['what is no address', ['discover', 'anna'], /neither an email address nor a domain/],
    ['a host name for the name server', ['discover', 'a.test', '--resolver', 'dns.test'], /address of a name server/],
    [
      'a name server at a port that is none',
      ['discover', 'a.test', '--resolver', '127.0.0.1:70000'],
      /address of a name server/,
    ],
    ['an option of another command', ['discover', 'a.test', '--dry-run'], /takes no --dry-run/],
  ])('with %s is refused', async (_, args, words) => {
    const ran = await caravan(args)
    expect(ran).toMatchObject({ status: 2, stdout: '' })
    expect(ran.stderr).toMatch(words)
  })
})

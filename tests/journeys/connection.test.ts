import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, freePort, startScripted, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { mailboxUrl, startMailServer } from './testing/mail-server.ts'
import { expectSame } from './testing/reader.ts'
import { expectError } from './testing/report.ts'
import { temporaryFolder } from './testing/temporary.ts'

// The C library reads it as 127.0.0.1, and nothing in its letters says that this is the machine itself.
const NOT_PLAINLY_LOOPBACK = '127.1'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'connection', tls: true })
})

const target = (): string => mailboxUrl(server.port, 'target')

async function interruptedBy(from: string, to: string): Promise<Awaited<ReturnType<typeof caravan>>> {
  const ran = await caravan(['copy', '--from', from, '--to', to, '--json'])
  expect(ran.status).toBe(5)
  expect(ran.json.status).toBe('interrupted')
  return ran
}

describe('a server that cannot be reached', () => {
  it('for a name that nobody has is said to be an unknown host', async () => {
    const nowhere = mailboxUrl(993, 'anna', { scheme: 'imaps', host: 'mail.nowhere.invalid' })
    const { json } = await interruptedBy(nowhere, target())
    expectError(json.error, 'unknown-host', null)
    expect(json.error?.message).toContain('mail.nowhere.invalid')
  })

  it('because nobody listens is said to refuse the connection', async () => {
    const closed = mailboxUrl(await freePort(), 'anna')
    expectError((await interruptedBy(closed, target())).json.error, 'connection-refused', null)
    expectError((await interruptedBy(target(), closed)).json.error, 'connection-refused', null)
  })

  it('because it says goodbye at once is quoted', async () => {
    await using busy = await startScripted({ greeting: 'BYE Closed for maintenance until six' })
    const { json } = await interruptedBy(mailboxUrl(busy.port, 'anna'), target())
    expectError(json.error, 'connection-lost', /Closed for maintenance until six/)
  })
})

describe('a certificate that nobody vouches for', () => {
  const urls = {
    imaps: (user: string) => mailboxUrl(server.tlsPort ?? 0, user, { scheme: 'imaps' }),
    STARTTLS: (user: string) => mailboxUrl(server.port, user, { query: '?tls=starttls' }),
  }

  it.each(['imaps', 'STARTTLS'] as const)('ends an %s connection before the password is sent', async (way) => {
    const { json } = await interruptedBy(urls[way]('anna'), target())
    expectError(json.error, 'tls-failed', null)
    expect(json.error?.message).toMatch(/self-signed/)
    expect(server.logText()).not.toMatch(/Login: user=<anna>/)
  })

  it.each(['imaps', 'STARTTLS'] as const)('is taken for %s once its authority is trusted', async (way) => {
    const [from, to] = [`${way}-old`, `${way}-new`]
    writeMaildir(server.mailDir(from), 'INBOX', letters(3, from))
    const authority = join(temporaryFolder('authority'), 'ca.pem')
    writeFileSync(authority, server.ca ?? '')
    const ran = await caravan(['copy', '--from', urls[way](from), '--to', urls[way](to), '--json'], {
      env: { NODE_EXTRA_CA_CERTS: authority },
    })
    expect(ran.status).toBe(0)
    expect(ran.json.messages.copied).toBe(3)
    await expectSame(server, from, server, to)
    expect(server.logText()).toMatch(new RegExp(`Login: user=<${to}>.*TLS`, 'i'))
  })
})

describe('imap:// to a host that may be another machine', () => {
  it('asks for STARTTLS and sends no password without it', async () => {
    await using plain = await startScripted()
    const from = mailboxUrl(plain.port, 'anna', { host: NOT_PLAINLY_LOOPBACK })
    const { json } = await interruptedBy(from, target())
    expectError(json.error, 'starttls-unavailable', null)
    expect(plain.connections).toBe(1)
    expect(plain.transcript.filter((line) => /LOGIN|AUTHENTICATE/.test(line))).toEqual([])
  })

  it('does without TLS where the URL says so', async () => {
    await using plain = await startScripted()
    const from = mailboxUrl(plain.port, 'anna', { host: NOT_PLAINLY_LOOPBACK, query: '?tls=none' })
    const ran = await caravan(['copy', '--from', from, '--to', target(), '--json'])
    expect(ran.status).toBe(0)
  })
})

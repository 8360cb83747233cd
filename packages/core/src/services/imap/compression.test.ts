import { randomUUID } from 'node:crypto'
import { startDovecot, startProxy } from '@caravan/lab'
import { expect, it } from 'vitest'
import { conformance } from '../conformance/suite.ts'
import { Compression, isSlow } from './compression.ts'
import { ImapEndpoint } from './endpoint.ts'

const PLUGIN = 'mail_plugins = $mail_plugins zlib\nprotocol imap {\n  mail_plugins = $mail_plugins imap_zlib\n}\n'

const account = (port: number, user: string, compress: 'auto' | 'always' | 'never'): ImapEndpoint =>
  new ImapEndpoint({
    ...{ host: '127.0.0.1', port, tls: 'none', user, compress },
    credentials: { kind: 'password', user, password: 'pw' },
  })

conformance('Dovecot on a compressed line', async () => {
  const dovecot = await startDovecot({ extraConf: PLUGIN })
  return {
    mailbox: async () => account(dovecot.port, `user-${randomUUID()}`, 'always'),
    stop: () => dovecot.stop(),
    streamsAbove: 1024 * 1024,
    tellsGone: true,
  }
})

it('a compressed line carries less', async () => {
  await using dovecot = await startDovecot({ extraConf: PLUGIN })
  const carried = async (user: string, compress: 'auto' | 'always' | 'never') => {
    await using line = await startProxy(dovecot.port)
    const session = await account(line.port, user, compress).connect()
    const body = Buffer.from(`Subject: letters\r\n\r\n${'Dear all, nothing new today.\r\n'.repeat(20_000)}`)
    await session.append('INBOX', [{ flags: [], arrival: undefined, size: body.length, body: [body] }])
    await session.close()
    return line.bytes['client-to-server'] / body.length
  }
  expect(await carried('forced', 'always')).toBeLessThan(0.1)
  expect(await carried('forbidden', 'never')).toBeGreaterThan(1)
  expect(await carried('here', 'auto')).toBeGreaterThan(1)
})

it('a line is slow by what it carried, once enough has gone over it, and the next ones begin so', () => {
  const MB = 1_000_000
  expect(isSlow({ bytes: 0.5 * MB, ms: 60_000 })).toBe(false)
  expect(isSlow({ bytes: 3 * MB, ms: 3_000 })).toBe(true)
  expect(isSlow({ bytes: 300 * MB, ms: 3_000 })).toBe(false)
  const slow = { bytes: 3 * MB, ms: 3_000 }
  const unknown = { bytes: 0, ms: 0 }
  const lines = new Compression('auto')
  expect(lines.wantedOn({ loopback: false, traffic: unknown })).toBe(false)
  expect(lines.wantedOn({ loopback: true, traffic: slow })).toBe(false)
  expect(lines.wantedOn({ loopback: false, traffic: slow })).toBe(true)
  expect(lines.wantedOn({ loopback: false, traffic: unknown })).toBe(true)
  expect(new Compression('never').wantedOn({ loopback: false, traffic: slow })).toBe(false)
  expect(new Compression('always').wantedOn({ loopback: true, traffic: unknown })).toBe(true)
})

import { randomUUID } from 'node:crypto'
import { connect } from '@caravan/imap'
import { type DovecotOptions, startDovecot } from '@caravan/lab'
import { expect, test } from 'vitest'
import { conformance } from '../conformance/suite.ts'
import { ServiceError } from '../port.ts'
import { ImapEndpoint } from './endpoint.ts'

async function subject(options: DovecotOptions = {}) {
  const dovecot = await startDovecot(options)
  return {
    mailbox: async () => account(dovecot.port, `user-${randomUUID()}`, 'pw'),
    stop: () => dovecot.stop(),
    streamsAbove: 1024 * 1024,
    tellsGone: options.hideCapabilities?.includes('QRESYNC') !== true,
  }
}

const account = (port: number, user: string, password: string): ImapEndpoint =>
  new ImapEndpoint({ host: '127.0.0.1', port, tls: 'none', user, credentials: { kind: 'password', user, password } })

conformance('Dovecot', () => subject())
conformance('Dovecot without UIDPLUS, MULTIAPPEND, LITERAL+ and QRESYNC', () =>
  subject({ hideCapabilities: ['UIDPLUS', 'MULTIAPPEND', 'LITERAL+', 'QRESYNC'] }),
)

test('a refused sign-in ends the service with the server’s words and no trace of the password', async () => {
  await using dovecot = await startDovecot()
  const endpoint = account(dovecot.port, 'anna', 'a-secret-phrase')
  const failure: unknown = await endpoint.connect().catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ServiceError)
  expect(failure).toMatchObject({
    scope: 'service',
    code: 'sign-in-refused',
    serverReply: '[AUTHENTICATIONFAILED] Authentication failed.',
  })
  expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('a-secret-phrase')
  expect(endpoint.identity).toBe(`anna@127.0.0.1:${dovecot.port}`)
})

test('a master user opens the mailbox of another', async () => {
  await using dovecot = await startDovecot()
  const endpoint = new ImapEndpoint({
    host: '127.0.0.1',
    port: dovecot.port,
    tls: 'none',
    user: 'boris',
    credentials: { kind: 'password', user: 'admin', password: 'master', authzid: 'boris' },
  })
  const session = await endpoint.connect()
  expect((await session.folders()).map((folder) => folder.path.join('/'))).toContain('INBOX')
  await session.close()
})

test('Dovecot turns NUL into 0x80 also where it comes as literal8', async () => {
  await using dovecot = await startDovecot()
  await using connection = await connect({ host: '127.0.0.1', port: dovecot.port, tls: 'none' })
  await connection.authenticate({ kind: 'password', user: 'nul', password: 'pw' })
  const body = Buffer.from('Subject: x\r\n\r\na\0b\r\n', 'latin1')
  await connection.append('INBOX', [{ flags: [], size: body.length, body: [body], binary: true }])
  const reader = await account(dovecot.port, 'nul', 'pw').connect()
  await reader.open('INBOX', 'read')
  const [message] = await Array.fromAsync(reader.messages([1]))
  const kept = Buffer.concat(await Array.fromAsync(message?.body ?? [])).toString('latin1')
  expect(kept).toBe('Subject: x\r\n\r\na\x80b\r\n')
  await reader.close()
})

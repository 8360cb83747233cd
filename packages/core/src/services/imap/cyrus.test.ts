import { randomUUID } from 'node:crypto'
import { connect } from '@caravan/imap'
import { type Cyrus, type CyrusOptions, startCyrus } from '@caravan/lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conformance } from '../conformance/suite.ts'
import type { OutgoingMessage, Session } from '../port.ts'
import { ImapEndpoint } from './endpoint.ts'

async function subject(options: CyrusOptions = {}) {
  const server = await startCyrus(options)
  return {
    mailbox: async () => account(server.port, `user-${randomUUID()}`, 'pw'),
    stop: () => server.stop(),
    streamsAbove: 1024 * 1024,
    tellsGone: true,
    eightBitHeadersAs: 'X',
  }
}

const account = (port: number, user: string, password: string): ImapEndpoint =>
  new ImapEndpoint({ host: '127.0.0.1', port, tls: 'none', user, credentials: { kind: 'password', user, password } })

conformance('Cyrus', () => subject())
conformance('Cyrus with its folders below INBOX.', () => subject({ layout: 'dotted' }))

let server: Cyrus
let session: Session
beforeAll(async () => {
  server = await startCyrus({ quotaBytes: 60_000, maxMailSize: 1_200_000 })
  session = await account(server.port, 'anna', 'pw').connect()
})
afterAll(async () => {
  await session.close()
  await server.stop()
})

test('the room that its quota leaves is told in octets', async () => {
  const before = (await session.room())?.bytes ?? 0
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThanOrEqual(61_440)
  await session.append('INBOX', [outgoing(`Subject: x\r\n\r\n${'x'.repeat(5_000)}\r\n`)])
  // It counts whole kilobytes, rounded down.
  expect((await session.room())?.bytes).toBe(before - 4 * 1_024)
})

const outgoing = (text: string): OutgoingMessage => {
  const body = Buffer.from(text, 'latin1')
  return { flags: [], arrival: undefined, size: body.length, body: [body] }
}

test('Cyrus is known by the name that it answers to ID with, and says how large a message may be', () => {
  expect(session.profile.id).toBe('cyrus')
  expect(session.appendLimit).toBe(1_200_000)
})

test('a folder gets its special use, and is made without one that Cyrus does not know', async () => {
  await session.createFolder('Ablage', 'archive')
  await session.createFolder('Everything', 'all')
  const uses = (await session.folders()).map(({ name, specialUse }) => [name, specialUse])
  expect(uses).toEqual(
    expect.arrayContaining([
      ['Ablage', 'archive'],
      ['Everything', undefined],
      ['Sent', 'sent'],
    ]),
  )
})

test.each([
  ['a line of the header that is no field', 'Subject: x\r\nno field\r\n\r\nx\r\n', 'Message contains invalid header'],
  ['a NUL', 'Subject: x\r\n\r\n\0\r\n', 'Message contains NUL characters'],
  ['a bare LF', 'Subject: x\r\n\r\nx\ny\r\n', 'Message contains bare newlines'],
  ['nothing', '', 'Zero-length message literal'],
])('Cyrus refuses a message with %s, that message alone', async (_, text, words) => {
  const refused = session.append('INBOX', [outgoing(text)])
  await expect(refused).rejects.toMatchObject({ scope: 'message', code: 'message-refused', serverReply: words })
  await expect(session.folders()).resolves.not.toEqual([])
})

test('a message that Cyrus finds too large is refused alone, and the session goes on', async () => {
  const refused = session.append('INBOX', [outgoing(`Subject: x\r\n\r\n${'x'.repeat(1_300_000)}`)])
  await expect(refused).rejects.toMatchObject({
    scope: 'message',
    code: 'message-too-large',
    serverReply: '[TOOBIG] Message size exceeds fixed limit',
  })
  await expect(session.folders()).resolves.not.toEqual([])
})

test('a message with one keyword more than Cyrus keeps in a folder is refused alone', async () => {
  const flags = Array.from({ length: 100 }, (_, number) => `Keyword${number}`)
  const message = outgoing('Subject: x\r\n\r\nx\r\n')
  await session.createFolder('Keywords', undefined)
  await session.append('Keywords', [{ ...message, flags }])
  await expect(session.append('Keywords', [{ ...message, flags: ['OneMore'] }])).rejects.toMatchObject({
    scope: 'message',
    code: 'too-many-keywords',
    serverReply: 'Too many user flags in mailbox',
  })
  await session.append('Keywords', [{ ...message, flags: ['\\Seen', 'Keyword7'] }])
})

test('a full quota ends the service’s part, in Cyrus’s words', async () => {
  const large = outgoing(`Subject: x\r\n\r\n${'x'.repeat(35_000)}\r\n`)
  await session.append('INBOX', [large])
  await expect(session.append('INBOX', [large])).rejects.toMatchObject({
    scope: 'service',
    code: 'quota-full',
    serverReply: 'Over quota',
  })
})

test('Cyrus keeps NUL and a bare LF of a body to the byte where they come as literal8, and refuses NUL in a header', async () => {
  await using connection = await connect({ host: '127.0.0.1', port: server.port, tls: 'none' })
  await connection.authenticate({ kind: 'password', user: 'nul', password: 'pw' })
  const append = (text: string) => {
    const body = Buffer.from(text, 'latin1')
    return connection.append('INBOX', [{ flags: [], size: body.length, body: [body], binary: true }])
  }
  const text = 'Subject: x\r\n\r\na\0b\nc\r\n'
  await append(text)
  await expect(append('Subject: \0\r\n\r\nx\r\n')).rejects.toMatchObject({
    serverReply: 'Message contains NUL characters',
  })
  const reader = await account(server.port, 'nul', 'pw').connect()
  await reader.open('INBOX', 'read')
  const [message] = await Array.fromAsync(reader.messages([1]))
  expect(Buffer.concat(await Array.fromAsync(message?.body ?? [])).toString('latin1')).toBe(text)
  await reader.close()
})

test('a folder without the right to insert concerns that folder', async () => {
  await session.createFolder('Closed', undefined)
  await using admin = await connect({ host: '127.0.0.1', port: server.port, tls: 'none' })
  await admin.authenticate({ kind: 'password', user: 'admin', password: 'pw' })
  await admin.run({ name: 'SETACL', parts: ['SETACL user/anna/Closed anna lrs'] })
  await expect(session.append('Closed', [outgoing('Subject: x\r\n\r\nx\r\n')])).rejects.toMatchObject({
    scope: 'folder',
    code: 'not-permitted',
  })
})

test('a folder that is gone, or a name that cannot be, is told apart from a refused message', async () => {
  const message = outgoing('Subject: x\r\n\r\nx\r\n')
  await expect(session.append('Gone', [message])).rejects.toMatchObject({ scope: 'service', code: 'folder-gone' })
  await expect(session.createFolder('a%b', undefined)).rejects.toMatchObject({
    scope: 'folder',
    code: 'folder-refused',
    serverReply: 'Invalid mailbox name',
  })
})

import { randomUUID } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { type Courier, type CourierOptions, startCourier } from '@caravan/lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { conformance } from '../conformance/suite.ts'
import type { OutgoingMessage, Session } from '../port.ts'
import { ImapEndpoint } from './endpoint.ts'

async function subject(options: CourierOptions = {}) {
  const server = await startCourier(options)
  return {
    mailbox: async () => account(server.port, `user-${randomUUID()}`, 'pw'),
    stop: () => server.stop(),
    streamsAbove: 1024 * 1024,
  }
}

const account = (port: number, user: string, password: string): ImapEndpoint =>
  new ImapEndpoint({ host: '127.0.0.1', port, tls: 'none', user, credentials: { kind: 'password', user, password } })

conformance('Courier', () => subject())

let server: Courier
let session: Session
beforeAll(async () => {
  server = await startCourier({ quotaBytes: 40_000 })
  session = await account(server.port, 'anna', 'pw').connect()
})
afterAll(async () => {
  await session.close()
  await server.stop()
})

const outgoing = (text: string): OutgoingMessage => {
  const body = Buffer.from(text, 'latin1')
  return { flags: [], arrival: undefined, size: body.length, body: [body] }
}

test('Courier is known by its greeting', () => {
  expect(session.profile.id).toBe('courier')
})

test('the room that its quota leaves is told in octets', async () => {
  // It tells whole kilobytes.
  expect((await session.room())?.bytes).toBeLessThanOrEqual(40 * 1_024)
  expect((await session.room())?.messages).toBeUndefined()
})

test('a folder that nobody has opened yet keeps its UIDVALIDITY while it is opened again and again', async () => {
  const { uidValidity } = await session.open('INBOX', 'read')
  // Courier takes the second of the clock, where it has to make one up.
  await expect
    .poll(() => Math.floor(Date.now() / 1000) - 1_000_000_000, { timeout: 5_000 })
    .toBeGreaterThan(uidValidity)
  const other = await account(server.port, 'anna', 'pw').connect()
  expect((await other.open('INBOX', 'read')).uidValidity).toBe(uidValidity)
  await other.close()
})

test('a folder opened for reading takes an append of the same session', async () => {
  await session.open('INBOX', 'read')
  await expect(session.append('INBOX', [outgoing('Subject: x\r\n\r\nx\r\n')])).resolves.toBeDefined()
})

test('a message of more parts than Courier counts is handed out whole, is not marked as seen, and can be changed then', async () => {
  const own = await account(server.port, 'boris', 'pw').connect()
  const parts = Array.from({ length: 400 }, (_, part) => `--b\r\n\r\n${part}\r\n`).join('')
  const text = `Subject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n${parts}--b--\r\n`
  await own.open('INBOX', 'write')
  await own.append('INBOX', [outgoing(text)])
  await own.open('INBOX', 'write')
  const whole = async () => {
    const found: { text: string; flags: string | undefined }[] = []
    for await (const { body, flags } of own.messages([1]))
      found.push({ text: Buffer.concat(await Array.fromAsync(body)).toString('latin1'), flags })
    return found
  }
  expect(await whole()).toEqual([{ text, flags: '' }])
  await own.changeFlags([1], { add: ['\\Flagged'], remove: [] })
  expect(await whole()).toEqual([{ text, flags: '\\Flagged' }])
  await own.append('INBOX', [outgoing('Subject: y\r\n\r\ny\r\n')])
  await own.close()
})

test('names are spelt outside as before UTF-8 was spoken, and reach folders that plain modified UTF-7 cannot', async () => {
  const name = session.nameOf(['客户 & 😀'])
  expect(name).toBe('INBOX.&W6JiNw- &- &2D3eAA-')
  await session.createFolder(name, undefined)
  expect((await session.folders()).map((folder) => folder.name)).toContain(name)
  expect((await session.open(name, 'write')).exists).toBe(0)
  await session.append(name, [outgoing('Subject: x\r\n\r\nx\r\n')])
  expect(await session.counts([name])).toEqual([1])
})

/*
 * RFC 9755 §4 takes such a message as any other once UTF8=ACCEPT is enabled. RFC 6855 §4, which it replaces, wanted APPEND's
 * UTF8 (~{57}: 5.0.13 offers that version, answers its form with “Error in IMAP command received by server”, takes the
 * plain literal, and says in an ALERT that one should read RFC 6855.
 */
test('a message with UTF-8 in its header and its addresses arrives as it is', async () => {
  const own = await account(server.port, 'dora', 'pw').connect()
  const raw = Buffer.from('From: чай@пример.рф\r\nSubject: Привет\r\n\r\nx\r\n')
  await own.append('INBOX', [{ flags: [], arrival: undefined, size: raw.length, body: [raw] }])
  await own.open('INBOX', 'read')
  const bodies: Buffer[] = []
  for await (const { body } of own.messages([1])) bodies.push(Buffer.concat(await Array.fromAsync(body)))
  expect(bodies).toEqual([raw])
  await own.close()
})

test('only folders that somebody subscribed to are told as subscribed, not those above them', async () => {
  const name = session.nameOf(['Above', 'Below'])
  await session.createFolder(name, undefined)
  await session.subscribe(name)
  const subscribed = (await session.folders()).filter((folder) => folder.subscribed).map(({ path }) => path.join('/'))
  expect(subscribed).toEqual(['Above/Below'])
})

test('a full quota ends the service’s part, in Courier’s words', async () => {
  const large = outgoing(`Subject: x\r\n\r\n${'x'.repeat(30_000)}\r\n`)
  await session.append('INBOX', [large])
  await expect(session.append('INBOX', [large])).rejects.toMatchObject({
    scope: 'service',
    code: 'quota-full',
    serverReply: '[ALERT] You exceeded your mail quota.',
  })
  await expect(session.folders()).resolves.not.toEqual([])
})

test('a folder that cannot be written concerns that folder', async () => {
  const name = session.nameOf(['Closed'])
  await session.createFolder(name, undefined)
  chmodSync(join(server.mailDir('anna'), '.Closed/tmp'), 0o500)
  await expect(session.append(name, [outgoing('Subject: x\r\n\r\nx\r\n')])).rejects.toMatchObject({
    scope: 'folder',
    code: 'not-permitted',
    serverReply: '[ALERT] Cannot create message - no write permission or out of disk space.',
  })
})

test('a folder that is gone, or a name that cannot be, is told apart from a refused message', async () => {
  const gone = session.append('INBOX.Gone', [outgoing('Subject: x\r\n\r\nx\r\n')])
  await expect(gone).rejects.toMatchObject({ scope: 'service', code: 'folder-gone' })
  await expect(session.createFolder('INBOX.a/b', undefined)).rejects.toMatchObject({
    scope: 'folder',
    code: 'folder-refused',
    serverReply: 'Invalid mailbox name.',
  })
})

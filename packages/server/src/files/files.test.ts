import { access, readdir, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import {
  type AnswerOf,
  auditLog,
  type Client,
  employeePage,
  employees,
  files,
  organisations,
  passes,
} from '@caravan/contract'
import { compareMailboxes, type MaildirMessage, writeMaildir } from '@caravan/lab'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { byToken } from '../employees/testing/move.ts'
import { makeWave, type TestWave } from '../jobs/testing/wave.ts'
import { startWorker } from '../jobs/worker.ts'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { type EventReader, readEvents } from '../testing/stream/index.ts'
import { removeOfClosed } from './erase.ts'
import { shelfOf } from './folder.ts'

let running: TestServer
let token = ''
beforeAll(async () => {
  process.env['CARAVAN_ALLOW_HOSTS'] = '127.0.0.1'
  running = await startTestServer()
  const body = { name: 'events', scopes: ['read' as const], days: 1 }
  const params = { organisation: running.organisation }
  token = (await running.owner.call(organisations.makeToken, { params, body })).token
})
afterAll(() => running.stop())

type MailFile = AnswerOf<typeof files.beginMailFile>
const DAY = new Date('2021-01-02T03:04:05Z')

/** Messages of which an mbox has to quote a line, and one that is large. */
const MESSAGES: readonly MaildirMessage[] = [
  'Subject: one\r\n\r\nDear all,\r\nFrom here on\r\n',
  'Subject: двa\r\n\r\n>From there\r\n',
  'Subject: one\r\n\r\nDear all,\r\nFrom here on\r\n',
  `Subject: large\r\n\r\n${'And so on, and so on.\r\n'.repeat(60_000)}`,
].map((text) => ({ raw: Buffer.from(text), flags: ['\\Seen'], date: DAY }))

/** They as a mail program exports them, with LF. */
const mbox = (messages: readonly MaildirMessage[]) =>
  Buffer.from(
    messages
      .map(({ raw }) =>
        Buffer.from(raw)
          .toString()
          .replaceAll('\r\n', '\n')
          .replaceAll(/(?<=^|\n)(>*From )/g, '>$1'),
      )
      .map((text) => `From anna@old.example Sat Jan  2 03:04:05 2021\n${text}\n`)
      .join(''),
  )

interface Given {
  readonly wave: TestWave
  readonly params: { readonly organisation: string; readonly move: string; readonly mailbox: string }
  readonly events: EventReader
  /** Sends a file in pieces, and resolves once it was read or refused. */
  readonly handOver: (name: string, bytes: Buffer) => Promise<MailFile>
  readonly pass: (kind: 'first' | 'delta') => Promise<Record<string, unknown>>
}

/** A mailbox that moves, a worker, and what is done with files again and again. */
async function withMailbox(user: string, work: (given: Given) => Promise<void>): Promise<void> {
  await using wave = await makeWave(running, { users: [user], messages: 0 })
  const { owner, organisation } = running
  const params = { organisation, move: wave.move, mailbox: wave.mailboxes.get(user) ?? '' }
  const events = await readEvents(running.url, { token, organisation })
  const worker = await startWorker({ ...running.server.context, log: pino({ level: 'silent' }), passes: 2 })
  const read = async (file: string) => {
    await events.until((one) => one.data['file'] === file && ['read', 'refused'].includes(String(one.data['state'])))
    const { items } = await owner.call(files.listMailFiles, { params })
    return items.find(({ id }) => id === file)!
  }
  try {
    await work({
      ...{ wave, params, events },
      async handOver(name, bytes) {
        let file = await owner.call(files.beginMailFile, { params, body: { name, size: bytes.length } })
        while (file.received < bytes.length) {
          const piece = new Uint8Array(bytes.subarray(file.received, file.received + 500_000))
          const at = { params: { ...params, file: file.id }, query: { offset: file.received } }
          file = await owner.send(files.sendMailFile, at, piece)
        }
        return read(file.id)
      },
      async pass(kind) {
        const { id } = await owner.call(passes.askPass, { params, body: { kind } })
        await events.until((one) => one.kind === 'pass.ended' && one.data['pass'] === id)
        return owner.call(passes.readPass, { params: { ...params, pass: id } })
      },
    })
  } finally {
    events.stop()
    await worker.stop()
  }
}

test('what a lead hands over is copied to the new home, byte for byte and once, and a later export adds what is new', async () => {
  await withMailbox('anna', async ({ wave, params, handOver, pass }) => {
    writeMaildir(wave.old.mailDir('anna'), 'INBOX', MESSAGES)
    writeMaildir(wave.old.mailDir('anna'), 'Work', MESSAGES.slice(0, 2))
    expect(await handOver('Inbox.mbox', mbox(MESSAGES.slice(0, 3)))).toMatchObject({ state: 'read', messages: 3 })
    expect(await handOver('Work.mbox', mbox(MESSAGES.slice(0, 2)))).toMatchObject({ state: 'read', messages: 2 })
    expect(await pass('first')).toMatchObject({ status: 'green' })
    expect(await handOver('Inbox.mbox', mbox(MESSAGES))).toMatchObject({ messages: 1, repeated: 3 })
    const [first] = (await running.owner.call(files.listMailFiles, { params })).items
    const removed = running.owner.call(files.removeMailFile, { params: { ...params, file: first!.id } })
    expect(await refused(removed)).toBe('409 file-needed')
    expect(await pass('delta')).toMatchObject({ status: 'green', report: { messages: { source: 6, copied: 1 } } })
    expect(
      await compareMailboxes({ port: wave.old.port, user: 'anna' }, { port: wave.home.port, user: 'anna-new' }),
    ).toMatchObject({ messagesA: 6, messagesB: 6, missing: 0, extra: 0, flagsChanged: 0, dateChanged: 0 })
    // What was sent is gone from the disk; what was read of it is not.
    const left = await readdir(shelfOf(running.dataDir, params))
    expect(left.filter((name) => name.endsWith('.part'))).toEqual([])
    expect(left.filter((name) => name.endsWith('.mail'))).toHaveLength(3)
  })
})

test('what is damaged is an exception of the pass, by its place, and all else is copied', async () => {
  await withMailbox('boris', async ({ handOver, pass }) => {
    const whole = mbox(MESSAGES.slice(0, 2))
    const file = await handOver('Inbox.mbox', whole.subarray(0, whole.length - 6))
    expect(file).toMatchObject({ state: 'read', messages: 2, damaged: 1 })
    const { status, report } = await pass('first')
    expect(status).toBe('exceptions')
    expect(report).toMatchObject({
      messages: { source: 2, copied: 1, refused: 1 },
      exceptions: [
        { code: 'not-handed-out', serverReply: expect.stringContaining('Inbox.mbox, from octet') as string },
      ],
    })
  })
})

test('a file goes on where its line broke, in one order, and never beyond its size', async () => {
  await withMailbox('chen', async ({ params, handOver }) => {
    const { owner, ownerCookie } = running
    const bytes = mbox(MESSAGES.slice(0, 2))
    const announced = { name: 'Inbox.mbox', size: bytes.length, fingerprint: 'today' }
    const begin = () => owner.call(files.beginMailFile, { params, body: announced })
    const { id } = await begin()
    const send = (offset: number, piece: Buffer) =>
      owner.send(files.sendMailFile, { params: { ...params, file: id }, query: { offset } }, new Uint8Array(piece))
    expect(await refused(send(1, bytes.subarray(1)))).toBe('409 offset-differs')
    expect(await refused(send(0, Buffer.alloc(bytes.length + 1)))).toBe('413 file-larger')
    await breakOff(
      `/api/organisations/${params.organisation}/moves/${params.move}/mailboxes/${params.mailbox}/files/${id}/content?offset=0`,
      ownerCookie,
      bytes.subarray(0, 40),
    )
    await expect.poll(async () => (await begin()).received, { timeout: 20_000 }).toBe(40)
    expect((await begin()).id).toBe(id)
    expect(await send(40, bytes.subarray(40))).toMatchObject({ received: bytes.length })
    expect(await refused(send(bytes.length, Buffer.from('x')))).toBe('409 file-whole')
    expect(
      await refused(owner.call(files.beginMailFile, { params, body: { name: 'x', size: files.LARGEST_FILE } })),
    ).toBe('507 disk-full')
    expect(await handOver('no.mbox', Buffer.from('%PDF-1.7 and so on'))).toMatchObject({
      ...{ state: 'refused', error: { code: 'file-not-mail' } },
    })
  })
})

/** Sends the first octets of a longer body, and cuts the line. */
async function breakOff(path: string, cookie: string, octets: Buffer): Promise<void> {
  const { hostname, port, origin } = new URL(running.url)
  const socket = connect(Number(port), hostname)
  const head = [
    ...[`PUT ${path} HTTP/1.1`, `host: ${hostname}:${port}`, `origin: ${origin}`, `cookie: ${cookie}`],
    ...['content-type: application/octet-stream', `content-length: ${octets.length + 100}`, '', ''],
  ]
  socket.write(head.join('\r\n'))
  socket.write(octets)
  await expect.poll(() => socket.bytesWritten, { timeout: 10_000 }).toBeGreaterThan(octets.length)
  // The server has to have taken them before the line goes.
  await expect.poll(arrivedOctets, { timeout: 10_000 }).toBe(octets.length)
  socket.destroy()
}

/** What lies on the disk of files that are not whole. */
async function arrivedOctets(): Promise<number> {
  const { rows } = await sql<{ id: string; organisation: string; mailbox: string }>`
    select id, organisation_id as organisation, mailbox_id as mailbox from mail_files where state = 'receiving'`.execute(
    running.server.context.database.kysely,
  )
  const sizes = rows.map(({ id, ...of }) =>
    stat(`${shelfOf(running.dataDir, of)}/${id}.part`).then(
      ({ size }) => size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

test('an employee hands over files of their own mailbox alone, once somebody has asked for files', async () => {
  await withMailbox('dina', async ({ params, events, wave }) => {
    const { owner } = running
    const dina = await invite(wave)
    const body = { name: 'Inbox.mbox', size: 300 }
    expect(await refused(dina.call(files.beginOwnFile, { body }))).toBe('409 files-not-asked-for')
    await running.server.context.database.kysely
      .updateTable('move_mailboxes')
      .set({ source_files: true })
      .where('id', '=', params.mailbox)
      .execute()
    const before = await dina.call(employeePage.readEmployeePage, {})
    expect(before).toMatchObject({ access: { state: 'asked-for' }, files: { items: [] } })
    const bytes = mbox(MESSAGES.slice(0, 2))
    const { id } = await dina.call(files.beginOwnFile, { body: { name: 'Inbox.mbox', size: bytes.length } })
    const at = { params: { file: id }, query: { offset: 0 } }
    const other = await makeWave(running, { users: ['emil'], messages: 0 })
    const emil = await invite(other)
    expect(await refused(emil.send(files.sendOwnFile, at, new Uint8Array(bytes)))).toBe('404 not-found')
    expect(await refused(emil.call(files.removeOwnFile, { params: { file: id } }))).toBe('404 not-found')
    await other[Symbol.asyncDispose]()
    await dina.send(files.sendOwnFile, at, new Uint8Array(bytes))
    await events.until((one) => one.data['file'] === id && one.data['state'] === 'read')
    const page = await dina.call(employeePage.readEmployeePage, {})
    expect(page).toMatchObject({
      access: { state: 'given' },
      files: { items: [{ name: 'Inbox.mbox', state: 'read', messages: 2 }] },
    })
    await dina.call(files.removeOwnFile, { params: { file: id } })
    expect(await readdir(shelfOf(running.dataDir, params))).toEqual([])
    const { items } = await owner.call(auditLog.listAudit, { params, query: { limit: 50 } })
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['mail-file.begun', 'mail-file.received', 'mail-file.removed']),
    )
  })
})

async function invite(wave: TestWave): Promise<Client> {
  const params = { organisation: running.organisation, move: wave.move }
  const body = { which: { ids: [...wave.mailboxes.values()] }, by: 'link' as const, again: true }
  const { links } = await running.owner.call(employees.inviteEmployees, { params, body })
  return byToken(running, links[0]?.link.split('#')[1] ?? '')
}

test('once a move is closed its files are gone, and the log says so', async () => {
  await withMailbox('farid', async ({ params, handOver }) => {
    await handOver('Inbox.mbox', mbox(MESSAGES.slice(0, 1)))
    const db = running.server.context.database.kysely
    await removeOfClosed(db)
    await access(shelfOf(running.dataDir, params))
    const closed = JSON.stringify({ stages: { close: { status: 'left' } } })
    await db.updateTable('moves').set({ state: closed }).where('id', '=', params.move).execute()
    await removeOfClosed(db)
    expect((await running.owner.call(files.listMailFiles, { params })).items).toEqual([])
  })
})

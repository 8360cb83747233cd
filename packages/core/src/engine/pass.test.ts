import { readFile } from 'node:fs/promises'
import { startScripted } from '@caravan/lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ImapEndpoint } from '../services/index.ts'
import { ServiceError } from '../services/port.ts'
import { GENERIC } from '../services/profiles/index.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { compareMailboxes } from './compare.ts'
import { EVERYTHING } from './plan/rules.ts'
import { accountedFor } from './report/report.ts'
import { contents, mail, makePair } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const cutLine = () => new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')
const refusal = (words: string) =>
  new ServiceError('message', 'message-refused', 'Refused.', 'Look at it.', { serverReply: words })

describe('a pass', () => {
  test('copies every message with its flags, date and folder, and a second one copies nothing', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 250; n++)
      source.deliver(n % 2 ? 'INBOX' : 'Проекты/2024', {
        bytes: mail(n),
        flags: n % 3 ? '\\Seen' : '$Forwarded \\Flagged',
      })
    const first = await run()
    expect(first).toMatchObject({
      status: 'green',
      messages: { source: 250, copied: 250 },
      verified: { checked: 250, exact: 250 },
    })
    expect(contents(target)).toEqual(contents(source))
    const second = await run()
    expect(second).toMatchObject({
      status: 'green',
      messages: { source: 250, copied: 0, present: 250 },
      bytes: 0,
      flagsSet: 0,
    })
    expect(contents(target)).toEqual(contents(source))
  })

  test('keeps two identical messages two', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 4; n++) source.deliver('INBOX', { bytes: mail('same'), internalDate: 1_600_000_000 })
    await run()
    await run()
    expect(target.folder('INBOX').messages).toHaveLength(4)
  })

  test('recognises what another tool copied before, altered or not, and doubles nothing', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    for (let n = 0; n < 10; n++) target.deliver('INBOX', { bytes: mail(n) })
    for (let n = 10; n < 20; n++) target.deliver('INBOX', { bytes: `X-TUID: ABCdef123456\r\n${mail(n)}` })
    target.deliver('INBOX', { bytes: mail('somebody else’s') })
    target.deliver('INBOX', { bytes: mail(25, 'the same header, another body') })
    const report = await run()
    expect(report).toMatchObject({
      status: 'green',
      messages: { source: 30, copied: 10, present: 20 },
      changes: { 'tool-header': 10 },
    })
    expect(target.folder('INBOX').messages).toHaveLength(32)
  })

  test('recognises everything when the ledger was lost', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 60; n++) source.deliver('INBOX', { bytes: mail(n % 50) })
    await run()
    const fresh = (await server.database()).kysely
    const report = await run({ db: fresh })
    expect(report).toMatchObject({ status: 'green', messages: { source: 60, copied: 0, present: 60 } })
    expect(target.folder('INBOX').messages).toHaveLength(60)
  })

  test.each([
    ['the target', 'target'],
    ['the source', 'source'],
  ] as const)('copies nothing again when UIDVALIDITY changes at %s', async (_name, side) => {
    const pair = makePair(db)
    for (let n = 0; n < 40; n++) pair.source.deliver('INBOX', { bytes: mail(n % 35) })
    await pair.run()
    pair[side].renumber('INBOX')
    pair.source.deliver('INBOX', { bytes: mail('new') })
    const report = await pair.run()
    expect(report).toMatchObject({ status: 'green', messages: { source: 41, copied: 1, present: 40 } })
    expect(pair.target.folder('INBOX').messages).toHaveLength(41)
  })

  test('leaves removed what its user removed, also when the source is numbered anew', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 40; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    target.folder('INBOX').messages.splice(3, 2)
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 38, removed: 2, copied: 0 } })
    source.renumber('INBOX')
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 38, removed: 2, copied: 0 } })
    expect(target.folder('INBOX').messages).toHaveLength(38)
  })

  test('follows flags that changed at the source and leaves alone those changed at the target', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('INBOX', { bytes: mail(2) })
    await run()
    const [atSource] = source.folder('INBOX').messages
    const [, atTarget] = target.folder('INBOX').messages
    if (atSource !== undefined) atSource.flags = '\\Answered \\Seen'
    if (atTarget !== undefined) atTarget.flags = '\\Seen'
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 1 })
    expect(target.folder('INBOX').messages.map((message) => message.flags)).toEqual(['\\Answered \\Seen', '\\Seen'])
    expect(await run()).toMatchObject({ flagsSet: 0 })
  })

  test('sets flags that a target forgets when a message is appended behind it, in the same run and once (Exchange; recorded, not live)', async () => {
    const profile = { ...GENERIC, settleQuietMs: 1, flagsApart: ['\\Flagged'] }
    const { source, target, run } = makePair(db, { profile })
    target.onOperation = (operation) => {
      if (operation !== 'append-answer') return
      for (const message of target.folder('INBOX').messages) message.flags = message.flags.replace('\\Flagged ', '')
    }
    source.deliver('INBOX', { bytes: mail(1), flags: '\\Flagged \\Seen' })
    source.deliver('INBOX', { bytes: mail(2), flags: '\\Seen' })
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 1 })
    expect(target.folder('INBOX').messages.map(({ flags }) => flags)).toEqual(['\\Flagged \\Seen', '\\Seen'])
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 0 })
  })

  test('says which flags a target cannot keep, once, and does not set them again and again', async () => {
    const { source, run } = makePair(db, { permanentFlags: ['\\Seen'] })
    source.deliver('INBOX', { bytes: mail(1), flags: '$Work \\Seen' })
    expect(await run()).toMatchObject({
      status: 'green',
      remarks: [{ text: 'flag $Work cannot be kept at the target', count: 1 }],
    })
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 0 })
  })

  test('a message with UTF-8 in its header goes whole, in another form, to a server that takes it only of who enables UTF8=ACCEPT (recorded, not live)', async () => {
    // RFC 9755 §4.
    const isPlain = (message: Buffer) => !/[\x80-\xff]/.test(message.toString('latin1').split('\r\n\r\n')[0] ?? '')
    await using server = await startScripted({
      capabilities: ['IMAP4rev1', 'SASL-IR', 'AUTH=PLAIN', 'NAMESPACE', 'UIDPLUS', 'LITERAL+', 'ENABLE', 'UTF8=ACCEPT'],
      handlers: [[/^APPEND/, ({ literals }) => (literals.every(isPlain) ? undefined : 'NO [CANNOT] 8-bit header.')]],
    })
    const credentials = { kind: 'password', user: 'anna', password: 'pw' } as const
    const at = { host: '127.0.0.1', port: server.port, tls: 'none', user: 'anna', credentials } as const
    const { source, run } = makePair(db)
    const strange = mail(2).replace('Subject: ', 'Subject: Груз прибыл ')
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('INBOX', { bytes: strange })
    const report = await run({ target: new ImapEndpoint(at) })
    expect(report).toMatchObject({ status: 'exceptions', messages: { source: 2, copied: 1, repaired: 1, refused: 0 } })
    expect(report.exceptions).toMatchObject([{ code: 'repaired-rebuilt', serverReply: '[CANNOT] 8-bit header.' }])
    const rebuilt = server.appended[1]?.raw.toString('latin1').replaceAll('\r\n', '')
    expect(rebuilt).toContain(Buffer.from(strange).toString('base64'))
  })

  test('lists a refused message with the server’s words, keeps its bytes, and loses none of its neighbours', async () => {
    const { source, target, run } = makePair(db, {
      admit: ({ bytes }) => {
        if (bytes.includes('virus')) throw refusal('NO this looks like a virus')
      },
    })
    for (let n = 0; n < 150; n++) source.deliver('INBOX', { bytes: mail(n, n === 77 ? 'a virus' : 'harmless') })
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { source: 150, copied: 149, refused: 1 } })
    const [exception] = report.exceptions
    expect(exception).toMatchObject({
      subject: 'Mail 77',
      messageId: '<77@test.example>',
      serverReply: 'NO this looks like a virus',
    })
    await expect(readFile(exception?.rawFile ?? '', 'latin1')).resolves.toBe(mail(77, 'a virus'))
    expect(target.folder('INBOX').messages).toHaveLength(149)
    target.behaviour = { ...target.behaviour, admit: () => undefined }
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 1, present: 149 } })
  })

  test('refuses what is over the target’s limit before sending it, judged by its bytes', async () => {
    const { source, run } = makePair(db, { appendLimit: 2_000 })
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('INBOX', { bytes: mail(2, 'x'.repeat(3_000)) })
    source.deliver('INBOX', { bytes: mail(3, 'y'.repeat(2_000_000)) })
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 1, refused: 2 } })
    expect(report.exceptions.map((e) => e.code)).toEqual(['message-too-large', 'message-too-large'])
    await expect(readFile(report.exceptions[1]?.rawFile ?? '', 'latin1')).resolves.toBe(mail(3, 'y'.repeat(2_000_000)))
  })

  test('streams large messages and proves them', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('INBOX', { bytes: mail(2, 'z'.repeat(5_000_000)) })
    source.deliver('INBOX', { bytes: mail(3) })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 3 }, verified: { exact: 3 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('writes out a folder name that the target cannot have', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('A#B', { bytes: mail(2) })
    const report = await run()
    expect(report).toMatchObject({ status: 'green', messages: { source: 2, copied: 2 } })
    expect(target.folders.has('A=23=B')).toBe(true)
  })

  test('counts the mail of a folder that cannot be made as refused, goes on with the others, and catches up later', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('Work', { bytes: mail(2) })
    source.deliver('Work', { bytes: mail(3) })
    target.onOperation = (operation) => {
      if (operation === 'create')
        throw new ServiceError('folder', 'folder-refused', 'No.', 'Ask.', { serverReply: '[NOPERM] not yours' })
    }
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { source: 3, copied: 1, refused: 2 } })
    expect(report.exceptions).toMatchObject([{ folder: 'Work', uid: null, serverReply: '[NOPERM] not yours' }])
    target.onOperation = () => undefined
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 2, present: 1 } })
  })

  test('is interrupted, with what is left told apart, when the target has no room; and goes on when it has', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 300; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.behaviour = {
      ...target.behaviour,
      admit: () => {
        if (target.folder('INBOX').messages.length >= 100)
          throw new ServiceError('service', 'quota-full', 'No room left.', 'Make room.', {
            serverReply: '[OVERQUOTA] full',
          })
      },
    }
    const report = await run()
    expect(report).toMatchObject({
      status: 'interrupted',
      error: { code: 'quota-full', serverReply: '[OVERQUOTA] full' },
    })
    expect(report.messages.source).toBe(accountedFor(report.messages))
    expect(report.messages.source + report.pending).toBe(300)
    target.behaviour = { ...target.behaviour, admit: () => undefined }
    const next = await run()
    expect(next).toMatchObject({ status: 'green', pending: 0, messages: { source: 300 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('copies every message once when answers are lost', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 400; n++) source.deliver('INBOX', { bytes: mail(n % 390) })
    let lost = 3
    target.onOperation = (operation) => {
      if (operation === 'append-answer' && lost-- > 0) throw cutLine()
    }
    const report = await run()
    expect(report).toMatchObject({ status: 'green', messages: { source: 400, copied: 400 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('copies every message once to a target that tells no UIDs', async () => {
    const { source, target, run } = makePair(db, { namesUids: false, appendMany: false })
    for (let n = 0; n < 120; n++) source.deliver('INBOX', { bytes: mail(n % 100) })
    expect(await run()).toMatchObject({ status: 'green', messages: { source: 120, copied: 120 } })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 120 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('asks before it believes that the source is empty', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    source.folder('INBOX').messages.length = 0
    expect(await run()).toMatchObject({ status: 'undecided', error: { code: 'source-shrunken' } })
    expect(await run()).toMatchObject({ status: 'undecided' })
    expect(target.folder('INBOX').messages).toHaveLength(30)
    expect(await run({ accept: { shrunkenSource: true, removedCopies: 'ask' } })).toMatchObject({
      status: 'green',
      messages: { source: 0 },
    })
    expect(target.folder('INBOX').messages).toHaveLength(30)
  })

  test('asks before it believes that all copies were removed', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('Work', { bytes: mail(n) })
    await run()
    target.folders.delete('Work')
    expect(await run()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
    expect(await run()).toMatchObject({ status: 'undecided' })
    const again = await run({ accept: { shrunkenSource: false, removedCopies: 'copy-again' } })
    expect(again).toMatchObject({ status: 'green', messages: { copied: 30 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('leaves removed what was taken away at the target, and says so where nobody had read it there', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 10; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.onOperation = (operation) => {
      if (operation === 'messages') throw cutLine()
    }
    expect(await run()).toMatchObject({ status: 'interrupted' })
    target.onOperation = () => undefined
    target.folder('INBOX').messages.splice(0, 1)
    const report = await run({ verify: 'none' })
    expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 0, present: 9, removed: 1 } })
    expect(report.exceptions).toMatchObject([{ code: 'removed-unread', subject: 'Mail 0' }])
    target.folder('INBOX').messages.splice(0, 1)
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 8, removed: 2 } })
    const again = await run({ accept: { shrunkenSource: false, removedCopies: 'copy-again' } })
    expect(again).toMatchObject({ status: 'green', messages: { copied: 2 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('finds by reading again what a target spoiled, every time it is run', async () => {
    const { source, run } = makePair(db, {
      rewrite: (bytes) =>
        bytes.includes('spoil') ? Buffer.from(bytes.toString('latin1').replace('spoil', 'boil'), 'latin1') : bytes,
    })
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('INBOX', { bytes: mail(2, 'spoil me') })
    for (let round = 0; round < 2; round++) {
      const report = await run()
      expect(report).toMatchObject({ status: 'mismatch', verified: { exact: 1, mismatched: 1 } })
      expect(report.exceptions).toMatchObject([{ code: 'mismatched', subject: 'Mail 2' }])
    }
  })

  test('lists a rewrite that the target’s profile does not declare, also on later runs', async () => {
    const { source, run } = makePair(db, {
      rewrite: (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\0', '\x80'), 'latin1'),
    })
    source.deliver('INBOX', { bytes: mail(1, 'a \0 in it') })
    for (let round = 0; round < 2; round++) {
      const report = await run()
      expect(report).toMatchObject({ status: 'exceptions', verified: { normalised: 1 }, changes: { nul: 1 } })
      expect(report.exceptions).toMatchObject([{ code: 'rewritten', subject: 'Mail 1' }])
    }
  })

  test('counts what rules leave out, and a dry run changes nothing', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 10; n++) source.deliver('INBOX', { bytes: mail(n), internalDate: 1_000 + n })
    for (let n = 0; n < 5; n++) source.deliver('Trash', { bytes: mail(n) })
    const rules = { ...EVERYTHING, exclude: ['Trash'], since: 1_004 }
    const dry = await run({ rules, dryRun: true })
    expect(dry).toMatchObject({ status: 'green', dryRun: true, messages: { source: 15, copied: 6, excluded: 9 } })
    expect(contents(target)).toEqual({})
    expect(await run({ rules })).toMatchObject({ status: 'green', messages: dry.messages })
  })

  test('counts what vanished from the source while it ran', async () => {
    const { source, run } = makePair(db)
    for (let n = 0; n < 10; n++) source.deliver('INBOX', { bytes: mail(n) })
    // The memory service hands out from the list it began with: take the message away before the fetch begins.
    let opened = 0
    source.onOperation = (operation) => {
      if (operation === 'open' && ++opened === 2) source.folder('INBOX').messages.pop()
    }
    expect(await run()).toMatchObject({ status: 'green', messages: { source: 10, copied: 9, vanished: 1 } })
  })

  test('refuses to copy a mailbox onto itself', async () => {
    const { source, run } = makePair(db)
    await expect(run({ target: source })).rejects.toMatchObject({ code: 'same-mailbox' })
  })
})

describe('a comparison', () => {
  test('finds what is missing, what is extra and what was changed, and writes nothing', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 20; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    const compare = () => compareMailboxes({ db, source, target, rules: EVERYTHING, connections: 2 })
    expect(await compare()).toMatchObject({
      status: 'green',
      messages: { source: 20, present: 20 },
      missing: 0,
      extra: 0,
    })
    target.folder('INBOX').messages.splice(4, 1)
    target.deliver('INBOX', { bytes: mail('extra') })
    const before = contents(target)
    const report = await compare()
    expect(report).toMatchObject({
      status: 'mismatch',
      missing: 1,
      extra: 1,
      exceptions: [{ code: 'missing-at-target', subject: 'Mail 4' }],
    })
    expect(contents(target)).toEqual(before)
  })
})

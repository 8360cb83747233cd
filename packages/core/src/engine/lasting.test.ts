import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ServiceError } from '../services/port.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { compareMailboxes } from './compare.ts'
import { EVERYTHING } from './plan/rules.ts'
import { contents, mail, makePair, refusedFolder } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const refusal = (words: string) =>
  new ServiceError('message', 'message-refused', 'Refused.', 'Look at it.', { serverReply: words })

describe('what holds from pass to pass', () => {
  test('a folder stays where it went, also when special folders appear or another folder wants its place', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('Sent', { bytes: mail(1) })
    source.deliver('Sent Items', { bytes: mail(2) })
    await run()
    target.folder('Sent Items').specialUse = 'sent'
    source.folder('Sent').specialUse = 'sent'
    source.deliver('Sent', { bytes: mail(3) })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 1, present: 2, removed: 0 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('copies made under a rule stay, and their flags follow, when the rule is dropped or changed', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('Old', { bytes: mail(1) })
    source.deliver('Old', { bytes: mail(2) })
    const map = (to: string) => ({ rules: { ...EVERYTHING, map: [{ from: 'Old', to }] } })
    await run(map('A'))
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 2 } })
    target.deliver('B', { bytes: mail('foreign') })
    const [message] = source.folder('Old').messages
    if (message !== undefined) message.flags = '\\Flagged'
    source.deliver('Old', { bytes: mail(3) })
    expect(await run(map('B'))).toMatchObject({
      status: 'green',
      messages: { copied: 1, present: 2 },
      flagsSet: 1,
      verified: { checked: 3 },
    })
    expect(target.folder('A').messages.map((one) => one.flags)).toEqual(['\\Flagged', ''])
    expect(target.folder('B').messages.map((one) => one.flags)).toEqual(['', ''])
  })

  test('leaving folders out for one pass alarms nobody and forgets nothing', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('Archive', { bytes: mail(n) })
    source.deliver('INBOX', { bytes: mail('one') })
    await run()
    const only = { rules: { ...EVERYTHING, include: ['INBOX'] } }
    expect(await run(only)).toMatchObject({ status: 'green', messages: { present: 1, excluded: 30 } })
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 31, copied: 0 } })
    expect(target.folder('Archive').messages).toHaveLength(30)
  })

  test('a folder to include that is not there is said so', async () => {
    const { run } = makePair(db)
    const report = await run({ rules: { ...EVERYTHING, include: ['Imbox'] } })
    expect(report.error).toMatchObject({ code: 'rule-matches-nothing' })
  })

  test('flags that people set at the target stay when the source changes others', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1), flags: '\\Flagged' })
    await run()
    const [copy] = target.folder('INBOX').messages
    if (copy !== undefined) copy.flags = '$Label1 \\Flagged'
    const [message] = source.folder('INBOX').messages
    if (message !== undefined) message.flags = '\\Seen'
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 1 })
    expect(copy?.flags).toBe('$Label1 \\Seen')
    const fresh = (await server.database()).kysely
    expect(await run({ db: fresh })).toMatchObject({ status: 'green', messages: { present: 1 }, flagsSet: 0 })
    expect(copy?.flags).toBe('$Label1 \\Seen')
  })

  test('a flag that changes between listing and copying goes along and is not set back', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    let lists = 0
    source.onOperation = (operation) => {
      const [message] = source.folder('INBOX').messages
      if (operation === 'list' && ++lists === 1)
        queueMicrotask(() => message !== undefined && (message.flags = '\\Seen'))
    }
    expect(await run()).toMatchObject({ status: 'green' })
    expect(target.folder('INBOX').messages[0]?.flags).toBe('\\Seen')
  })

  test('a flag that changed in the meantime is not set back when the line is cut behind it', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 150; n++) source.deliver('INBOX', { bytes: mail(n) })
    let opened = 0
    let fetched = 0
    source.onOperation = (operation) => {
      const [first] = source.folder('INBOX').messages
      // Opened for the inventory, then for the copy.
      if (operation === 'open' && ++opened === 2 && first !== undefined) first.flags = '\\Seen'
      if (operation === 'messages' && ++fetched === 130)
        throw new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')
    }
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 150 }, flagsSet: 0 })
    expect(contents(target)).toEqual(contents(source))
  })

  test('a target that makes something else of every message and tells no UIDs gets none of them twice', async () => {
    const { source, target, run } = makePair(db, {
      namesUids: false,
      rewrite: (bytes) => Buffer.from(bytes.toString('latin1').replace('Dear all', 'Dear ALL'), 'latin1'),
    })
    for (let n = 0; n < 3; n++) source.deliver('INBOX', { bytes: mail(n) })
    for (let round = 0; round < 2; round++) {
      expect(await run()).toMatchObject({ status: 'mismatch', verified: { mismatched: 3 } })
      expect(target.folder('INBOX').messages).toHaveLength(3)
    }
  })

  test('what a weaker look finds does not hide a mismatch', async () => {
    const { source, run } = makePair(db, { rewrite: (bytes) => Buffer.concat([bytes, Buffer.from('spoiled\r\n')]) })
    source.deliver('INBOX', { bytes: mail(1) })
    expect(await run()).toMatchObject({ status: 'mismatch' })
    expect(await run({ verify: 'headers' })).toMatchObject({ status: 'mismatch' })
    expect(await run({ verify: 'none' })).toMatchObject({ status: 'mismatch' })
  })

  test('copies made again are read again', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    target.folder('INBOX').messages.length = 0
    target.behaviour = { ...target.behaviour, rewrite: (bytes) => Buffer.concat([bytes, Buffer.from('spoiled\r\n')]) }
    const again = { accept: { shrunkenSource: false, removedCopies: 'copy-again' as const } }
    expect(await run({ ...again, dryRun: true })).toMatchObject({ messages: { copied: 30, removed: 0 } })
    expect(await run()).toMatchObject({ status: 'undecided' })
    expect(await run(again)).toMatchObject({ status: 'mismatch', verified: { mismatched: 30 } })
  })

  test('a folder emptied while the pass runs is asked about in the next', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    let opened = 0
    target.onOperation = (operation) => {
      if (operation === 'open' && ++opened === 2) target.folder('INBOX').messages.length = 0
    }
    await run()
    target.onOperation = () => undefined
    expect(await run()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
  })

  test('a target folder deleted and made anew, empty, is asked about', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('Work', { bytes: mail(n) })
    await run()
    target.renumber('Work')
    target.folder('Work').messages.length = 0
    expect(await run()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
    const leave = { accept: { shrunkenSource: false, removedCopies: 'leave' as const } }
    expect(await run(leave)).toMatchObject({ status: 'green', messages: { removed: 30, copied: 0 } })
    expect(await run()).toMatchObject({ status: 'green', messages: { removed: 30, copied: 0 } })
  })

  test('what was removed stays removed when the source is numbered anew before the next pass', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    target.folder('INBOX').messages.splice(5, 2)
    source.renumber('INBOX')
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 28, removed: 2, copied: 0 } })
  })

  test('mail is not taken for what somebody else sent elsewhere when the source is numbered anew, but for what was filed there', async () => {
    const { source, target, run } = makePair(db)
    for (const n of [1, 2]) source.deliver('Work', { bytes: mail(n) })
    await run()
    for (const { bytes } of target.folder('Work').messages.splice(0, 1)) target.deliver('Later', { bytes })
    target.deliver('INBOX', { bytes: mail(2) })
    source.renumber('Work')
    source.deliver('Work', { bytes: mail(2) })
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 2, copied: 1 } })
    expect(target.folder('Work').messages).toHaveLength(2)
    expect(target.folder('Later').messages).toHaveLength(1)
  })

  test('what was filed elsewhere is found there also when the source is numbered anew long after', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('Work', { bytes: mail(1) })
    await run()
    for (const { bytes } of target.folder('Work').messages.splice(0, 1)) target.deliver('Later', { bytes })
    expect(await run({ accept: { shrunkenSource: false, removedCopies: 'leave' } })).toMatchObject({
      messages: { present: 1 },
    })
    source.renumber('Work')
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 1, copied: 0 } })
  })

  test('what was filed into the folder of an identical new message stays its own when the source is numbered anew', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('Later', { bytes: mail(1) })
    await run()
    source.renumber('Later')
    source.deliver('Sent', { bytes: mail(1) })
    for (const { bytes } of target.folder('Later').messages.splice(0, 1)) target.deliver('Sent', { bytes })
    const accept = { shrunkenSource: false, removedCopies: 'leave' } as const
    expect(await run({ accept })).toMatchObject({ messages: { present: 1, copied: 1, removed: 0 } })
    expect(target.folder('Sent').messages).toHaveLength(2)
  })

  test('a copy moved out and back again is present once more', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    const folder = target.folder('INBOX')
    const moved = folder.messages.splice(2, 1)
    expect(await run()).toMatchObject({ messages: { present: 4, removed: 1 } })
    for (const message of moved) folder.messages.push({ ...message, uid: folder.uidNext++ })
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 5, removed: 0 } })
  })
})

describe('a mailbox whose rules change between passes', () => {
  const map = (to: string) => ({ rules: { ...EVERYTHING, map: [{ from: 'Old', to }] } })
  const cutAnswerOnce = (service: { onOperation: (operation: string) => void }) => {
    let cuts = 1
    service.onOperation = (operation) => {
      if (operation === 'append-answer' && cuts-- > 0)
        throw new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')
    }
  }

  test('is asked about when a folder that mail went to before is emptied', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('Old', { bytes: mail(n) })
    await run()
    source.deliver('Old', { bytes: mail('new') })
    expect(await run(map('New'))).toMatchObject({ status: 'green', messages: { present: 30, copied: 1 } })
    target.folder('Old').messages.length = 0
    expect(await run()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
  })

  test('gets nothing twice when its folders are numbered anew', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 6; n++) source.deliver('Old', { bytes: mail(n) })
    await run()
    await run(map('New'))
    source.renumber('Old')
    target.renumber('Old')
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 6, copied: 0 } })
    const compared = await compareMailboxes({ db, source, target, rules: EVERYTHING, connections: 2 })
    expect(compared).toMatchObject({ status: 'green', missing: 0 })
  })

  test('gets nothing twice when a pass is cut and the next has another rule', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 3; n++) source.deliver('Old', { bytes: mail(n) })
    cutAnswerOnce(target)
    expect(await run({ retry: { attempts: 1, firstPauseMs: 0 } })).toMatchObject({ status: 'interrupted' })
    expect(await run(map('New'))).toMatchObject({ status: 'green', messages: { source: 3 } })
    expect(target.folder('Old').messages.length + target.folder('New').messages.length).toBe(3)
  })

  test('sets no flag on a message of another folder', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('Old', { bytes: mail(1) })
    await run(map('A'))
    source.deliver('Old', { bytes: mail(2) })
    await run(map('B'))
    for (let n = 0; n < 3; n++) target.deliver('B', { bytes: mail(`foreign ${n}`) })
    for (const message of source.folder('Old').messages) message.flags = '\\Deleted'
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 2 })
    const marked = [...target.folders].flatMap(([name, folder]) =>
      folder.messages.filter((message) => message.flags !== '').map((message) => `${name} ${message.uid}`),
    )
    expect(marked).toEqual(['A 1', 'B 1'])
  })
})

describe('a dry run', () => {
  test('leaves nothing behind that a later pass would go by', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('Old', { bytes: mail(n) })
    for (let n = 0; n < 30; n++) target.deliver('Mine', { bytes: mail(n) })
    const rules = { ...EVERYTHING, map: [{ from: 'Old', to: 'Mine' }] }
    expect(await run({ rules, dryRun: true })).toMatchObject({ messages: { present: 30 } })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 30 } })
    target.renumber('Old')
    target.folder('Old').messages.length = 0
    for (const removedCopies of ['leave', 'copy-again'] as const)
      await run({ dryRun: true, accept: { shrunkenSource: true, removedCopies } })
    expect(await run()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
  })
})

test.each(['sample', 'headers', 'none', 'content'] as const)(
  'a pass at the level %s ends green and a second copies nothing',
  async (verify) => {
    const { source, run } = makePair(db)
    for (let n = 0; n < 45; n++) source.deliver('INBOX', { bytes: mail(n) })
    expect(await run({ verify })).toMatchObject({ status: 'green', messages: { copied: 45 } })
    expect(await run({ verify: 'sample' })).toMatchObject({
      status: 'green',
      messages: { copied: 0 },
      verified: { checked: 45 },
    })
  },
)

describe('odd services', () => {
  test('a subject with NUL or half an emoji at its end breaks no report', async () => {
    const { source, run } = makePair(db, {
      admit: () => {
        throw refusal('NO')
      },
    })
    source.deliver('INBOX', { bytes: `Subject: a\0b\r\n\r\nx\r\n` })
    source.deliver('INBOX', { bytes: `Subject: ${'x'.repeat(999)}😀\r\n\r\nx\r\n` })
    expect(await run()).toMatchObject({ status: 'exceptions', messages: { refused: 2 } })
  })

  test('refused messages of folders with like names are kept in files of their own', async () => {
    const { source, run } = makePair(db, {
      admit: () => {
        throw refusal('NO')
      },
    })
    source.deliver('a/b', { bytes: mail('first') })
    source.deliver('a_b', { bytes: mail('second') })
    const keepRefused = join(refusedFolder(), 'like-names')
    const report = await run({ keepRefused })
    const kept = await Promise.all(report.exceptions.map((e) => readFile(e.rawFile ?? '', 'latin1')))
    expect(kept.sort()).toEqual([mail('first'), mail('second')].sort())
    expect(await readdir(keepRefused)).toHaveLength(2)
  })

  test('a message that the target does not hand out stands in the list, and the others are read', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 4; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.withheld = (message) => message.bytes.includes('Mail 2')
    const report = await run()
    expect(report).toMatchObject({ status: 'mismatch', verified: { exact: 3, mismatched: 1 } })
    expect(report.exceptions).toMatchObject([{ code: 'missing-at-target', subject: 'Mail 2' }])
  })

  test('a message that the source lists and does not hand out is listed, and the others are copied', async () => {
    const { source, run } = makePair(db)
    for (let n = 0; n < 4; n++) source.deliver('INBOX', { bytes: mail(n) })
    source.withheld = (message) => message.bytes.includes('Mail 2')
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 3, refused: 1 } })
    expect(report.exceptions).toMatchObject([{ code: 'not-handed-out', subject: 'Mail 2' }])
  })

  test('a large message that is refused is kept, and what follows it is copied', async () => {
    const { source, run } = makePair(db, {
      admit: ({ bytes }) => {
        if (bytes.length > 1_500_000) throw refusal('NO too much')
      },
    })
    const large = mail('large', 'x'.repeat(2_000_000))
    source.deliver('INBOX', { bytes: large })
    source.deliver('INBOX', { bytes: mail(2) })
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 1, refused: 1 } })
    await expect(readFile(report.exceptions[0]?.rawFile ?? '', 'latin1')).resolves.toBe(large)
  })

  test('a message of one folder is not taken for the one that another folder sent to the same place', async () => {
    const { source, target, run } = makePair(db)
    const rules = { ...EVERYTHING, map: ['A', 'B'].map((from) => ({ from, to: 'T' })) }
    source.deliver('A', { bytes: mail('x') })
    source.deliver('B', { bytes: mail('y') })
    await run({ rules })
    const folder = target.folder('T')
    folder.messages = folder.messages.filter((message) => !message.bytes.includes('Mail x'))
    source.deliver('B', { bytes: mail('x') })
    let cuts = 1
    target.onOperation = (operation) => {
      if (operation === 'append-answer' && cuts-- > 0)
        throw new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')
    }
    await run({ rules, retry: { attempts: 1, firstPauseMs: 0 } })
    expect(await run({ rules })).toMatchObject({ status: 'green' })
    expect(folder.messages.filter((message) => message.bytes.includes('Mail x'))).toHaveLength(1)
  })

  test('another mail with the same header is not taken for one in doubt that never arrived', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    await run()
    const internalDate = 1_700_000_999
    source.deliver('INBOX', { bytes: mail('list'), internalDate })
    target.onOperation = (operation) => {
      if (operation === 'append')
        throw new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')
    }
    await run({ retry: { attempts: 1, firstPauseMs: 0 } })
    target.onOperation = () => undefined
    target.deliver('INBOX', { bytes: mail('list', 'Dear all, with a footer'), internalDate })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 1, present: 1 } })
    expect(target.folder('INBOX').messages).toHaveLength(3)
  })

  test('a comparison finds a message that stands at the target twice', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 3; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    target.deliver('INBOX', { bytes: mail(1) })
    const report = await compareMailboxes({ db, source, target, rules: EVERYTHING, connections: 2 })
    expect(report).toMatchObject({
      status: 'mismatch',
      missing: 0,
      extra: 1,
      exceptions: [{ code: 'doubled-at-target', subject: 'Mail 1' }],
    })
  })
})

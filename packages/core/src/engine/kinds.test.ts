import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemoryService } from '../services/memory/memory.ts'
import { ServiceError } from '../services/port.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { EVERYTHING } from './plan/rules.ts'
import { TRIAL_SHARE } from './plan/trial.ts'
import { accountedFor } from './report/report.ts'
import { contents, mail, makePair } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const count = (service: MemoryService, folder: string) => service.folder(folder).messages.length
const subjects = (service: MemoryService, folder: string) =>
  service.folder(folder).messages.map(({ bytes }) => /Subject: Mail (\S+)/.exec(bytes.toString())?.[1])

/** A mailbox with more in it than a trial takes. */
function fill(source: MemoryService): void {
  for (let n = 0; n < TRIAL_SHARE.messages + 50; n++) source.deliver('INBOX', { bytes: mail(`in${n}`) })
  for (let n = 0; n < 20; n++) source.deliver('Sent', { bytes: mail(`sent${n}`) })
  for (let n = 0; n < 30; n++) source.deliver('Work', { bytes: mail(`work${n}`) })
  for (let n = 0; n < 40; n++) source.deliver('Trash', { bytes: mail(`trash${n}`) })
  source.folder('Sent').specialUse = 'sent'
  source.folder('Trash').specialUse = 'trash'
}

describe('a pass that nobody gave a kind', () => {
  test('is the first until there was one, then a delta; a dry run and a trial do not count', async () => {
    const { source, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    expect(await run({ dryRun: true })).toMatchObject({ kind: 'first' })
    expect(await run({ kind: 'trial' })).toMatchObject({ kind: 'trial' })
    expect(await run({ dryRun: true })).toMatchObject({ kind: 'first' })
    expect(await run()).toMatchObject({ kind: 'first' })
    expect(await run()).toMatchObject({ kind: 'delta' })
    const kinds = await db.selectFrom('passes').select('kind').orderBy('id', 'desc').limit(2).execute()
    expect(kinds.map((row) => row.kind)).toEqual(['delta', 'first'])
  })
})

describe('a trial', () => {
  test('takes the newest of INBOX and the sent mail, and the first pass sends none of it again', async () => {
    const { source, target, run } = makePair(db)
    fill(source)
    const trial = await run({ kind: 'trial', verify: 'none' })
    expect(trial).toMatchObject({
      status: 'green',
      kind: 'trial',
      messages: { source: 340, copied: 220, excluded: 120 },
      verified: { level: 'content', fresh: 220, exact: 220 },
      fidelity: { read: 220, flagsChanged: 0, datesChanged: 0, foldersSameName: 4, foldersRenamed: [], refused: {} },
    })
    expect(trial.messages.source).toBe(accountedFor(trial.messages))
    expect(target.folders.has('Work')).toBe(false)
    // Batches go over several sessions, and arrive in any order.
    const newest = subjects(source, 'INBOX').slice(-TRIAL_SHARE.messages)
    expect(subjects(target, 'INBOX').toSorted()).toEqual(newest.toSorted())
    const first = await run()
    expect(first).toMatchObject({ status: 'green', kind: 'first', messages: { copied: 120, present: 220 } })
    expect(first.fidelity).toBeNull()
    expect(contents(target)).toEqual(contents(source))
  })

  test('takes the fullest other folder where no sent mail is marked, and of large messages a few', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 4; n++) source.deliver('INBOX', { bytes: mail(n, 'x'.repeat(9_000_000)) })
    for (let n = 0; n < 3; n++) source.deliver('Few', { bytes: mail(`few${n}`) })
    for (let n = 0; n < 5; n++) source.deliver('Many', { bytes: mail(`many${n}`) })
    expect(await run({ kind: 'trial' })).toMatchObject({ messages: { copied: 7, excluded: 5 } })
    expect([count(target, 'INBOX'), count(target, 'Many'), target.folders.has('Few')]).toEqual([2, 5, false])
  })

  test('takes the folders that are named, whole', async () => {
    const { source, target, run } = makePair(db)
    fill(source)
    const rules = { ...EVERYTHING, include: ['Work', 'Trash'] }
    expect(await run({ kind: 'trial', rules })).toMatchObject({ messages: { copied: 70, excluded: 270 } })
    expect([count(target, 'Work'), count(target, 'Trash'), count(target, 'INBOX')]).toEqual([30, 40, 0])
  })

  test('doubles nothing where another tool had copied before, and reads no more for that than its share', async () => {
    const { source, target, run } = makePair(db)
    fill(source)
    for (const { bytes, internalDate } of source.folder('INBOX').messages.slice(0, 240))
      target.deliver('INBOX', { bytes, internalDate })
    let headers = 0
    source.onOperation = (operation) => {
      if (operation === 'headers') headers++
    }
    expect(await run({ kind: 'trial' })).toMatchObject({ messages: { present: 190, copied: 30, excluded: 120 } })
    expect(headers).toBe(200)
    expect(await run()).toMatchObject({ messages: { present: 270, copied: 70 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('says what the target changes, cannot keep and refuses, and which folders get another name', async () => {
    const { source, run } = makePair(db, {
      permanentFlags: ['\\Seen'],
      appendLimit: 3_000,
      admit: ({ bytes }) => {
        if (bytes.includes('virus'))
          throw new ServiceError('message', 'message-refused', 'Refused.', 'Look.', { serverReply: 'NO' })
      },
      rewrite: (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\0', '\x80'), 'latin1'),
    })
    source.deliver('INBOX', { bytes: mail(1), flags: '$Work \\Seen' })
    source.deliver('INBOX', { bytes: mail(2, 'a virus') })
    source.deliver('INBOX', { bytes: mail(3, 'a \0 in it') })
    source.deliver('INBOX', { bytes: mail(4, 'y'.repeat(4_000)) })
    source.deliver('A#B', { bytes: mail(5) })
    source.deliver('C#D', { bytes: mail(6) })
    source.deliver('C#D', { bytes: mail(7) })
    expect(await run({ kind: 'trial' })).toMatchObject({
      status: 'exceptions',
      changes: { nul: 1 },
      verified: { exact: 3, normalised: 1 },
      fidelity: {
        read: 4,
        flagsLeftOut: ['$Work'],
        foldersSameName: 1,
        foldersRenamed: [
          { folder: 'A#B', target: 'A=23=B', why: 'renamed' },
          { folder: 'C#D', target: 'C=23=D', why: 'renamed' },
        ],
        refused: { 'message-refused': 1, 'message-too-large': 1 },
        tooLarge: { limit: 3_000, messages: 1 },
      },
    })
  })
})

describe('a final pass', () => {
  test('reads again whatever no pass has read, and is green only when nothing is pending', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    expect(await run({ verify: 'none' })).toMatchObject({ kind: 'first', verified: { checked: 0 } })
    source.deliver('INBOX', { bytes: mail('new') })
    target.behaviour = {
      ...target.behaviour,
      admit: () => {
        throw new ServiceError('service', 'quota-full', 'No room left.', 'Make room.')
      },
    }
    expect(await run({ kind: 'final', verify: 'none' })).toMatchObject({ status: 'interrupted', pending: 1 })
    target.behaviour = { ...target.behaviour, admit: () => undefined }
    expect(await run({ kind: 'final', verify: 'none' })).toMatchObject({
      status: 'green',
      kind: 'final',
      pending: 0,
      messages: { source: 31, copied: 1, present: 30 },
      verified: { level: 'content', fresh: 31, exact: 31 },
    })
  })
})

describe('a delta', () => {
  /** Moves messages to another folder, as IMAP does: new UIDs, the same dates and flags. */
  const move = (service: MemoryService, from: string, to: string, at: number, many = 1) => {
    for (const message of service.folder(from).messages.splice(at, many)) service.deliver(to, message)
  }

  test('follows what was moved at the source: one copy, at its new place', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 40; n++) source.deliver('INBOX', { bytes: mail(n), flags: n % 2 ? '\\Seen' : '' })
    await run()
    move(source, 'INBOX', 'Done', 5, 10)
    source.deliver('INBOX', { bytes: mail('new') })
    expect(await run()).toMatchObject({
      status: 'green',
      kind: 'delta',
      messages: { source: 41, copied: 11, present: 30 },
      remarks: [{ text: 'moved at the source; the earlier copy was removed', count: 10 }],
    })
    expect(contents(target)).toEqual(contents(source))
    move(source, 'Done', 'INBOX', 3, 2)
    expect(await run()).toMatchObject({ status: 'green', remarks: [{ count: 2 }] })
    expect(contents(target)).toEqual(contents(source))
    expect(await run()).toMatchObject({ status: 'green', remarks: [], messages: { copied: 0, present: 41 } })
  })

  test('follows a folder that got another name, and notices a move a pass late', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 12; n++) source.deliver('Work', { bytes: mail(n) })
    await run()
    const [seenTwice] = source.folder('Work').messages
    if (seenTwice !== undefined) source.deliver('Kept', seenTwice)
    expect(await run()).toMatchObject({ messages: { source: 13, copied: 1 }, remarks: [] })
    source.folder('Work').messages.shift()
    source.folders.set('Labour', { ...source.folder('Work'), path: ['Labour'] })
    source.folders.delete('Work')
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 11, present: 1 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('leaves the earlier copy where somebody has set flags on it or filed it, and where the source keeps two', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    for (const folder of ['Twin', 'INBOX']) source.deliver(folder, { bytes: mail('twin'), internalDate: 1_600_000_000 })
    await run()
    const [flagged] = target.folder('INBOX').messages
    if (flagged !== undefined) flagged.flags = '\\Answered'
    move(target, 'INBOX', 'Mine', 1)
    move(source, 'INBOX', 'Done', 0, 2)
    source.folder('INBOX').messages.pop()
    const report = await run()
    expect(report).toMatchObject({ status: 'green', messages: { source: 31, copied: 2, present: 29 } })
    expect(report.remarks).toEqual([
      { text: 'moved at the source; the earlier copy stays, since somebody has set flags on it', count: 1 },
    ])
    expect([count(target, 'INBOX'), count(target, 'Mine'), count(target, 'Done'), count(target, 'Twin')]).toEqual([
      30, 1, 2, 1,
    ])
  })

  test('leaves at the target what was only deleted at the source', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    source.folder('INBOX').messages.splice(0, 5)
    expect(await run()).toMatchObject({ status: 'green', messages: { source: 25, present: 25 }, remarks: [] })
    expect(count(target, 'INBOX')).toBe(30)
  })
})

describe('a delta over a service that keeps mod-sequences', () => {
  const FOLDERS = 12

  /** Copied, looked at once more, and from then on at rest. */
  async function atRest() {
    const pair = makePair(db)
    for (let n = 0; n < 240; n++) pair.source.deliver(`Folder ${n % FOLDERS}`, { bytes: mail(n) })
    await pair.run()
    await pair.run()
    const asked = { source: 0, target: 0 }
    for (const side of ['source', 'target'] as const)
      pair[side].onOperation = (operation) => {
        if (operation === 'open' || operation === 'list') asked[side]++
      }
    const delta = async (options: Parameters<typeof pair.run>[0] = {}) => {
      Object.assign(asked, { source: 0, target: 0 })
      const report = await pair.run(options)
      return { ...report, asked: { ...asked } }
    }
    return { ...pair, delta }
  }

  test('opens and lists nothing where nothing has changed, and accounts for every message', async () => {
    const { delta } = await atRest()
    for (let round = 0; round < 2; round++)
      expect(await delta()).toMatchObject({
        status: 'green',
        kind: 'delta',
        messages: { source: 240, copied: 0, present: 240 },
        verified: { checked: 240, exact: 240 },
        asked: { source: 0, target: 0 },
      })
    // One listing of each folder at both sides, and one of INBOX, which is empty.
    const { asked } = await delta({ kind: 'final' })
    expect(asked.source).toBeGreaterThan(FOLDERS)
    expect(asked.target).toBeGreaterThan(FOLDERS)
  })

  test('sees each kind of change in one folder of many, and lists no other', async () => {
    const { source, target, delta } = await atRest()
    const changes: [change: () => void, seen: object][] = [
      [() => source.deliver('Folder 3', { bytes: mail('new') }), { messages: { copied: 1 } }],
      [() => Object.assign(source.folder('Folder 4').messages[2] ?? {}, { flags: '\\Seen' }), { flagsSet: 1 }],
      [() => source.folder('Folder 5').messages.pop(), { messages: { source: 240, copied: 0 } }],
    ]
    for (const [change, seen] of changes) {
      change()
      const report = await delta()
      expect(report).toMatchObject({ status: 'green', ...seen })
      // Listed by the inventory and before it is sent to, at most.
      expect(report.asked.source).toBeLessThanOrEqual(4)
      expect(report.asked.target).toBeLessThanOrEqual(6)
      await delta()
      expect(await delta()).toMatchObject({ asked: { source: 0, target: 0 } })
    }
    // What is gone from the target is looked for in all its folders: somebody may have filed it.
    target.folder('Folder 6').messages.pop()
    expect(await delta()).toMatchObject({ status: 'green', messages: { removed: 1, copied: 0 } })
    await delta()
    expect(await delta()).toMatchObject({ messages: { removed: 1 }, asked: { source: 0, target: 0 } })
  })

  test('goes by what the ledger holds: what that has lost or was told to forget is looked for', async () => {
    const { source, target, delta } = await atRest()
    const id = await db
      .selectFrom('source_folders')
      .select('id')
      .where('name', '=', 'Folder 7')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    await db.deleteFrom('copies').where('folder_id', '=', id.id).execute()
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 240, copied: 0, present: 240 } })
    await db.deleteFrom('messages').where('folder_id', '=', id.id).where('uid', '=', 4).execute()
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 240, copied: 0, present: 240 } })
    target.folder('Folder 8').messages.splice(0, 2)
    await delta()
    expect(await delta({ accept: { shrunkenSource: false, removedCopies: 'copy-again' } })).toMatchObject({
      status: 'green',
      messages: { copied: 2 },
    })
    expect(contents(target)).toEqual(contents(source))
  })

  test('lists a folder that was away for a while when it comes back', async () => {
    const { source, target, delta } = await atRest()
    for (const service of [source, target]) {
      const away = service.folder('Folder 9')
      service.folders.delete('Folder 9')
      await delta({ accept: { shrunkenSource: true, removedCopies: 'leave' } })
      service.folders.set('Folder 9', away)
      expect(await delta()).toMatchObject({ status: 'green', pending: 0, messages: { source: 240, removed: 0 } })
    }
    expect(contents(target)).toEqual(contents(source))
  })

  test('sends what a rule had left out before, though nothing has changed', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 10; n++) source.deliver('INBOX', { bytes: mail(n), internalDate: 1_000 + n })
    const rules = { ...EVERYTHING, since: 1_005 }
    for (let round = 0; round < 3; round++) await run({ rules })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 5, present: 5 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('finishes what an interrupted pass had left, though nothing has changed since', async () => {
    const { source, target, delta } = await atRest()
    for (let n = 0; n < 30; n++) source.deliver('Folder 2', { bytes: mail(`more${n}`) })
    const { onOperation } = target
    target.onOperation = (operation) => {
      onOperation(operation)
      if (operation === 'append') throw new ServiceError('service', 'quota-full', 'No room left.', 'Make room.')
    }
    for (let round = 0; round < 2; round++) expect(await delta()).toMatchObject({ status: 'interrupted', pending: 30 })
    target.onOperation = onOperation
    expect(await delta()).toMatchObject({ status: 'green', messages: { source: 270, copied: 30 } })
    expect(contents(target)).toEqual(contents(source))
  })
})

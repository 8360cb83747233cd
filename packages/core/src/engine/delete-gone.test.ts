import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemoryBehaviour } from '../services/memory/memory.ts'
import { ServiceError } from '../services/port.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { EVERYTHING } from './plan/rules.ts'
import { mail, makePair } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const DELETED = 'gone from the source; the copy was deleted'

/** Thirty messages in INBOX and one in Work, copied; and runs that may delete. */
async function copied(behaviour: Partial<MemoryBehaviour> = {}) {
  const pair = makePair(db, behaviour)
  for (let n = 0; n < 30; n++) pair.source.deliver('INBOX', { bytes: mail(n), flags: n % 2 === 0 ? '\\Seen' : '' })
  pair.source.deliver('Work', { bytes: mail('work') })
  await pair.run()
  const subjects = (folder: string) =>
    pair.target.folder(folder).messages.map(({ bytes }) => /Subject: Mail (\w+)/.exec(bytes.toString())?.[1])
  const gone = (...uids: number[]) => {
    const folder = pair.source.folder('INBOX')
    folder.messages = folder.messages.filter(({ uid }) => !uids.includes(uid))
  }
  const copy = (uid: number) => {
    const found = pair.target.folder('INBOX').messages.find((message) => message.uid === uid)
    if (found === undefined) throw new Error('it was copied')
    return found
  }
  return { ...pair, subjects, gone, copy }
}

const remarksOf = ({ remarks }: { remarks: readonly { text: string; count: number }[] }) =>
  Object.fromEntries(remarks.map(({ text, count }) => [text, count]))

describe('what was deleted at the source after it was copied', () => {
  test('is deleted at the target by a run that is asked to, and by no other', async () => {
    const { run, gone, subjects } = await copied()
    gone(3, 4)
    expect(await run()).toMatchObject({ status: 'green', messages: { source: 29 } })
    expect(subjects('INBOX')).toHaveLength(30)
    const report = await run({ deleteGone: 'share' })
    expect(report).toMatchObject({ status: 'green', messages: { source: 29, present: 29, removed: 0 } })
    expect(remarksOf(report)).toEqual({ [DELETED]: 2 })
    expect(subjects('INBOX')).not.toContain('2')
    expect(subjects('INBOX')).toHaveLength(28)
    const noted = await db.selectFrom('deletions').select(['uid', 'done', 'kept']).orderBy('uid').execute()
    expect(noted).toEqual([3, 4].map((uid) => ({ uid, done: true, kept: null })))
    expect(await run({ deleteGone: 'share' })).toMatchObject({ status: 'green', remarks: [] })
  })

  test('stays where its owner has flagged it, read it, filed it, or others brought it', async () => {
    const { source, target, run, gone, copy, subjects } = await copied()
    copy(1).flags = '\\Flagged \\Seen'
    copy(2).flags = '\\Seen'
    copy(3).flags = ''
    const filed = target.folder('INBOX').messages.splice(3, 1)
    for (const { bytes, flags, internalDate } of filed) target.deliver('Later', { bytes, flags, internalDate })
    target.deliver('Work', { bytes: mail('foreign') })
    source.deliver('Work', { bytes: mail('foreign'), internalDate: 5 })
    await run()
    gone(1, 2, 3, 4, 5)
    source.folder('Work').messages.length = 0
    const report = await run({ deleteGone: 'all' })
    expect(report.status).toBe('green')
    expect(remarksOf(report)).toEqual({
      [DELETED]: 2,
      'gone from the source; the copy stays, since its owner has read it or set its flags': 3,
      'gone from the source; the copy stays, since its owner has filed it in another folder': 1,
    })
    expect(subjects('Work')).toEqual(['foreign'])
    expect(subjects('Later')).toEqual(['3'])
    // For good: it is not looked at again.
    expect(await run({ deleteGone: 'all' })).toMatchObject({ remarks: [] })
  })

  test('stays where it may have been moved: a message like it has no copy', async () => {
    let refuses = false
    const { source, run, gone, subjects } = await copied({
      admit: ({ bytes }) => {
        if (refuses && bytes.includes('Mail 5'))
          throw new ServiceError('message', 'message-refused', 'Refused.', 'Look at it.')
      },
    })
    const [moved] = source.folder('INBOX').messages.filter(({ uid }) => uid === 6)
    gone(6, 7)
    refuses = true
    source.deliver('Archive', { bytes: moved?.bytes ?? '', internalDate: moved?.internalDate ?? 0 })
    expect(await run({ deleteGone: 'share' })).toMatchObject({ status: 'exceptions', messages: { refused: 1 } })
    expect(subjects('INBOX')).toContain('5')
  })

  test('follows its move, and is not deleted there', async () => {
    const { source, target, run, subjects } = await copied()
    for (const { bytes, internalDate, flags } of source.folder('INBOX').messages.splice(2, 2))
      source.deliver('Archive', { bytes, internalDate, flags })
    expect(await run({ deleteGone: 'share' })).toMatchObject({ status: 'green', messages: { source: 31 } })
    expect(subjects('Archive')).toEqual(['2', '3'])
    expect(target.folder('INBOX').messages).toHaveLength(28)
  })
})

describe('nothing is deleted', () => {
  test('where more than the share is gone, unless that was said', async () => {
    const { run, gone, subjects } = await copied()
    gone(...Array.from({ length: 21 }, (_, n) => n + 1))
    const accept = { shrunkenSource: true, removedCopies: 'ask' as const }
    const report = await run({ deleteGone: 'share', accept })
    expect(report).toMatchObject({
      status: 'exceptions',
      exceptions: [{ code: 'too-many-gone', folder: 'All folders' }],
    })
    expect(subjects('INBOX')).toHaveLength(30)
    expect(remarksOf(await run({ deleteGone: 'all' }))).toEqual({ [DELETED]: 21 })
    expect(subjects('INBOX')).toHaveLength(9)
  })

  test('where the source holds nothing any more, whatever was said', async () => {
    const { source, run, subjects } = await copied()
    for (const folder of source.folders.values()) folder.messages.length = 0
    expect(await run({ deleteGone: 'all' })).toMatchObject({ status: 'undecided' })
    const accept = { shrunkenSource: true, removedCopies: 'ask' as const }
    expect(remarksOf(await run({ deleteGone: 'all', accept }))).toEqual({
      'gone from the source; the copy stays, since the source holds no message': 31,
    })
    expect(subjects('INBOX')).toHaveLength(30)
  })

  test('where the target cannot delete single messages, rules or others’ folders leave mail out, a run is dry, or the source changes meanwhile', async () => {
    const { source, target, run, gone, subjects } = await copied()
    gone(3)
    const rules = { ...EVERYTHING, exclude: ['Work'] }
    expect(remarksOf(await run({ deleteGone: 'share', rules }))).toEqual({
      'gone from the source; the copy stays, since rules leave out mail of the source: it may have been moved there': 1,
    })
    source.behaviour = { ...source.behaviour, leavesOut: { others: 0, shared: 1 } }
    expect(remarksOf(await run({ deleteGone: 'share' }))).toMatchObject({
      'gone from the source; the copy stays, since folders of others are left out: it may have been moved there': 1,
    })
    source.behaviour = { ...source.behaviour, leavesOut: { others: 0, shared: 0 } }
    expect(remarksOf(await run({ deleteGone: 'share', dryRun: true }))).toEqual({
      'gone from the source; the copy would be looked at, and deleted': 1,
    })
    let delivered = 0
    source.onOperation = (operation) => {
      if (operation === 'standings' && delivered++ === 0) source.deliver('Work', { bytes: mail('meanwhile') })
    }
    expect(remarksOf(await run({ deleteGone: 'share' }))).toEqual({
      'gone from the source; the copy stays, since the source has changed while the pass ran: the next one may delete it': 1,
    })
    source.onOperation = () => undefined
    target.behaviour = { ...target.behaviour, removes: false }
    expect(remarksOf(await run({ deleteGone: 'share' }))).toEqual({
      'gone from the source; the copy stays, since the target cannot delete single messages (it has no UIDPLUS)': 1,
    })
    expect(subjects('INBOX')).toHaveLength(30)
    target.behaviour = { ...target.behaviour, removes: true }
    expect(remarksOf(await run({ deleteGone: 'share' }))).toEqual({ [DELETED]: 1 })
  })
})

test('a run that was killed after the target had deleted says nothing of people who did', async () => {
  const { target, run, gone } = await copied()
  gone(...Array.from({ length: 12 }, (_, n) => n + 1))
  target.onRemove = () => {
    throw new Error('killed')
  }
  await expect(run({ deleteGone: 'share' })).rejects.toThrow('killed')
  target.onRemove = () => undefined
  const folder = target.folder('INBOX')
  folder.messages = folder.messages.filter(({ uid }) => uid > 12)
  await db
    .updateTable('leases')
    .set({ expires_at: new Date(0) })
    .execute()
  expect(await run({ deleteGone: 'share' })).toMatchObject({ status: 'green', messages: { source: 19, removed: 0 } })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MemoryService } from '../services/memory/memory.ts'
import { ServiceError } from '../services/port.ts'
import { GENERIC } from '../services/profiles/index.ts'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { NO_LEASE, type PassLease } from './context.ts'
import { outgoing } from './copy/outgoing.ts'
import { originalOf } from './repair/rebuild.ts'
import { endLease } from './testing/model/ledger-state.ts'
import { Life } from './testing/model/life.ts'
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

/** The n-th time of an operation, something happens. */
function onNth(service: MemoryService, operation: string, nth: number, act: () => void): void {
  let seen = 0
  service.onOperation = (name) => {
    if (name === operation && ++seen === nth) act()
  }
}

/** Holds back what the n-th append sends: it is stored when the test says so. */
function holdNth(service: MemoryService, nth: number): void {
  let appends = 0
  service.holds = () => ++appends === nth
}

const inbox = (service: MemoryService) => service.folder('INBOX').messages

describe('exactly once', () => {
  test('a batch that is stored after it was sent again stands there once when the pass ends', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: mail(n) })
    holdNth(target, 1)
    // Late: when everything was sent again, before it is read again.
    onNth(target, 'append-answer', 1, () => queueMicrotask(() => target.storeHeld()))
    const report = await run()
    expect(report).toMatchObject({ status: 'green', messages: { copied: 5 } })
    expect(report.remarks).toMatchObject([{ count: 5, text: expect.stringContaining('arrived late') as string }])
    expect(contents(target)).toEqual(contents(source))
  })

  test('a batch that is stored after the pass has ended is removed by the next, unless somebody has touched it', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 4; n++) source.deliver('INBOX', { bytes: mail(n), flags: '\\Seen' })
    holdNth(target, 1)
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 4 } })
    const [first] = inbox(target)
    target.storeHeld()
    expect(inbox(target)).toHaveLength(8)
    const late = inbox(target)[5]
    if (first !== undefined) first.flags = '\\Flagged \\Seen'
    if (late !== undefined) late.flags = '\\Answered \\Seen'
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 4, copied: 0 } })
    expect(
      inbox(target)
        .map((message) => message.flags)
        .sort(),
    ).toEqual(['\\Answered \\Seen', '\\Flagged \\Seen', '\\Seen', '\\Seen'])
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 0, remarks: [] })
  })

  test('a batch that is stored after its folder was made anew is removed all the same', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 3; n++) source.deliver('INBOX', { bytes: mail(n) })
    holdNth(target, 1)
    await run()
    target.renumber('INBOX')
    target.storeHeld()
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 3 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('a pass that is overtaken while it settles does not forget what the other sent again', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    holdNth(target, 1)
    let standsStill = false
    onNth(target, 'pulse', 2, () => {
      standsStill = true
    })
    const life = new Life()
    life.onCall = async () => {
      if (!standsStill) return
      standsStill = false
      await endLease(db, source.identity)
      expect(await run()).toMatchObject({ status: 'green', messages: { copied: 1 } })
    }
    await run({ target: life.endpoint(target) }).catch((error: unknown) =>
      expect(error).toMatchObject({ code: 'lease-lost' }),
    )
    target.storeHeld()
    expect(await run()).toMatchObject({ status: 'green' })
    expect(inbox(target)).toHaveLength(1)
  })

  test('a late double is removed also where its owner has filed the copy elsewhere', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    source.deliver('INBOX', { bytes: mail(2) })
    holdNth(target, 1)
    await run()
    for (const { bytes, internalDate } of inbox(target).splice(0, 1)) target.deliver('Work', { bytes, internalDate })
    target.storeHeld()
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 2, copied: 0 } })
    expect([inbox(target).length, target.folder('Work').messages.length]).toEqual([1, 1])
  })

  test('of one that was held and one that was hidden, one stands when both have come to light', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    let appends = 0
    target.holds = () => ++appends === 1
    target.hides = () => appends > 1
    await run()
    target.hides = () => false
    target.storeHeld()
    target.showHidden()
    expect(inbox(target).length).toBeGreaterThan(1)
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 1 } })
    expect(inbox(target)).toHaveLength(1)
  })

  test('a late double is removed also where its owner has renamed the folder that it came to', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('Work', { bytes: mail(1) })
    holdNth(target, 1)
    await run()
    target.storeHeld()
    target.folders.set('Later', { ...target.folder('Work'), path: ['Later'] })
    target.folders.delete('Work')
    // The same message from somebody else must not be taken for the copy that stands in the renamed folder.
    target.deliver('INBOX', { bytes: mail(1) })
    expect(await run({ accept: { shrunkenSource: false, removedCopies: 'leave' } })).toMatchObject({
      status: 'green',
      messages: { present: 1, copied: 0 },
    })
    expect([inbox(target).length, target.folder('Later').messages.length]).toEqual([1, 1])
  })

  test('a late double on which somebody has set flags on both copies is listed and left', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1) })
    holdNth(target, 1)
    await run()
    target.storeHeld()
    for (const message of inbox(target)) message.flags = '\\Flagged'
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', exceptions: [{ code: 'doubled-at-target' }] })
    expect(inbox(target)).toHaveLength(2)
  })

  describe('where two copies stand since the first sending came late, nothing is removed', () => {
    async function twice() {
      const pair = makePair(db)
      pair.source.deliver('INBOX', { bytes: mail(1) })
      holdNth(pair.target, 1)
      await pair.run()
      pair.target.storeHeld()
      expect(inbox(pair.target)).toHaveLength(2)
      return pair
    }

    test('while one of them is marked as deleted', async () => {
      for (const at of [0, 1]) {
        const { target, run } = await twice()
        const marked = inbox(target)[at]
        if (marked !== undefined) marked.flags = '\\Deleted'
        expect(await run()).toMatchObject({ exceptions: [{ code: 'doubled-at-target' }] })
        expect(inbox(target)).toHaveLength(2)
      }
    })

    test('and the report names the message, also where the source holds it no more', async () => {
      const { source, target, run } = await twice()
      source.folder('INBOX').messages = []
      for (const message of inbox(target)) message.flags = '\\Flagged'
      const report = await run({ accept: { shrunkenSource: true, removedCopies: 'ask' } })
      expect(report.exceptions).toMatchObject([{ code: 'doubled-at-target', subject: 'Mail 1' }])
    })

    test('when the other has gone since it was listed', async () => {
      const { target, run } = await twice()
      // The copy goes after the inventory, before its double is looked at.
      let opened = 0
      target.onOperation = (operation) => {
        if (operation === 'open' && ++opened === 3) inbox(target).splice(0, 1)
      }
      await run()
      target.onOperation = () => undefined
      expect(inbox(target)).toHaveLength(1)
      await run()
      expect(inbox(target)).toHaveLength(1)
    })

    test('where the target refuses to remove, and the rest of the pass goes on', async () => {
      const { target, run } = await twice()
      target.onOperation = (operation) => {
        if (operation === 'remove') throw refusal('NO You may not expunge')
      }
      const report = await run()
      expect(report).toMatchObject({ status: 'exceptions', exceptions: [{ code: 'doubled-at-target' }] })
      expect(inbox(target)).toHaveLength(2)
    })
  })

  test('a refused batch leaves nothing behind by which its messages would count as doubles', async () => {
    const { source, target, run } = makePair(db, {
      admit: ({ bytes }) => {
        if (bytes.includes('odd')) throw refusal('NO I do not like it')
      },
    })
    source.deliver('INBOX', { bytes: mail(1), internalDate: 1_700_000_000 })
    source.deliver('INBOX', { bytes: mail('odd') })
    await run()
    target.deliver('INBOX', { bytes: mail(1), internalDate: 1_700_000_000 })
    await run()
    expect(inbox(target)).toHaveLength(2)
  })

  test('a source folder that is made anew in mid-run is listed anew, and all of it copied', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: mail(n) })
    let opened = 0
    source.onOperation = (operation) => {
      if (operation !== 'open' || ++opened !== 2) return
      const folder = source.folder('INBOX')
      folder.uidNext = 100
      source.renumber('INBOX')
      for (const message of folder.messages) message.uid += 50
      folder.uidNext += 50
    }
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 5, vanished: 0 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('a batch in doubt whose target folder was renamed is found under the new name', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 3; n++) source.deliver('Work', { bytes: mail(n) })
    onNth(target, 'append-answer', 1, () => {
      const work = target.folder('Work')
      target.folders.delete('Work')
      target.folders.set('Projects', { ...work, path: ['Projects'] })
      throw cutLine()
    })
    await run({ retry: { attempts: 1, firstPauseMs: 0 } })
    target.onOperation = () => undefined
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0 } })
    expect(target.folder('Projects').messages).toHaveLength(3)
  })

  test('a late double is known also where the target rewrites what it is given', async () => {
    const { source, target, run } = makePair(db, {
      rewrite: (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\0', '\x80'), 'latin1'),
    })
    source.deliver('INBOX', { bytes: mail(1, 'with \0 in it') })
    holdNth(target, 1)
    await run()
    target.storeHeld()
    await run()
    expect(inbox(target)).toHaveLength(1)
  })

  test('a delivery of the same bytes by somebody else is not taken for a late double', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1), internalDate: 1_700_000_000 })
    holdNth(target, 1)
    await run()
    target.deliver('INBOX', { bytes: mail(1), internalDate: 1_700_000_999 })
    await run()
    expect(inbox(target)).toHaveLength(2)
  })

  test('messages that were answered and show up late are waited for', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 3; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.hides = () => true
    onNth(target, 'pulse', 2, () => target.showHidden())
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 3 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('messages that show up after the wait are listed as removed, and count as present when they are there', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 3; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.hides = () => true
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { removed: 3 } })
    target.showHidden()
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 3, copied: 0 }, verified: { exact: 3 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('a target that names wrong UIDs is not believed: every message stands there once and is known', async () => {
    for (const wrong of [
      (uids: number[]) => uids.map((uid) => uid + 1),
      (uids: number[]) => uids.toReversed(),
      (uids: number[]) => uids.map(() => uids[0] ?? 0),
      (uids: number[]) => uids.map((uid) => uid + 1_000),
      (uids: number[]) => uids.map((uid) => Math.max(1, uid - 7)),
    ]) {
      const { source, target, run } = makePair(db)
      target.deliver('INBOX', { bytes: mail('foreign'), flags: '$Foreign' })
      for (let n = 0; n < 12; n++) source.deliver('INBOX', { bytes: mail(n) })
      target.named = wrong
      expect(await run()).toMatchObject({ status: 'green', messages: { copied: 12 } })
      expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 12 } })
      expect(inbox(target)).toHaveLength(13)
    }
  })

  test('a target folder that is made anew in mid-run is known again by its content, in the same pass', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 250; n++) source.deliver('INBOX', { bytes: mail(n) })
    onNth(target, 'append', 2, () => target.renumber('INBOX'))
    expect(await run()).toMatchObject({ status: 'green' })
    expect(contents(target)).toEqual(contents(source))
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 250 } })
  })

  test('a target whose UIDVALIDITY changes at every look is interrupted with its name, and nothing is doubled', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.onOperation = (operation) => {
      if (operation === 'open') target.renumber('INBOX')
    }
    expect(await run()).toMatchObject({ status: 'interrupted', error: { code: 'uidvalidity-changed' } })
    target.onOperation = () => undefined
    expect(await run()).toMatchObject({ status: 'green' })
    expect(contents(target)).toEqual(contents(source))
  })
})

describe('what owners do at the target meanwhile', () => {
  test('a copy that was filed into another folder is known there, and not sent again', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 6; n++) source.deliver('INBOX', { bytes: mail(n), flags: '\\Seen' })
    await run()
    const moved = inbox(target).splice(1, 4)
    for (const { bytes, internalDate } of moved) target.deliver('Клиенты', { bytes, internalDate })
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 6, removed: 0 }, flagsSet: 0 })
    const [message] = source.folder('INBOX').messages.slice(2)
    if (message !== undefined) message.flags = '\\Flagged \\Seen'
    expect(await run()).toMatchObject({ status: 'green', flagsSet: 1 })
    expect(target.folder('Клиенты').messages.map((one) => one.flags)).toEqual(['', '\\Flagged', '', ''])
    target.folder('Клиенты').messages.length = 1
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 3, removed: 3 } })
  })

  test('a copy that was filed elsewhere is known there also when a folder is made anew, at the source or the target', async () => {
    for (const side of ['source', 'target'] as const) {
      const pair = makePair(db)
      for (let n = 0; n < 4; n++) pair.source.deliver('INBOX', { bytes: mail(n) })
      await pair.run()
      for (const { bytes, internalDate } of inbox(pair.target).splice(1, 2))
        pair.target.deliver('Work', { bytes, internalDate })
      pair[side].renumber('INBOX')
      expect(await pair.run()).toMatchObject({ status: 'green', messages: { present: 4, copied: 0 } })
      expect(pair.target.folder('Work').messages).toHaveLength(2)
    }
  })

  test('a copy that was filed into the folder of an identical message stands for its own and not for both', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('Work', { bytes: mail(1) })
    await run()
    for (const { bytes, internalDate } of target.folder('Work').messages.splice(0))
      target.deliver('INBOX', { bytes, internalDate })
    source.deliver('INBOX', { bytes: mail(1) })
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 1, copied: 1, removed: 0 } })
    expect(inbox(target)).toHaveLength(2)
  })

  test('a copy that was filed elsewhere before a lost answer was settled is known there', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 3; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.onOperation = (operation) => {
      if (operation !== 'append-answer') return
      const [first] = inbox(target).splice(0, 1)
      if (first !== undefined) target.deliver('Work', { bytes: first.bytes, internalDate: first.internalDate })
      target.onOperation = () => undefined
      throw cutLine()
    }
    expect(await run()).toMatchObject({ status: 'green' })
    expect(inbox(target)).toHaveLength(2)
    expect(target.folder('Work').messages).toHaveLength(1)
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 3 } })
  })

  test('of a batch whose answer was lost, what was deleted before it was settled is marked and not sent again', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: mail(n) })
    target.onOperation = (operation) => {
      if (operation !== 'append-answer') return
      inbox(target).splice(2, 1)
      target.onOperation = () => undefined
      throw cutLine()
    }
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 4, removed: 1 } })
    expect(report.exceptions).toMatchObject([{ code: 'removed-unread', subject: 'Mail 2' }])
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 4, removed: 1 } })
    expect(inbox(target)).toHaveLength(4)
  })

  test('a copy deleted before it was read again is marked and listed, with UIDs named and without', async () => {
    for (const namesUids of [true, false]) {
      const { source, target, run } = makePair(db, { namesUids })
      for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: mail(n) })
      onNth(target, 'append-answer', 1, () => inbox(target).splice(0, 2))
      const report = await run()
      expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 3, removed: 2 } })
      expect(inbox(target)).toHaveLength(3)
    }
  })

  test('copies that were filed elsewhere are known there also when the ledger is lost', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 6; n++) source.deliver('INBOX', { bytes: mail(n) })
    source.deliver('Archive', { bytes: mail(3), internalDate: 1_700_000_004 })
    await run()
    for (const { bytes, internalDate } of inbox(target).splice(2, 3)) target.deliver('Filed', { bytes, internalDate })
    source.deliver('INBOX', { bytes: mail(7) })
    const fresh = (await server.database()).kysely
    expect(await run({ db: fresh })).toMatchObject({ status: 'green', messages: { present: 7, copied: 1 } })
    expect(inbox(target)).toHaveLength(4)
    expect(target.folder('Filed').messages).toHaveLength(3)
    expect(await run({ db: fresh })).toMatchObject({ status: 'green', messages: { present: 8, copied: 0 } })
  })

  test('a flag that an owner sets before a copy is read again is no exception', async () => {
    const { source, target, run } = makePair(db)
    source.deliver('INBOX', { bytes: mail(1), flags: '\\Seen' })
    onNth(target, 'append-answer', 1, () => {
      for (const message of inbox(target)) message.flags = '\\Flagged \\Seen'
    })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 1 } })
  })

  test('a renamed target folder is known under its new name', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('Work', { bytes: mail(n) })
    await run()
    const work = target.folder('Work')
    target.folders.delete('Work')
    target.folders.set('Projects', { ...work, path: ['Projects'] })
    expect(await run()).toMatchObject({ status: 'green', messages: { present: 30, copied: 0 } })
  })
})

describe('UIDs that mean other messages than before', () => {
  test('a target emptied and filled anew under the same UIDVALIDITY is asked about, then filled again', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 30; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    const folder = target.folder('INBOX')
    folder.messages.length = 0
    folder.uidNext = 1
    target.deliver('INBOX', { bytes: mail('other') })
    expect(await run()).toMatchObject({ status: 'undecided', error: { code: 'target-shrunken' } })
    expect(await run()).toMatchObject({ status: 'undecided' })
    const again = await run({ accept: { shrunkenSource: false, removedCopies: 'copy-again' } })
    expect(again).toMatchObject({ status: 'green', messages: { copied: 30 } })
  })

  test('a target put back from a backup under the same UIDVALIDITY gets what came after the backup again', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 20; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    const folder = target.folder('INBOX')
    folder.messages.length = 15
    folder.uidNext = 16
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 5, present: 15 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('a source that gives the UIDs of deleted messages again has its new messages copied', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 10; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    const folder = source.folder('INBOX')
    folder.messages.length = 7
    folder.uidNext = 8
    for (let n = 20; n < 23; n++) source.deliver('INBOX', { bytes: mail(n), internalDate: 1_800_000_000 + n })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 3, present: 7 } })
    expect(inbox(target)).toHaveLength(13)
  })

  test('a message under the UID of one that was removed at the target is copied', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 5; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    inbox(target).pop()
    await run()
    const folder = source.folder('INBOX')
    const last = folder.messages.pop()
    folder.messages.push({
      uid: last?.uid ?? 0,
      bytes: Buffer.from(mail('new')),
      flags: '',
      internalDate: 1_900_000_000,
    })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 1, present: 4 } })
  })

  test('copies whose UIDs the target has shifted by one are asked about, and then known again', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 6; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    const folder = target.folder('INBOX')
    folder.messages.shift()
    for (const message of folder.messages) message.uid--
    expect(await run()).toMatchObject({ status: 'undecided' })
    const again = await run({ accept: { shrunkenSource: false, removedCopies: 'copy-again' } })
    expect(again).toMatchObject({ status: 'green', messages: { present: 5, copied: 1 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('a copy whose UID the target has given to another message is not called present', async () => {
    const { source, target, run } = makePair(db)
    for (let n = 0; n < 10; n++) source.deliver('INBOX', { bytes: mail(n) })
    await run()
    const folder = target.folder('INBOX')
    const last = folder.messages.pop()
    folder.messages.push({
      uid: last?.uid ?? 0,
      bytes: Buffer.from(mail('new')),
      flags: '',
      internalDate: 1_900_000_000,
    })
    expect(await run()).toMatchObject({ messages: { present: 9, removed: 1, copied: 0 } })
    const again = await run({ accept: { shrunkenSource: false, removedCopies: 'copy-again' } })
    expect(again).toMatchObject({ status: 'green', messages: { present: 9, copied: 1 } })
  })
})

describe('targets that keep identical messages once', () => {
  test.each([
    { namesUids: true, appendMany: true },
    { namesUids: true, appendMany: false },
    { namesUids: false, appendMany: true },
  ])('count the others as merged, expected or listed: %o', async (behaviour) => {
    for (const mergesIdentical of [true, false]) {
      const profile = { ...GENERIC, settleQuietMs: 1, mergesIdentical }
      const { source, target, run } = makePair(db, { ...behaviour, merges: true, profile })
      for (let n = 0; n < 4; n++) source.deliver('INBOX', { bytes: mail('same'), internalDate: 1_700_000_000 })
      source.deliver('INBOX', { bytes: mail('one') })
      for (const messages of [
        { copied: 2, merged: 3 },
        { present: 2, merged: 3, copied: 0 },
      ]) {
        const report = await run()
        expect(report).toMatchObject({ status: mergesIdentical ? 'green' : 'exceptions', messages })
        expect(report.exceptions.map((one) => one.code)).toEqual(mergesIdentical ? [] : ['merged', 'merged', 'merged'])
      }
      expect(inbox(target)).toHaveLength(2)
      source.deliver('INBOX', { bytes: mail('same') })
      expect(await run()).toMatchObject({ messages: { present: 2, merged: 4, copied: 0 } })
    }
  })
})

test('what was merged into a copy goes with it where its owner files it', async () => {
  const { source, target, run } = makePair(db, {
    merges: true,
    profile: { ...GENERIC, settleQuietMs: 1, mergesIdentical: true },
  })
  for (let n = 0; n < 2; n++) source.deliver('INBOX', { bytes: mail('same'), internalDate: 1_700_000_000 })
  await run()
  const [copy] = inbox(target).splice(0, 1)
  if (copy !== undefined) target.deliver('Filed', { bytes: copy.bytes, internalDate: copy.internalDate })
  expect(await run()).toMatchObject({ status: 'green', messages: { present: 1, merged: 1, removed: 0 } })
  target.folder('Filed').messages.length = 0
  const accept = { shrunkenSource: false, removedCopies: 'leave' as const }
  expect(await run({ accept })).toMatchObject({ messages: { removed: 2 } })
})

describe('messages that the target refuses as they are', () => {
  const noNul = ({ bytes, binary }: { bytes: Buffer; binary: boolean }) => {
    if (!binary && bytes.includes(0)) throw refusal('NO Message contains NUL characters')
  }
  const noBareLf = ({ bytes }: { bytes: Buffer }) => {
    if (/(?<!\r)\n/.test(bytes.toString('latin1'))) throw refusal('NO Message contains bare newlines')
  }
  const strictHeader = ({ bytes }: { bytes: Buffer }) => {
    const header = bytes.toString('latin1').split('\r\n\r\n')[0] ?? ''
    if (!header.split('\r\n').every((line) => /^(?:[\w-]+:|[ \t])/.test(line)))
      throw refusal('NO Message contains invalid header')
  }

  test('go as literal8 where NUL is all that is wrong, and are exact', async () => {
    const { source, target, run } = makePair(db, { takesBinary: true, admit: noNul })
    source.deliver('INBOX', { bytes: mail(1, 'with \0 in it') })
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 1 }, verified: { exact: 1 } })
    expect(contents(target)).toEqual(contents(source))
  })

  test('go with line ends mended, counted as repaired and listed with the words of the server in every pass', async () => {
    const { source, target, run } = makePair(db, { admit: noBareLf })
    source.deliver('INBOX', { bytes: mail(1).replaceAll('\r\n', '\n') })
    source.deliver('INBOX', { bytes: mail(2) })
    for (const messages of [
      { copied: 1, repaired: 1 },
      { present: 1, repaired: 1, copied: 0 },
    ]) {
      const report = await run()
      expect(report).toMatchObject({ status: 'exceptions', messages, verified: { normalised: 1, exact: 1 } })
      expect(report.exceptions).toMatchObject([
        { code: 'repaired-mended', serverReply: 'NO Message contains bare newlines', subject: 'Mail 1' },
      ])
      expect(report.exceptions[0]?.rawFile).toMatch(/\.eml$/)
    }
    expect(inbox(target)[0]?.bytes.toString()).toBe(mail(1))
  })

  test.each([true, false])(
    'go rebuilt with the original attached whole, verified as such, UIDs named: %s',
    async (namesUids) => {
      const { source, target, run } = makePair(db, { admit: strictHeader, namesUids })
      const odd = `From someone Mon Jan 1\r\nthis is no field\r\n${mail('odd', 'Привет \xff')}`
      source.deliver('INBOX', { bytes: odd, flags: '\\Flagged' })
      for (const messages of [
        { copied: 0, repaired: 1 },
        { repaired: 1, copied: 0 },
      ]) {
        const report = await run()
        expect(report).toMatchObject({ status: 'exceptions', messages, verified: { equivalent: 1, mismatched: 0 } })
        expect(report.exceptions).toMatchObject([{ code: 'repaired-rebuilt', subject: 'Mail odd' }])
      }
      const [copy] = inbox(target)
      expect(inbox(target)).toHaveLength(1)
      expect(originalOf(copy?.bytes ?? Buffer.alloc(0))?.equals(Buffer.from(odd))).toBe(true)
      expect(copy?.flags).toBe('\\Flagged')
    },
  )

  test('go without their keywords where the target can keep no more of those, and the note says so', async () => {
    const { source, target, run } = makePair(db, {
      admit: ({ flags }) => {
        if (flags.includes('Project'))
          throw new ServiceError('message', 'too-many-keywords', 'Too many.', 'Fewer.', { serverReply: 'NO Too many' })
      },
    })
    target.onOperation = (operation) => {
      if (operation === 'flags') throw refusal('NO Too many user flags')
    }
    source.deliver('INBOX', { bytes: mail(1), flags: 'Project \\Seen' })
    for (const messages of [{ copied: 1 }, { present: 1, copied: 0 }]) {
      const report = await run()
      expect(report).toMatchObject({ status: 'green', messages })
      expect(report.remarks).toMatchObject([{ text: 'flags could not be set: NO Too many user flags', count: 1 }])
    }
    expect(inbox(target)[0]?.flags).toBe('\\Seen')
  })

  test('are known again when the ledger is lost, and not sent twice', async () => {
    const { source, target, run } = makePair(db, { admit: strictHeader })
    source.deliver('INBOX', { bytes: `no field\r\n${mail(1)}` })
    source.deliver('INBOX', { bytes: '{"no": "header at all"}\n\nnot even here' })
    await run()
    const fresh = (await server.database()).kysely
    expect(await run({ db: fresh })).toMatchObject({ messages: { copied: 0, repaired: 2 } })
    expect(inbox(target)).toHaveLength(2)
  })

  test('are refused, with the raw bytes kept, where the target takes them in no form', async () => {
    const { source, run } = makePair(db, {
      admit: ({ bytes }) => {
        if (bytes.includes('odd')) throw refusal('NO I do not like it')
      },
    })
    source.deliver('INBOX', { bytes: mail('odd') })
    source.deliver('INBOX', { bytes: mail(2) })
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 1, refused: 1 } })
    expect(report.exceptions).toMatchObject([{ code: 'message-refused', serverReply: 'NO I do not like it' }])
  })

  test('a lost answer to a repaired message does not double it', async () => {
    for (const admit of [noBareLf, strictHeader]) {
      const { source, target, run } = makePair(db, { admit })
      source.deliver('INBOX', { bytes: `no field\n${mail(1).replaceAll('\r\n', '\n')}` })
      onNth(target, 'append-answer', 1, () => {
        throw cutLine()
      })
      await run()
      expect(inbox(target)).toHaveLength(1)
      expect((await run()).messages).toMatchObject({ copied: 0, repaired: 1 })
    }
  })
})

test('a message during which the line is always cut is refused after a few tries, and holds up no other', async () => {
  const { source, target, run } = makePair(db, {
    admit: ({ bytes }) => {
      if (bytes.includes('poison')) throw cutLine()
    },
  })
  for (let n = 0; n < 20; n++) source.deliver('INBOX', { bytes: mail(n, n === 0 || n === 7 ? 'poison' : 'fine') })
  const report = await run()
  expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 18, refused: 2 } })
  expect(report.exceptions).toMatchObject([{ code: 'line-always-cut' }, { code: 'line-always-cut' }])
  target.behaviour = { ...target.behaviour, admit: () => undefined }
  expect(await run()).toMatchObject({ status: 'green', messages: { copied: 2 } })
})

test('a message at which the line of the source always breaks is listed after a few tries, and holds up no other', async () => {
  for (const code of ['connection-lost', 'protocol-error']) {
    const { source, run } = makePair(db, { streamAbove: 1_000 })
    for (let n = 0; n < 20; n++) source.deliver('INBOX', { bytes: mail(n, n === 13 ? 'x'.repeat(200_000) : undefined) })
    source.withheld = ({ uid }) => {
      if (uid === 1 || uid === 8) throw new ServiceError('session', code, 'Broken.', 'Run again.')
      return false
    }
    const report = await run()
    expect(report).toMatchObject({ status: 'exceptions', messages: { copied: 18, refused: 2 } })
    expect(report.exceptions).toMatchObject([{ code: 'not-handed-out', serverReply: 'Broken.' }, { uid: 8 }])
    source.withheld = () => false
    expect(await run()).toMatchObject({ status: 'green', messages: { copied: 2 } })
  }
})

test('a process that stood still for longer than its lease breaks off before the last piece of a message leaves', () => {
  let fresh = true
  const lease: PassLease = {
    ...NO_LEASE,
    assertFresh: () => {
      if (!fresh) throw new ServiceError('session', 'stood-still', 'Stood still.', 'Run again.')
    },
  }
  const { body } = outgoing(lease, {
    flags: '',
    arrival: undefined,
    size: 6,
    body: [Buffer.from('one'), Buffer.from('two')],
  })
  const sent: string[] = []
  const send = () => {
    for (const piece of body as Iterable<Buffer>) {
      sent.push(piece.toString())
      if (piece.toString() === 'two') fresh = false
    }
  }
  // The adapter holds the last piece back until the body has ended: see the conformance suite.
  expect(send).toThrow('Stood still.')
})

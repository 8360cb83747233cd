import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LedgerDb } from '../store/index.ts'
import { startTestServer, type TestServer } from '../store/testing/database.ts'
import { compareMailboxes } from './compare.ts'
import { EVERYTHING } from './plan/rules.ts'
import { mail, makePair } from './testing/setup.ts'

let server: TestServer
let db: LedgerDb

beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

/** A source whose folders are labels. */
function labelled(policy: 'folders' | 'all-mail' = 'folders') {
  const pair = makePair(db)
  const { source, target } = pair
  source.behaviour = { ...source.behaviour, labels: policy }
  source.folder('Sent').specialUse = 'sent'
  source.folder('All').specialUse = 'all'
  const show = (id: string, ...folders: string[]) => {
    for (const folder of [...folders, 'All'])
      source.deliver(folder, { bytes: mail(id), internalDate: 7, providerId: id })
  }
  const unshow = (id: string, folder: string) => {
    const { messages } = source.folder(folder)
    messages.splice(
      messages.findIndex(({ providerId }) => providerId === id),
      1,
    )
  }
  const held = () =>
    Object.fromEntries(
      [...target.folders].flatMap(([name, { messages }]) => {
        const ids = messages.map(({ bytes }) => /Subject: Mail (\w+)/.exec(bytes.toString())?.[1] ?? '').sort()
        return ids.length === 0 ? [] : [[name, ids.join(' ')]]
      }),
    )
  const copies = async () => [...target.folders.values()].flatMap(({ messages }) => messages).length
  return { ...pair, show, unshow, held, copies }
}

/** One message in each way of being shown. */
function shown(pair: ReturnType<typeof labelled>): void {
  pair.show('plain', 'INBOX')
  pair.show('inboxed', 'Work', 'INBOX')
  pair.show('deep', 'Work', 'Work/2024', 'Work/Old')
  pair.show('sent', 'Work', 'Sent')
  pair.show('archived')
}

const SHOWN = 'shown in another folder of the source too, and copied once'

describe('a message that several folders of the source show', () => {
  test('is copied once: from the inbox, a special folder, the deepest of one’s own, or all mail', async () => {
    const pair = labelled()
    shown(pair)
    const report = await pair.run()
    expect(report).toMatchObject({ status: 'green', messages: { source: 13, copied: 5, excluded: 8 } })
    expect(report.remarks).toEqual([{ text: SHOWN, count: 8 }])
    expect(pair.held()).toEqual({ INBOX: 'inboxed plain', Sent: 'sent', 'Work/2024': 'deep', Archive: 'archived' })
    expect(pair.target.folder('Archive').specialUse).toBe('archive')
    expect(await pair.run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 5, excluded: 8 } })
  })

  test('goes to the archive where all mail is wanted in one folder, which has to be shown', async () => {
    const pair = labelled('all-mail')
    shown(pair)
    expect(await pair.run()).toMatchObject({ status: 'green', messages: { copied: 5 } })
    expect(pair.held()).toEqual({ INBOX: 'inboxed plain', Sent: 'sent', Archive: 'archived deep' })
    const rules = { ...EVERYTHING, exclude: ['All'] }
    expect(await pair.run({ rules })).toMatchObject({ status: 'interrupted', error: { code: 'all-mail-hidden' } })
  })

  test('stays where it was copied to while other labels come and go, and moves with the one it was copied by', async () => {
    const pair = labelled()
    pair.show('letter', 'Work')
    await pair.run()
    expect(pair.held()).toEqual({ Work: 'letter' })
    pair.source.deliver('INBOX', { bytes: mail('letter'), internalDate: 7, providerId: 'letter' })
    expect(await pair.run()).toMatchObject({ status: 'green', messages: { copied: 0, present: 1, excluded: 2 } })
    pair.unshow('letter', 'Work')
    expect(await pair.run()).toMatchObject({ status: 'green' })
    expect(pair.held()).toEqual({ INBOX: 'letter' })
    pair.unshow('letter', 'INBOX')
    expect(await pair.run()).toMatchObject({ status: 'green' })
    expect(pair.held()).toEqual({ Archive: 'letter' })
  })

  test('does not come back in another folder when its owner has deleted the copy', async () => {
    const pair = labelled()
    pair.show('letter', 'Work', 'INBOX')
    await pair.run()
    const { messages } = pair.target.folder('INBOX')
    for (const message of messages) message.flags = '\\Seen'
    await pair.run()
    messages.length = 0
    const accept = { shrunkenSource: false, removedCopies: 'leave' as const }
    expect(await pair.run({ accept })).toMatchObject({ messages: { copied: 0, removed: 1, excluded: 2 } })
    expect(pair.held()).toEqual({})
  })

  test('is copied once by passes that are cut off anywhere', async () => {
    for (let at = 1; at <= 30; at += 3) {
      const pair = labelled()
      shown(pair)
      let operations = 0
      pair.target.onOperation = () => {
        if (++operations === at) throw new Error('killed')
      }
      await pair.run().catch(() => undefined)
      pair.target.onOperation = () => undefined
      pair.source.deliver('INBOX', { bytes: mail('deep'), internalDate: 7, providerId: 'deep' })
      expect(await pair.run()).toMatchObject({ status: 'green' })
      expect(await pair.copies()).toBe(5)
    }
  })

  test('is found by a comparison, whichever folder it was copied by', async () => {
    const pair = labelled()
    pair.show('letter', 'Work')
    await pair.run()
    pair.source.deliver('INBOX', { bytes: mail('letter'), internalDate: 7, providerId: 'letter' })
    const { source, target } = pair
    const compared = () => compareMailboxes({ db, source, target, rules: EVERYTHING, connections: 1 })
    expect(await compared()).toMatchObject({ status: 'green', missing: 0, extra: 0 })
    target.folder('Work').messages.length = 0
    expect(await compared()).toMatchObject({ status: 'mismatch', missing: 1 })
  })
})

import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { maildirListing } from './testing/maildir-listing.ts'
import { expectSame, withFolder } from './testing/reader.ts'
import { expectError } from './testing/report.ts'

const COUNT = 24

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'guards' })
})

async function copied(user: string): Promise<readonly [from: string, to: string, args: string[]]> {
  const [from, to] = [`${user}-old`, `${user}-new`]
  writeMaildir(server.mailDir(from), 'INBOX', letters(COUNT, user))
  const args = between(server, from, server, to)
  await copy(0, args)
  return [from, to, args]
}

const empty = (user: string): Promise<unknown> => withFolder(server, user, 'INBOX', (flow) => flow.messageDelete('1:*'))

describe('a source that was emptied', () => {
  it('stops the run and leaves the target alone, until somebody says that it is right', async () => {
    const [from, to, args] = await copied('source')
    await empty(from)
    const before = maildirListing(server.mailDir(to))
    const stopped = await copy(6, args)
    expect(stopped.status).toBe('undecided')
    expectError(stopped.error, 'source-shrunken', null)
    expect(stopped.error?.remedy).toContain('--accept-shrunken-source')
    expect(maildirListing(server.mailDir(to))).toEqual(before)

    const accepted = await copy(0, [...args, '--accept-shrunken-source'])
    expect(accepted.messages).toMatchObject({ source: 0, copied: 0 })
    expect(maildirListing(server.mailDir(to))).toEqual(before)
    // Said once is said: the empty mailbox is now what is known.
    await copy(0, args)
  })
})

describe('a target that was emptied', () => {
  it('stops the run until somebody says what to do', async () => {
    const [, to, args] = await copied('target')
    await empty(to)
    const before = maildirListing(server.mailDir(to))
    const stopped = await copy(6, args)
    expect(stopped.status).toBe('undecided')
    expectError(stopped.error, 'target-shrunken', null)
    expect(stopped.error?.remedy).toMatch(/--accept-removed[^]*--copy-again/)
    expect(maildirListing(server.mailDir(to))).toEqual(before)
  })

  it('is filled again with --copy-again', async () => {
    const [from, to, args] = await copied('again')
    await empty(to)
    const report = await copy(0, [...args, '--copy-again'])
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT, present: 0, removed: 0 })
    await expectSame(server, from, server, to)
    expect((await copy(0, args)).messages).toMatchObject({ copied: 0, present: COUNT })
  })

  it('stays empty with --accept-removed, and what was removed is counted', async () => {
    const [, to, args] = await copied('removed')
    await empty(to)
    const removed = { source: COUNT, copied: 0, present: 0, removed: COUNT }
    expect((await copy(0, [...args, '--accept-removed'])).messages).toMatchObject(removed)
    expect((await copy(0, args)).messages).toMatchObject(removed)
    await withFolder(server, to, 'INBOX', async (flow) => expect(flow.mailbox).toMatchObject({ exists: 0 }))
  })
})

describe('what was deleted at the source after it was copied', () => {
  it('stays, until a run is asked to delete it, and is left alone where its owner has flagged it', async () => {
    const [from, to, args] = await copied('deleted')
    await withFolder(server, from, 'INBOX', (flow) => flow.messageDelete('3:5'))
    await withFolder(server, to, 'INBOX', (flow) => flow.messageFlagsAdd('4', ['\\Flagged']))
    await copy(0, args)
    await withFolder(server, to, 'INBOX', async (flow) => expect(flow.mailbox).toMatchObject({ exists: COUNT }))
    const report = await copy(0, [...args, '--delete-gone'])
    expect(report.messages).toMatchObject({ source: COUNT - 3, present: COUNT - 3, removed: 0 })
    expect(report.remarks).toEqual([
      { text: expect.stringContaining('since its owner has read it or set its flags') as string, count: 1 },
      { text: 'gone from the source; the copy was deleted', count: 2 },
    ])
    await withFolder(server, to, 'INBOX', async (flow) => {
      expect(flow.mailbox).toMatchObject({ exists: COUNT - 2 })
      expect(await flow.search({ flagged: true }, { uid: true })).toEqual([4])
    })
    expect((await copy(0, args)).messages).toMatchObject({ source: COUNT - 3, copied: 0, removed: 0 })
  })
})

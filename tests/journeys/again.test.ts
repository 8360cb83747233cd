import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { expectSame, withFolder } from './testing/reader.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'again' })
})

/** A mailbox with its copy. */
async function copied(user: string, count = 5): Promise<readonly [from: string, to: string, args: string[]]> {
  const [from, to] = [`${user}-old`, `${user}-new`]
  writeMaildir(server.mailDir(from), 'INBOX', letters(count, user))
  writeMaildir(server.mailDir(from), 'Projects/Kestrel', letters(2, `${user}-kestrel`, { flags: ['$Forwarded'] }))
  const args = between(server, from, server, to)
  const report = await copy(0, args)
  expect(report.messages).toMatchObject({ source: count + 2, copied: count + 2 })
  return [from, to, args]
}

describe('a run after a complete one', () => {
  it('copies nothing and changes no flag, and so does the one after it', async () => {
    const [from, to, args] = await copied('still')
    for (const run of ['second', 'third']) {
      const report = await copy(0, args)
      expect(report, run).toMatchObject({ status: 'green', bytes: 0, flagsSet: 0, exceptions: [], pending: 0 })
      expect(report.messages).toMatchObject({ source: 7, copied: 0, present: 7 })
      expect(report.verified).toMatchObject({ checked: 7, exact: 7 })
    }
    await expectSame(server, from, server, to)
  })

  it('copies what is new and leaves out of its sum what the source has deleted', async () => {
    const [from, to, args] = await copied('mail')
    writeMaildir(server.mailDir(from), 'INBOX', letters(2, 'mail', { from: 6 }))
    writeMaildir(server.mailDir(from), 'Projects/Merlin', letters(1, 'merlin'))
    await withFolder(server, from, 'INBOX', (flow) => flow.messageDelete('2'))
    const report = await copy(0, args)
    expect(report.messages).toMatchObject({ source: 9, copied: 3, present: 6, removed: 0, vanished: 0 })
    // What the source deleted after it was copied stays at the target.
    await withFolder(server, to, 'INBOX', async (flow) => expect(flow.mailbox).toMatchObject({ exists: 7 }))
  })

  it('sets at the target the flags that changed at the source', async () => {
    const [from, to, args] = await copied('flags')
    await withFolder(server, from, 'INBOX', async (flow) => {
      await flow.messageFlagsSet('1', ['\\Seen', '\\Answered', '$Label1'])
      await flow.messageFlagsSet('3:4', [])
    })
    expect(await copy(0, args)).toMatchObject({ flagsSet: 3, messages: { copied: 0, present: 7 } })
    await expectSame(server, from, server, to)
    expect(await copy(0, args)).toMatchObject({ flagsSet: 0 })
  })

  it('leaves alone what its user changed at the target', async () => {
    const [from, to, args] = await copied('user')
    await withFolder(server, to, 'INBOX', async (flow) => {
      await flow.messageFlagsSet('1', ['\\Flagged'])
      await flow.messageDelete('5')
    })
    for (const run of ['next', 'one after']) {
      const report = await copy(0, args)
      expect(report, run).toMatchObject({ flagsSet: 0, messages: { source: 7, copied: 0, present: 6, removed: 1 } })
    }
    await withFolder(server, to, 'INBOX', async (flow) => {
      expect(flow.mailbox).toMatchObject({ exists: 4 })
      const { flags } = (await flow.fetchOne('1', { flags: true })) || {}
      expect([...(flags ?? [])]).toEqual(['\\Flagged'])
    })
    await withFolder(server, from, 'INBOX', async (flow) => expect(flow.mailbox).toMatchObject({ exists: 5 }))
  })
})

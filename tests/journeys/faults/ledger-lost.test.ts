import { join } from 'node:path'
import { type Dovecot, startTrap, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from '../testing/caravan.ts'
import { contents } from '../testing/contents.ts'
import { letters } from '../testing/letters.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { expectSame, withFolder, withMailbox } from '../testing/reader.ts'
import { sampled } from '../testing/sampled.ts'
import { kill, meanwhile, start } from '../testing/started.ts'
import { temporaryFolder } from '../testing/temporary.ts'
import { startTarget, WAYS } from '../testing/ways.ts'
import { argsOf } from '../testing/whole.ts'

const COUNT = 140
const MORE = 10

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'ledger' })
})

const db = async (...args: string[]): Promise<void> => {
  const ran = await caravan(['db', ...args])
  expect(ran.status, ran.stderr).toBe(0)
}

describe('a mailbox half copied, with a batch in doubt', { timeout: 180_000 }, () => {
  it.each(sampled(WAYS, 2))(
    'to a target %s: with the ledger lost, one run ends green and doubles nothing',
    async (way, hidden) => {
      const user = `lost-${WAYS.findIndex(([name]) => name === way)}`
      const [identical, ...others] = letters(COUNT - 1, user, { size: 1_500 })
      if (identical !== undefined) writeMaildir(server.mailDir(user), 'INBOX', [identical, ...others, identical])
      await using target = await startTarget(hidden)
      const args = argsOf({ from: server, to: target.trap, user })
      const held = target.trap.next({ command: 'APPEND', nth: 2, at: 'answer' })
      const run = start(args)
      const caught = await meanwhile(run, held)
      await kill(run)
      caught.cut()

      const report = await copy(0, [...args, '--data', temporaryFolder('without')])
      expect(report).toMatchObject({ pending: 0, exceptions: [], messages: { source: COUNT } })
      expect(report.messages.present).toBeGreaterThan(0)
      await expectSame(server, user, target.dovecot, `${user}-new`)
    },
  )
})

describe('a ledger restored from an older backup', { timeout: 180_000 }, () => {
  it('knows again what was copied, flagged and filed since, and doubles nothing', async () => {
    const user = 'older'
    const first = letters(COUNT, user, { size: 1_500 })
    writeMaildir(server.mailDir(user), 'INBOX', first)
    await using trap = await startTrap(server.port)
    const args = argsOf({ from: server, to: trap, user })
    const held = trap.next({ command: 'APPEND', nth: 2, at: 'answer' })
    const run = start(args)
    const caught = await meanwhile(run, held)
    await kill(run)
    caught.cut()
    const file = join(temporaryFolder('backup'), 'ledger.backup')
    await db('backup', file)

    writeMaildir(server.mailDir(user), 'INBOX', letters(MORE, `${user}-more`, { size: 1_500 }))
    await copy(0, args)
    await withMailbox(server, `${user}-new`, async (flow) => {
      await flow.mailboxCreate('Filed')
      await flow.mailboxOpen('INBOX')
      // Of the batch in doubt, of the others, and of what the backup knows nothing of.
      await flow.messageFlagsAdd('5,120,145', ['\\Flagged'])
      await flow.messageMove('7,125,147', 'Filed')
    })
    await db('restore', file, '--replace')

    const report = await copy(0, args)
    expect(report).toMatchObject({ pending: 0, exceptions: [] })
    const there = await contents(server, `${user}-new`)
    const all = Object.values(there).flat().sort()
    expect(all).toEqual(
      Object.values(await contents(server, user))
        .flat()
        .sort(),
    )
    expect(there['Filed']).toHaveLength(3)
    const flagged = await withFolder(server, `${user}-new`, 'INBOX', (flow) => flow.search({ flagged: true }))
    expect(flagged).toHaveLength(3)
    expect((await copy(0, args)).messages).toMatchObject({ copied: 0 })
  })
})

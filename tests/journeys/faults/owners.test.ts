import { type Dovecot, type Snare, writeMaildir } from '@caravan/lab'
import type { ImapFlow } from 'imapflow'
import { beforeAll, describe, expect, it } from 'vitest'
import { copy } from '../testing/caravan.ts'
import { contents } from '../testing/contents.ts'
import { ledger } from '../testing/ledger-lock.ts'
import { letter, letters } from '../testing/letters.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { withFolder, withMailbox } from '../testing/reader.ts'
import { sampled } from '../testing/sampled.ts'
import { meanwhile, start } from '../testing/started.ts'
import { startTarget, WAYS } from '../testing/ways.ts'
import { argsOf } from '../testing/whole.ts'

const COUNT = 140

let source: Dovecot
beforeAll(async () => {
  source = await startMailServer({ name: 'owners' })
  await ledger()
})

/** By number: what their owner does with copies. */
interface Deeds {
  readonly filed: number
  readonly flagged: number
  readonly deleted?: number
}

/** Files, flags and deletes copies at the target, where another letter comes into the same folder meanwhile. */
async function act(target: Dovecot, user: string, { filed, flagged, deleted }: Deeds): Promise<void> {
  const uidOf = async (flow: ImapFlow, number: number): Promise<string> => {
    const found = await flow.search({ header: { 'Message-ID': `<${user}-${number}@` } }, { uid: true })
    expect(found).toHaveLength(1)
    return String(found)
  }
  await withMailbox(target, `${user}-new`, async (flow) => {
    await flow.mailboxCreate('Filed')
    await flow.mailboxOpen('INBOX')
    await flow.messageMove(await uidOf(flow, filed), 'Filed', { uid: true })
    await flow.messageFlagsAdd(await uidOf(flow, flagged), ['$Important'], { uid: true })
    if (deleted !== undefined) await flow.messageDelete(await uidOf(flow, deleted), { uid: true })
    await flow.append('INBOX', letter('foreign').raw)
  })
}

/** Copies with one connection to the target; the owner acts where the run is held, which `then` ends. */
async function expectEachOnce(
  user: string,
  hidden: readonly string[],
  snare: Snare,
  deeds: Deeds,
  then: 'cut' | 'release',
): Promise<void> {
  writeMaildir(source.mailDir(user), 'INBOX', letters(COUNT, user, { size: 1_500 }))
  await using target = await startTarget(hidden)
  const args = [...argsOf({ from: source, to: target.trap, user }), '--connections', '1']
  const held = target.trap.next(snare)
  const run = start(args)
  const caught = await meanwhile(run, held)
  await act(target.dovecot, user, deeds)
  caught[then]()
  const { status, json, stdout } = await run.ended
  expect([0, 3], stdout).toContain(status)
  const removed = deeds.deleted === undefined ? 0 : 1
  expect(json.messages).toMatchObject({ source: COUNT, copied: COUNT - removed, removed })
  // What was gone before anybody had read it is said; so is a flag that somebody added before that.
  expect(json.exceptions.map(({ code }) => code).filter((code) => code !== 'flags-not-kept')).toEqual(
    removed === 0 ? [] : ['removed-unread'],
  )

  const there = await contents(target.dovecot, `${user}-new`)
  const wanted = letters(COUNT, user)
    .map((_, index) => index + 1)
    .filter((number) => number !== deeds.deleted)
    .map((number) => `Letter ${user}-${number}`)
  expect(Object.values(there).flat().sort()).toEqual(['Letter foreign', ...wanted].sort())
  expect(there['Filed']).toEqual([`Letter ${user}-${deeds.filed}`])
  const important = await withFolder(target.dovecot, `${user}-new`, 'INBOX', (flow) =>
    flow.search({ keyword: '$Important' }),
  )
  expect(important).toHaveLength(1)
  expect((await copy(0, args)).messages).toMatchObject({ source: COUNT, copied: 0, present: COUNT - removed, removed })
}

describe.concurrent('owners who file, flag and delete copies, and get other mail,', { timeout: 120_000 }, () => {
  it.each(sampled(WAYS, 2))(
    'while an answer of a target %s is lost, find each message once, where they want it',
    async (way, hidden) => {
      const user = `lost-${WAYS.findIndex(([name]) => name === way)}`
      const many = !hidden.some((word) => word === 'MULTIAPPEND')
      // The second command carries 101 to 140, or only 2.
      const deeds = many ? { filed: 120, flagged: 121, deleted: 125 } : { filed: 2, flagged: 1 }
      await expectEachOnce(user, hidden, { command: 'APPEND', nth: 2, at: 'answer' }, deeds, 'cut')
    },
  )

  it.each(sampled(WAYS, 2))(
    'while a run copies to a target %s, find each message once, where they want it',
    async (way, hidden) => {
      const user = `runs-${WAYS.findIndex(([name]) => name === way)}`
      const snare: Snare = {
        command: 'APPEND',
        nth: hidden.some((word) => word === 'MULTIAPPEND') ? 120 : 2,
        at: 'before',
      }
      await expectEachOnce(user, hidden, snare, { filed: 20, flagged: 21, deleted: 25 }, 'release')
    },
  )
})

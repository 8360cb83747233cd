import { type Dovecot, startTrap, type Trap, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { ledger, lockTable } from '../testing/ledger-lock.ts'
import { letters } from '../testing/letters.ts'
import { startMailServer } from '../testing/mail-server.ts'
import { sampled } from '../testing/sampled.ts'
import { kill, meanwhile, type Started, start } from '../testing/started.ts'
import { argsOf, expectNothingLeft, expectWhole } from '../testing/whole.ts'

const COUNT = 240
const FLAGS = ['\\Seen', '\\Flagged', '$Forwarded']
/** Of the larger folder, since folders are copied side by side; the UIDs of the other have one digit. */
const APPEND = { command: /^APPEND "?INBOX/, nth: 2 } as const
const BODIES = /^UID FETCH \S*\d\d.* BODY\.PEEK\[\]/

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'kills' })
  // The database runs all the time, so that no command has to start it.
  await ledger()
})

interface Scene {
  readonly source: Trap
  readonly target: Trap
  readonly start: () => Started
}

/** What is done to the command, and where: each ends with the command killed. */
type Inflict = (scene: Scene) => Promise<void>

const killedAt =
  (side: 'source' | 'target', snare: Parameters<Trap['next']>[0]): Inflict =>
  async (scene) => {
    const held = scene[side].next(snare)
    const run = scene.start()
    const caught = await meanwhile(run, held)
    await kill(run)
    caught.cut()
  }

/** Kills the command while it waits to write to a table; the command is held at `snare` while that is locked. */
async function killedWriting(scene: Scene, table: Parameters<typeof lockTable>[0], snare: Parameters<Trap['next']>[0]) {
  const held = scene.target.next(snare)
  const run = scene.start()
  const caught = await meanwhile(run, held)
  const locked = await lockTable(table)
  caught.release()
  await meanwhile(run, locked.waitedFor())
  await kill(run)
  await locked.release()
}

async function expectNothingLost(user: string, inflict: Inflict): Promise<void> {
  writeMaildir(server.mailDir(user), 'INBOX', letters(COUNT - 5, user, { size: 1_500 }))
  writeMaildir(server.mailDir(user), 'Projects/2024', letters(5, `${user}-2`, { flags: FLAGS }))
  await using source = await startTrap(server.port)
  await using target = await startTrap(server.port)
  await inflict({ source, target, start: () => start(argsOf({ from: source, to: target, user })) })
  const report = await expectWhole({ from: source, to: target, user }, server)
  expect(report.messages).toMatchObject({ source: COUNT, refused: 0, removed: 0, vanished: 0 })
  await expectNothingLeft({ from: source, to: target, user })
}

/** The batch is at the target, and the ledger knows only that it was sent. */
const leftInDoubt = killedAt('target', { ...APPEND, at: 'answer' })
const killedSettling = killedAt('target', { command: /^STATUS .*UIDNEXT/, nth: 2, at: 'answer' })

const steps: Record<string, Inflict> = {
  'while it lists the source': killedAt('source', { command: /^FETCH .*RFC822\.SIZE/, at: { answerBytes: 2_000 } }),
  'while it makes a folder': killedAt('target', { command: 'CREATE', at: 'answer' }),
  'while it reads the source': killedAt('source', { command: BODIES, at: { answerBytes: 100_000 } }),
  'before an APPEND reaches the server': killedAt('target', { ...APPEND, at: 'before' }),
  'within a literal of an APPEND': killedAt('target', { ...APPEND, at: { literalBytes: 10_000 } }),
  'between an APPEND and its answer': leftInDoubt,
  'while it verifies': killedAt('target', { command: BODIES, at: { answerBytes: 50_000 } }),
  'while it settles, waiting for the folder to stand still': async (scene) => {
    await leftInDoubt(scene)
    await killedSettling(scene)
  },
  'while it settles, reading what stands at the target': async (scene) => {
    await leftInDoubt(scene)
    await killedAt('target', { command: BODIES, at: { answerBytes: 20_000 } })(scene)
  },
}

describe.concurrent('after a kill -9', { timeout: 120_000 }, () => {
  it.each(sampled(Object.entries(steps), 3))(
    '%s, one run ends green with every message there once',
    async (name, inflict) => {
      await expectNothingLost(`step-${Object.keys(steps).indexOf(name)}`, inflict)
    },
  )
})

// One after the other: they hold a table that all commands write to.
const commits: Record<string, Inflict> = {
  'between what is planned and the commit of its intent': (scene) =>
    killedWriting(scene, 'intents', { command: 'CREATE', at: 'answer' }),
  'between the answer of an APPEND and its commit': (scene) =>
    killedWriting(scene, 'copies', { ...APPEND, at: 'answer' }),
  'while it settles, between what it has found and its commit': async (scene) => {
    await leftInDoubt(scene)
    await killedWriting(scene, 'copies', { command: BODIES, at: 'answer' })
  },
  'while it verifies, between what it has read and its commit': (scene) =>
    killedWriting(scene, 'checks', { command: BODIES, at: 'answer' }),
}

describe('after a kill -9', { timeout: 120_000 }, () => {
  it.each(sampled(Object.entries(commits), 2))(
    '%s, one run ends green with every message there once',
    async (name, inflict) => {
      await expectNothingLost(`commit-${Object.keys(commits).indexOf(name)}`, inflict)
    },
  )

  it('at several of these places one after the other, one run ends green with every message there once', async () => {
    await expectNothingLost('all', async (scene) => {
      await killedAt('target', { ...APPEND, at: 'before' })(scene)
      await killedAt('target', { ...APPEND, nth: 1, at: 'answer' })(scene)
      await killedSettling(scene)
      await killedWriting(scene, 'copies', { command: BODIES, at: 'answer' })
      // Nothing may be left to read by now, but what stands there is listed.
      await killedAt('target', { command: /^(?:UID )?FETCH/, at: 'before' })(scene)
    })
  })
})

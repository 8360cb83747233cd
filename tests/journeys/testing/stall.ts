import { type Dovecot, type Snare, startTrap, type Trap, writeMaildir } from '@caravan/lab'
import { expect } from 'vitest'
import { copy } from './caravan.ts'
import { leaseExpired, lockTable } from './ledger-lock.ts'
import { type Letter, letter, letters } from './letters.ts'
import { expectSame } from './reader.ts'
import { expectError } from './report.ts'
import { meanwhile, type Started, start } from './started.ts'
import { argsOf, expectWhole, type Journey } from './whole.ts'

const COUNT = 120
/** More than the kernel and the trap take off the command's hands. */
const LARGE = 16_000_000
const BODIES = /^UID FETCH .*BODY\.PEEK\[\]/
const LISTING = /^FETCH .*RFC822\.SIZE/

/** A command that was stopped, and what lets go on what it waits for. */
interface Stopped {
  readonly run: Started
  readonly release: () => void
  /** Until the server has answered what it got whole. */
  readonly answered: () => Promise<unknown>
}

/** Where a command may stand still. */
export interface Stall {
  readonly mail: (user: string) => Letter[]
  /** Some of it is copied before, and the run is one that lists it all the same. */
  readonly final?: boolean
  /** The server gets what is held only when the other has finished. */
  readonly late?: boolean
  readonly stop: (run: () => Started, trap: Trap) => Promise<Stopped>
}

const small = (user: string): Letter[] => letters(COUNT, user, { size: 1_500 })
const largeFirst = (user: string): Letter[] => [letter(`${user}-large`, { size: LARGE }), ...small(user).slice(1)]

const at =
  (snare: Snare): Stall['stop'] =>
  async (begin, trap) => {
    const held = trap.next(snare)
    const run = begin()
    const caught = await meanwhile(run, held)
    run.signal('SIGSTOP')
    return { run, release: caught.release, answered: () => caught.answered }
  }

export const halfSent: Stall = {
  mail: largeFirst,
  stop: async (begin, trap) => ({
    ...(await at({ command: 'APPEND', at: { literalBytes: 300_000 } })(begin, trap)),
    answered: async () => undefined,
  }),
}

export const stalls: Readonly<Record<string, Stall>> = {
  'while a literal is half sent': halfSent,
  'before an APPEND reaches the server': { mail: small, late: true, stop: at({ command: 'APPEND', at: 'before' }) },
  'when the whole APPEND was sent and its answer is on the way': {
    mail: small,
    stop: at({ command: 'APPEND', at: 'answer' }),
  },
  'when the whole APPEND was sent, which the server commits only after the other has ended': {
    mail: small,
    late: true,
    stop: at({ command: 'APPEND', at: 'whole' }),
  },
  'while it verifies': { mail: small, stop: at({ command: BODIES, at: { answerBytes: 20_000 } }) },
  'while it lists the target': { mail: small, final: true, stop: at({ command: LISTING, at: 'answer' }) },
}

/** To be tried alone: it holds a table that all commands write to. */
export const betweenAnswerAndCommit: Stall = {
  mail: small,
  stop: async (begin, trap) => {
    const held = trap.next({ command: 'APPEND', at: 'answer' })
    const run = begin()
    const caught = await meanwhile(run, held)
    const locked = await lockTable('copies')
    caught.release()
    await meanwhile(run, locked.waitedFor())
    run.signal('SIGSTOP')
    await locked.release()
    return { run, release: () => undefined, answered: () => caught.answered }
  },
}

/** Stops a command for longer than its right to the mailbox lasts. */
async function stopped(server: Dovecot, journey: Journey, trap: Trap, stall: Stall, env: Env): Promise<Stopped> {
  const { user } = journey
  const mail = stall.mail(user)
  if (stall.final === true) {
    writeMaildir(server.mailDir(user), 'INBOX', mail.splice(0, 100))
    await copy(0, argsOf(journey))
  }
  writeMaildir(server.mailDir(user), 'INBOX', mail)
  const args = [...argsOf(journey), ...(stall.final === true ? ['--kind', 'final'] : [])]
  const one = await stall.stop(() => start(args, env), trap)
  await leaseExpired(`${user}-new`)
  return one
}

type Env = Readonly<Record<string, string>>
const lasting = (leaseSeconds: number): Env => ({ CARAVAN_LEASE_SECONDS: String(leaseSeconds) })

/** Another command takes over and ends; the first wakes up, sends nothing more, and no message is lost or doubled. */
export async function expectTakenOver(server: Dovecot, user: string, stall: Stall, leaseSeconds: number) {
  await using trap = await startTrap(server.port)
  const journey = { from: server, to: trap, user }
  const { run, release, answered } = await stopped(server, journey, trap, stall, lasting(leaseSeconds))
  if (stall.late !== true) release()

  // Through the same proxy: the ledger knows a mailbox by where it is reached. With the usual right to it: on a busy
  // machine one that lasts a second ends under a command that nobody has stopped.
  expect((await copy(0, argsOf(journey))).messages.source).toBe(COUNT)
  await expectSame(server, user, server, `${user}-new`)
  const sent = appends(trap)

  run.signal('SIGCONT')
  if (stall.late === true) release()
  const { status, json } = await run.ended
  expect(status).toBe(5)
  expectError(json.error, 'lease-lost', null)
  await answered()
  expect(appends(trap)).toBe(sent)
  // What the server commits late is the one thing that nobody could call back: the next run removes it.
  if (stall.late !== true) await expectSame(server, user, server, `${user}-new`)
  expect((await expectWhole(journey, server)).messages).toMatchObject({ source: COUNT, present: COUNT })
}

/** Nobody takes over: the command wakes up and goes on. */
export async function expectGoesOn(server: Dovecot, user: string, stall: Stall, leaseSeconds: number) {
  await using trap = await startTrap(server.port)
  const journey = { from: server, to: trap, user }
  const { run, release } = await stopped(server, journey, trap, stall, lasting(leaseSeconds))
  release()
  run.signal('SIGCONT')
  expect((await run.ended).json).toMatchObject({ status: 'green', messages: { source: COUNT, copied: COUNT } })
  await expectWhole(journey, server)
}

const appends = ({ commands }: Trap): number => commands.filter(({ name }) => name === 'APPEND').length

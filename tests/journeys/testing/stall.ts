import { type Caught, type Dovecot, startTrap, type Trap, writeMaildir } from '@caravan/lab'
import { expect, it } from 'vitest'
import { copy } from './caravan.ts'
import { leaseExpired } from './ledger-lock.ts'
import { letter, letters } from './letters.ts'
import { expectSame } from './reader.ts'
import { expectError } from './report.ts'
import { meanwhile, type Started, start } from './started.ts'
import { argsOf, expectWhole, type Journey } from './whole.ts'

const COUNT = 120
/** More than the kernel and the trap take off the command's hands. */
const LARGE = 24_000_000
const BODIES = /^UID FETCH .*BODY\.PEEK\[\]/

interface Stall {
  snare: Parameters<Trap['next']>[0]
  large?: boolean
  /** The server gets what is held only when the other has finished. */
  late?: boolean
  /** What the woken command says, where another has taken over. */
  code: 'lease-lost' | null
}

const stalls: Record<string, Stall> = {
  'while a literal is half sent': {
    snare: { command: 'APPEND', at: { literalBytes: 300_000 } },
    large: true,
    code: 'lease-lost',
  },
  'when the whole APPEND was sent and its answer is on the way': {
    snare: { command: 'APPEND', at: 'answer' },
    code: 'lease-lost',
  },
  'when the whole APPEND was sent and the server commits it only after the other has finished': {
    snare: { command: 'APPEND', at: 'whole' },
    late: true,
    code: 'lease-lost',
  },
  'before an APPEND': { snare: { command: 'APPEND', at: 'before' }, late: true, code: 'lease-lost' },
  'while it verifies': { snare: { command: BODIES, at: { answerBytes: 20_000 } }, code: null },
}

/** A command that is stopped somewhere for longer than its right to the mailbox lasts. */
export function stallsOf(leaseSeconds: number, server: () => Dovecot): void {
  const env = { CARAVAN_LEASE_SECONDS: String(leaseSeconds) }

  /** Stops the first command where it is caught, and lets its right run out. */
  async function stall(journey: Journey, trap: Trap, { snare, large }: Stall): Promise<[Started, Caught]> {
    const { user } = journey
    const large_ = large === true ? [letter(`${user}-large`, { size: LARGE })] : []
    const inbox = [...letters(COUNT - large_.length, user, { size: 1_500 }), ...large_]
    writeMaildir(server().mailDir(user), 'INBOX', large === true ? inbox.reverse() : inbox)
    const held = trap.next(snare)
    const run = start(argsOf(journey), env)
    const caught = await meanwhile(run, held)
    run.signal('SIGSTOP')
    await leaseExpired(`${user}-new`)
    return [run, caught]
  }

  const numbered = Object.entries(stalls).map(([where, one], index) => [where, one, index] as const)

  it.each(numbered)(
    'stopped %s, and woken when another has taken over and ended: it sends nothing more, and no message is lost or doubled',
    async (_, one, index) => {
      const user = `over-${index}`
      await using trap = await startTrap(server().port)
      const [stalled, from] = [{ from: server(), to: trap, user }, server()]
      const [run, caught] = await stall(stalled, trap, one)
      if (one.late !== true) caught.release()

      // Through the same proxy: the ledger knows a mailbox by where it is reached.
      const report = await copy(0, argsOf(stalled), { env })
      expect(report.messages.source).toBe(COUNT)
      await expectSame(from, user, server(), `${user}-new`)
      const sent = appends(trap)

      run.signal('SIGCONT')
      if (one.late === true) caught.release()
      const { status, json } = await run.ended
      if (one.code === null) expect({ status, error: json.error }).toEqual({ status: 0, error: null })
      else {
        expect(status).toBe(5)
        expectError(json.error, one.code, null)
      }
      await caught.answered
      expect(appends(trap)).toBe(sent)
      // What the server commits late is the one thing that nobody could call back: the next run removes it.
      if (one.late !== true) await expectSame(from, user, server(), `${user}-new`)
      await expectWhole(stalled, server())
    },
  )

  it('stopped while a literal is half sent, and woken when nobody has taken over: it goes on and ends green', async () => {
    await using trap = await startTrap(server().port)
    const journey = { from: server(), to: trap, user: 'alone' }
    const [run, caught] = await stall(journey, trap, { ...stalls['while a literal is half sent'], code: null } as Stall)
    caught.release()
    run.signal('SIGCONT')
    expect((await run.ended).json).toMatchObject({ status: 'green', messages: { source: COUNT, copied: COUNT } })
    await expectWhole(journey, server())
  })
}

const appends = ({ commands }: Trap): number => commands.filter(({ name }) => name === 'APPEND').length

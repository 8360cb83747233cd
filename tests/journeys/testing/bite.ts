import { compareMailboxes, type Dovecot, startTrap, type Trap, writeMaildir } from '@caravan/lab'
import { expect, it } from 'vitest'
import { type Copier, naive, ours, type Run } from './copier.ts'
import { type Letter, letters } from './letters.ts'
import { mailbox } from './mail-server.ts'

/** How many letters a mailbox has to which a fault happens, and the octets of each. */
export const COUNT = 12
export const SIZE = 20_000

/** Something that goes wrong while mail is copied. */
export interface Fault {
  /** What the naive copier remembers by, so that it falls for this. */
  remembers: 'in a record' | 'by Message-ID'
  /** How many messages are doubled or lost by it, at least. */
  harm: { extra: number; missing: number }
  /** How many commands have to be caught, at least, or it did not happen. */
  catches: number
  mail?: (key: string) => Letter[]
  /** Brings it about; `start` starts the copier between the two traps. Every run has ended afterwards. */
  inflict: (at: { source: Trap; target: Trap; start: () => Run }) => Promise<void>
}

/** What a copier makes of a fault, counted once it was lifted and another run has ended well. */
async function outcome(server: Dovecot, user: string, fault: Fault, copier: Copier): Promise<object> {
  writeMaildir(server.mailDir(user), 'INBOX', fault.mail?.(user) ?? letters(COUNT, user, { size: SIZE }))
  await using source = await startTrap(server.port)
  await using target = await startTrap(server.port)
  const start = copier(source, user, target, `${user}-new`)
  await fault.inflict({ source, target, start })
  expect(source.catches + target.catches).toBeGreaterThanOrEqual(fault.catches)
  expect(await start().ended).toBe(0)
  const { missing, extra, messagesA } = await compareMailboxes(mailbox(server, user), mailbox(server, `${user}-new`))
  expect(messagesA).toBe(COUNT)
  return { missing, extra }
}

/**
 * Puts the same fault to a copier of a few lines, which has to lose or double mail by it, and to our command, which must
 * not: nobody can believe a fault that does nothing.
 */
export function bites(key: string, fault: Fault, server: () => Dovecot): void {
  const atLeast = (count: number): unknown => (count === 0 ? 0 : expect.toSatisfy((seen: number) => seen >= count))

  it('makes a copier of a few lines lose or double mail', { timeout: 180_000 }, async () => {
    const { extra, missing } = fault.harm
    expect(await outcome(server(), `naive-${key}`, fault, naive(fault.remembers))).toEqual({
      extra: atLeast(extra),
      missing: atLeast(missing),
    })
  })

  it('costs our command nothing', { timeout: 180_000 }, async () => {
    expect(await outcome(server(), `ours-${key}`, fault, ours)).toEqual({ missing: 0, extra: 0 })
  })
}

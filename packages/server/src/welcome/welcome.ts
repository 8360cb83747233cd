import type { Running } from '../jobs/accounts.ts'
import { repeat } from '../jobs/repeat.ts'
import { attend } from './attend.ts'
import { noteDue, takeUpAgain } from './due.ts'
import { take } from './taken.ts'

const EVERY_MS = 15_000
/** Mailboxes open at once; a connection each, beside those of passes. */
const LANES = 4
/** Of each, in one turn. */
const MOST = 100

/** Lays welcome letters and looks at them, until it is stopped; any number of processes may. */
export function startWelcome(running: Running): { stop(): Promise<void> } {
  let stopped = false
  const loop = repeat('welcome letters', EVERY_MS, running.log, () => welcomeDue(running, () => stopped))
  return {
    async stop() {
      stopped = true
      await loop.stop()
    },
  }
}

/** Lays what is due and looks at what was laid; how many mailboxes were opened. */
export async function welcomeDue(running: Running, isStopped: () => boolean = () => false): Promise<number> {
  await noteDue(running.db)
  await takeUpAgain(running.db)
  const lane = async (): Promise<number> => {
    for (let n = 0; n < MOST; n++) {
      const one = isStopped() ? undefined : await take(running.db)
      if (one === undefined) return n
      await attend(running, one)
    }
    return MOST
  }
  const attended = await Promise.all(Array.from({ length: LANES }, lane))
  return attended.reduce((sum, n) => sum + n, 0)
}

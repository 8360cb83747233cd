import { SYSTEM_CLOCK } from '../services/pace/clock.ts'
import { type Later, ServiceError } from '../services/port.ts'
import type { PassContext } from './context.ts'

/** Tries in a row without anything having moved, and the first pause between them, doubled each time. */
const ATTEMPTS = 4
const FIRST_PAUSE_MS = 1_000
/** Each of these costs two minutes before it fails: four would keep their reader waiting for more than eight. */
const ATTEMPTS_IN_SILENCE = 2

/** What trying again needs of a pass. */
export type Perseverance = Pick<PassContext, 'retry' | 'signal' | 'moved' | 'tell' | 'clock' | 'longestWaitMs'> &
  Partial<Pick<PassContext, 'ease'>>

/**
 * Does work again after a lost connection, as long as something moves in between: each try begins with what the ledger
 * knows, so that a second try is the same as a second run. Where a service says that it is asked too much, or its limits
 * leave nothing for now, the wait is as long as that asks for. Gives up with the last error.
 */
export async function persevere<T>(context: Perseverance, work: () => Promise<T>): Promise<T> {
  const clock = context.clock ?? SYSTEM_CLOCK
  const waits = { failures: 0, waitedMs: 0 }
  for (;;) {
    context.signal?.throwIfAborted()
    const before = context.moved()
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ServiceError) || error.scope !== 'session') throw error
      if (context.moved() > before) waits.failures = waits.waitedMs = 0
      waits.failures++
      const pause = pauseAfter(context, error, waits)
      if (pause === undefined) throw error
      waits.waitedMs += pause
      context.tell({ step: 'waiting', seconds: pause / 1000, because: error.message })
      if (error.later !== undefined) await context.ease?.(error.later, pause)
      await clock.sleep(pause, context.signal)
    }
  }
}

interface Waits {
  readonly failures: number
  readonly waitedMs: number
}

/** Milliseconds until the next try; undefined where there is to be none. */
function pauseAfter(context: Perseverance, { code, later }: ServiceError, waits: Waits): number | undefined {
  const { failures } = waits
  if (later !== undefined) return pauseOf(later, waits, context.longestWaitMs)
  const { attempts, firstPauseMs } = context.retry ?? { attempts: ATTEMPTS, firstPauseMs: FIRST_PAUSE_MS }
  if (failures >= (code === 'response-timeout' ? ATTEMPTS_IN_SILENCE : attempts)) return undefined
  return firstPauseMs * 2 ** (failures - 1)
}

function pauseOf(later: Later, { failures, waitedMs }: Waits, longest = Number.POSITIVE_INFINITY): number | undefined {
  const { waitMs, longestWaitMs, patienceMs } = later
  const pause = Math.max(waitMs, Math.min(longestWaitMs, waitMs * 2 ** (failures - 1)))
  return pause > longest || waitedMs + pause > patienceMs ? undefined : pause
}

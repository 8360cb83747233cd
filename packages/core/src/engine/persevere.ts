import { setTimeout as sleep } from 'node:timers/promises'
import { ServiceError } from '../services/port.ts'
import type { PassContext } from './context.ts'

/** Tries in a row without anything having moved, and the first pause between them, doubled each time. */
const ATTEMPTS = 4
const FIRST_PAUSE_MS = 1_000
/** Each of these costs two minutes before it fails: four would keep their reader waiting for more than eight. */
const ATTEMPTS_IN_SILENCE = 2

/** What trying again needs of a pass. */
export type Perseverance = Pick<PassContext, 'retry' | 'signal' | 'moved' | 'tell'>

/**
 * Does work again after a lost connection, as long as something moves in between: each try begins with what the ledger
 * knows, so that a second try is the same as a second run. Gives up with the last error.
 */
export async function persevere<T>(context: Perseverance, work: () => Promise<T>): Promise<T> {
  const { attempts, firstPauseMs } = context.retry ?? { attempts: ATTEMPTS, firstPauseMs: FIRST_PAUSE_MS }
  for (let failures = 0; ; ) {
    context.signal?.throwIfAborted()
    const before = context.moved()
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof ServiceError) || error.scope !== 'session') throw error
      failures = context.moved() > before ? 1 : failures + 1
      if (failures >= (error.code === 'response-timeout' ? ATTEMPTS_IN_SILENCE : attempts)) throw error
      const pause = firstPauseMs * 2 ** (failures - 1)
      context.tell({ step: 'waiting', seconds: pause / 1000, because: error.message })
      await sleep(pause, undefined, context.signal === undefined ? {} : { signal: context.signal }).catch(
        () => undefined,
      )
    }
  }
}

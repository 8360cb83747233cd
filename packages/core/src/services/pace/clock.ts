import { setTimeout as sleep } from 'node:timers/promises'

/** Where waits take their time from: the system, or a test in which days pass at once. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Ends early, and without an error, where the signal comes first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The longest that Node.js waits at once, in milliseconds: beyond it a timer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    const options = signal === undefined ? {} : { signal }
    await sleep(Math.min(LONGEST_TIMER_MS, milliseconds), undefined, options).catch(() => undefined)
  },
}

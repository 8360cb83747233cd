import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../clock.ts'

/** A clock in which waits are over at once: days pass in a test, and nothing else does. */
export class VirtualClock implements Clock {
  #now: number
  /** Waits in all, in milliseconds. */
  slept = 0

  constructor(now = Date.UTC(2026, 10, 2, 9)) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const end = this.#now + milliseconds
    await setImmediate()
    if (signal?.aborted === true) return
    this.slept += milliseconds
    this.#now = Math.max(this.#now, end)
  }
}

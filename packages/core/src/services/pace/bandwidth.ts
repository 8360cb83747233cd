import type { Clock } from './clock.ts'

/** Octets that may go at once after a rest, in seconds of the rate. */
const BURST_SECONDS = 1

/**
 * A bucket that fills at so many octets a second. Who takes more than it holds is in its debt, and waits until that is
 * paid: so any size goes through, and the rate holds.
 */
export class Bandwidth {
  readonly #rate: number
  readonly #clock: Clock
  #held: number
  #filledAt: number

  /** @param rate octets a second */
  constructor(rate: number, clock: Clock) {
    this.#rate = rate
    this.#clock = clock
    this.#held = rate * BURST_SECONDS
    this.#filledAt = clock.now()
  }

  /** Takes octets and waits until they may go. Throws the reason of the signal where that comes first. */
  async take(octets: number, signal: AbortSignal | undefined): Promise<void> {
    const now = this.#clock.now()
    const filled = this.#held + (Math.max(0, now - this.#filledAt) / 1_000) * this.#rate
    this.#held = Math.min(this.#rate * BURST_SECONDS, filled) - octets
    this.#filledAt = now
    if (this.#held >= 0) return
    await this.#clock.sleep((-this.#held / this.#rate) * 1_000, signal)
    signal?.throwIfAborted()
  }
}

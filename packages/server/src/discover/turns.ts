import { RequestError } from '../api/problems.ts'

export interface TurnLimits {
  /** In a minute, for each who asks. */
  readonly aMinute: number
  /** At once, for all together. */
  readonly atOnce: number
}

/** Lets work begin so often and so much of it at once as its limits allow, in this process. */
export class Turns {
  readonly #limits: TurnLimits
  readonly #now: () => number
  readonly #begun = new Map<string, number[]>()
  #running = 0

  constructor(limits: TurnLimits, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
  }

  /** Throws `too-many-requests`. */
  async take<T>(who: string, work: () => Promise<T>): Promise<T> {
    return (await this.#begin(who, work)).result
  }

  /** Counts what throws alone: what goes well may be done again at once. Throws `too-many-requests`. */
  async takeUnlessWell<T>(who: string, work: () => Promise<T>): Promise<T> {
    const { result, at } = await this.#begin(who, work)
    const others = (this.#begun.get(who) ?? []).toSpliced(this.#begun.get(who)?.indexOf(at) ?? 0, 1)
    if (others.length === 0) this.#begun.delete(who)
    else this.#begun.set(who, others)
    return result
  }

  async #begin<T>(who: string, work: () => Promise<T>): Promise<{ readonly result: T; readonly at: number }> {
    const at = this.#now()
    const since = at - 60_000
    // Who has not asked for a minute is forgotten, so that this does not grow.
    for (const [one, times] of this.#begun) if ((times.at(-1) ?? 0) <= since) this.#begun.delete(one)
    const begun = (this.#begun.get(who) ?? []).filter((time) => time > since)
    if (begun.length >= this.#limits.aMinute || this.#running >= this.#limits.atOnce) throw tooMany()
    this.#begun.set(who, [...begun, at])
    this.#running++
    try {
      return { result: await work(), at }
    } finally {
      this.#running--
    }
  }
}

const tooMany = (): RequestError =>
  new RequestError(429, 'too-many-requests', 'This was asked too often.', 'Wait a minute and ask again.')

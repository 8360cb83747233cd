import { type Clock, SYSTEM_CLOCK } from '../services/pace/clock.ts'
import type { Endpoint, Session } from '../services/port.ts'
import { ServiceError } from '../services/port.ts'

/** How long a service is left with fewer sessions before one more is tried; each time that fails, twice as long. */
const FIRST_GROWTH_MS = 60_000
const LAST_GROWTH_MS = 16 * 60_000
/** What several sessions are told at once is one word of the service. */
const ONE_WORD_MS = 10_000

/**
 * Sessions to one endpoint, opened when they are needed, at most `size` at once. A service that lets in fewer is used
 * with those it lets in, one that is asked too much with half as many; one more is tried after a while.
 */
export class SessionPool {
  readonly #endpoint: Endpoint
  readonly #clock: Clock
  #wanted: number
  #size: number
  #growsAt = 0
  #growthMs = FIRST_GROWTH_MS
  #halvedAt = Number.NEGATIVE_INFINITY
  readonly #idle: Session[] = []
  #open = 0
  #closed = false
  readonly #warming = new Set<Promise<void>>()
  readonly #waiting: { resolve: (session: Session) => void; reject: (error: unknown) => void }[] = []

  readonly #signal: AbortSignal | undefined

  /** @param signal aborted, nobody waits for a connection any more */
  constructor(endpoint: Endpoint, size: number, signal?: AbortSignal, clock: Clock = SYSTEM_CLOCK) {
    this.#endpoint = endpoint
    this.#signal = signal
    this.#clock = clock
    this.#wanted = Math.max(1, size)
    this.#size = this.#wanted
  }

  get size(): number {
    return this.#size
  }

  /** Lets there be so many, unless the service has let in fewer: then it comes to that by and by. */
  grow(size: number): void {
    const whole = this.#size === this.#wanted
    this.#wanted = Math.max(this.#wanted, size)
    if (whole) this.#size = this.#wanted
  }

  /** Opens sessions before they are asked for, up to so many in all. What fails is said to who needs one. */
  warm(count: number): void {
    for (let more = Math.min(count, this.#size) - this.#open; more > 0; more--) {
      const warming = this.#opened()
        .then((session) => this.give(session, true))
        .catch(() => undefined)
        .finally(() => this.#warming.delete(warming))
      this.#warming.add(warming)
    }
  }

  /** The service is asked too much: half as many sessions from now on, one more after a while. */
  halve(): void {
    const now = this.#clock.now()
    if (now < this.#halvedAt + ONE_WORD_MS) return
    this.#halvedAt = now
    this.#shrink(Math.ceil(this.#size / 2))
  }

  /** Closes what is idle: nobody needs it for a time in which the service would close it itself. */
  async rest(): Promise<void> {
    const idle = this.#idle.splice(0)
    this.#open -= idle.length
    await Promise.all(idle.map((session) => session.close()))
  }

  #shrink(size: number): void {
    this.#size = Math.max(1, size)
    this.#growsAt = this.#clock.now() + this.#growthMs
    this.#growthMs = Math.min(LAST_GROWTH_MS, 2 * this.#growthMs)
  }

  #tryOneMore(): void {
    if (this.#size >= this.#wanted || this.#clock.now() < this.#growsAt) return
    this.#size++
    this.#growsAt = this.#clock.now() + FIRST_GROWTH_MS
  }

  /** Runs work with a session of its own; a session whose work failed for good of the line is thrown away. */
  async use<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const session = await this.take()
    let healthy = false
    try {
      const result = await work(session)
      healthy = true
      return result
    } catch (error) {
      healthy = error instanceof ServiceError && (error.scope === 'message' || error.scope === 'folder')
      throw error
    } finally {
      await this.give(session, healthy)
    }
  }

  async take(): Promise<Session> {
    const idle = this.#idle.pop()
    if (idle !== undefined) return idle
    this.#tryOneMore()
    if (this.#open >= this.#size) {
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
    }
    try {
      return await this.#opened()
    } catch (error) {
      // Others are open: the service may only be counting connections. Wait for one of those instead.
      if (this.#open > 0 && error instanceof ServiceError && error.scope === 'session') return this.take()
      throw error
    }
  }

  /** One more session. Where it fails beside others that are open, those are as many as there will be. */
  async #opened(): Promise<Session> {
    this.#open++
    try {
      return await this.#connect()
    } catch (error) {
      this.#open--
      if (this.#open > 0 && error instanceof ServiceError && error.scope === 'session') this.#shrink(this.#open)
      else this.#passOnFailure(error)
      throw error
    }
  }

  /** A connection, unless the signal comes first: then the one that may still arrive is closed. */
  async #connect(): Promise<Session> {
    const signal = this.#signal
    if (signal === undefined) return this.#endpoint.connect()
    signal.throwIfAborted()
    const aborted = Promise.withResolvers<never>()
    const abort = () => aborted.reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    const connecting = this.#endpoint.connect()
    try {
      return await Promise.race([connecting, aborted.promise])
    } catch (error) {
      connecting.then(
        (session) => session.close(),
        () => undefined,
      )
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  async give(session: Session, healthy: boolean): Promise<void> {
    if (healthy && !this.#closed && this.#open <= this.#size) {
      const next = this.#waiting.shift()
      if (next === undefined) this.#idle.push(session)
      else next.resolve(session)
      return
    }
    this.#open--
    // Where one line broke the others have seldom outlived it: each that lies idle would cost a try of its own.
    await Promise.all([session.close(), ...(healthy ? [] : [this.rest()])])
    const next = this.#waiting.shift()
    // The freed place, or a session that comes free, goes to whoever waits longest.
    if (next !== undefined) this.take().then(next.resolve, next.reject)
  }

  /** Closes what is idle now, and the rest as it is given back or has been opened. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([this.rest(), ...this.#warming])
  }

  /** Nobody is left who could hand a session on: those who wait must not wait for ever. */
  #passOnFailure(error: unknown): void {
    if (this.#open > 0) return
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
  }
}

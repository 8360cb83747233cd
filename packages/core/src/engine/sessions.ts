import type { Endpoint, Session } from '../services/port.ts'
import { ServiceError } from '../services/port.ts'

/**
 * Sessions to one endpoint, opened when they are needed, at most `size` at once. A service that lets in fewer is used
 * with those it lets in.
 */
export class SessionPool {
  readonly #endpoint: Endpoint
  #size: number
  readonly #idle: Session[] = []
  #open = 0
  #closed = false
  #refused = false
  readonly #waiting: { resolve: (session: Session) => void; reject: (error: unknown) => void }[] = []

  readonly #signal: AbortSignal | undefined

  /** @param signal aborted, nobody waits for a connection any more */
  constructor(endpoint: Endpoint, size: number, signal?: AbortSignal) {
    this.#endpoint = endpoint
    this.#signal = signal
    this.#size = Math.max(1, size)
  }

  get size(): number {
    return this.#size
  }

  /** Lets there be so many, unless the service has let in fewer. */
  grow(size: number): void {
    if (!this.#refused) this.#size = Math.max(this.#size, size)
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
    if (this.#open >= this.#size) {
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
    }
    this.#open++
    try {
      return await this.#connect()
    } catch (error) {
      this.#open--
      // Others are open: the service may only be counting connections. Wait for one of those instead.
      if (this.#open > 0 && error instanceof ServiceError && error.scope === 'session') {
        this.#size = this.#open
        this.#refused = true
        return this.take()
      }
      this.#passOnFailure(error)
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
    if (healthy && !this.#closed) {
      const next = this.#waiting.shift()
      if (next === undefined) this.#idle.push(session)
      else next.resolve(session)
      return
    }
    this.#open--
    await session.close()
    const next = this.#waiting.shift()
    // The freed place goes to whoever waits longest.
    if (next !== undefined) this.take().then(next.resolve, next.reject)
  }

  /** Closes what is idle now, and the rest as it is given back. */
  async close(): Promise<void> {
    this.#closed = true
    const idle = this.#idle.splice(0)
    this.#open -= idle.length
    await Promise.all(idle.map((session) => session.close()))
  }

  /** Nobody is left who could hand a session on: those who wait must not wait for ever. */
  #passOnFailure(error: unknown): void {
    if (this.#open > 0) return
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
  }
}

import { type ImapError, LimitExceededError, ResponseTimeoutError } from './errors.ts'

/** Words between two useful answers; a server that asks for patience says so every few seconds. */
const MOST_WORDS = 100_000
/** So many times the silence that is borne, a server may ask for patience. */
const PATIENCE = 15

/**
 * Bounds what a server says while a command waits and nobody asked for it: `* OK Still here` is a sign of life
 * (RFC 3501 §5.4 knows no other), and without an end it is none.
 */
export class Chatter {
  readonly #limitMs: number
  #since = 0
  #words = 0

  /** @param silenceMs how long silence is borne */
  constructor(silenceMs: number) {
    this.#limitMs = silenceMs * PATIENCE
  }

  /** Something came that somebody waited for, or more of a command has left. */
  useful(): void {
    this.#words = 0
  }

  /** One more answer that nobody asked for; gives back the error when it is one too many. */
  heard(): ImapError | undefined {
    if (this.#words === 0) this.#since = performance.now()
    this.#words++
    if (this.#words > MOST_WORDS)
      return new LimitExceededError(`The server sent ${MOST_WORDS} responses that nobody asked for, and no answer`)
    if (performance.now() - this.#since > this.#limitMs)
      return new ResponseTimeoutError(`The server asked for patience for ${this.#limitMs / 60_000} minutes`)
    return undefined
  }
}

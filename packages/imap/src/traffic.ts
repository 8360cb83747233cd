/** How much went over a line while somebody waited for the server, and how long that took. */
export interface Traffic {
  /** In both directions, as IMAP has them, whatever they are compressed to. */
  readonly bytes: number
  readonly ms: number
}

/** Counts the traffic of a line. Time in which our own side held the server back is not the line's. */
export class TrafficCount {
  #bytes = 0
  #ms = 0
  #since: number | undefined

  /** Whether time runs from now on. */
  run(running: boolean): void {
    const now = performance.now()
    if (this.#since !== undefined) this.#ms += now - this.#since
    this.#since = running ? now : undefined
  }

  count(bytes: number): void {
    this.#bytes += bytes
  }

  get traffic(): Traffic {
    return { bytes: this.#bytes, ms: this.#ms + (this.#since === undefined ? 0 : performance.now() - this.#since) }
  }
}

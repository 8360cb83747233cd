/** What comes in pieces smaller than any answer counts only when it comes at this rate: 2 kB in a quarter of an hour. */
const DRIBBLE_BYTES = 16
const LEAST_BYTES_PER_SECOND = 2
const BODY_BYTES = 1024

/**
 * Watches for silence: a time with no byte in either direction while somebody waits for the server, or with bytes that
 * drip so slowly that waiting leads nowhere.
 */
export class SilenceWatch {
  readonly #limitMs: number
  readonly #exempt: () => boolean
  readonly #onSilence: (dribble: number) => void
  #timer: NodeJS.Timeout | undefined
  #last = 0
  #dribble = 0
  #waited = 0

  /**
   * @param exempt whether the silence is ours: the consumer holds the server back, or a body has not come yet
   * @param onSilence told how many bytes dripped
   */
  constructor(limitMs: number, exempt: () => boolean, onSilence: (dribble: number) => void) {
    this.#limitMs = limitMs
    this.#exempt = exempt
    this.#onSilence = onSilence
  }

  /** Something moved. */
  touch(): void {
    this.#last = performance.now()
    this.#dribble = 0
  }

  /** So many bytes came at once; a whole line is never too little. */
  received(bytes: number, line: boolean): void {
    this.#dribble += bytes
    const enough = (LEAST_BYTES_PER_SECOND * this.#limitMs) / 1000
    if (line || bytes >= DRIBBLE_BYTES || this.#dribble >= enough) this.touch()
  }

  /** So many bytes left. A command is no sign of life of a server that drips, a body that it takes is one. */
  sent(bytes: number): void {
    if (this.#dribble === 0 || bytes >= BODY_BYTES) this.touch()
  }

  start(): void {
    if (this.#timer !== undefined) return
    // What dripped while the last command waited counts with this one: many short answers would take for ever too.
    if (this.#dribble === 0) this.touch()
    else this.#last = performance.now() - this.#waited
    this.#arm(this.#limitMs - (performance.now() - this.#last))
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#waited = performance.now() - this.#last
  }

  // One timer that looks back is cheaper than a timer reset at every chunk.
  #arm(ms: number): void {
    this.#timer = setTimeout(() => {
      if (this.#exempt()) this.touch()
      const left = this.#limitMs - (performance.now() - this.#last)
      if (left > 1) this.#arm(left)
      else {
        this.#timer = undefined
        this.#onSilence(this.#dribble)
      }
    }, ms)
  }
}

/** Watches for silence: a time with no byte in either direction while somebody waits for the server. */
export class SilenceWatch {
  readonly #limitMs: number
  readonly #exempt: () => boolean
  readonly #onSilence: () => void
  #timer: NodeJS.Timeout | undefined
  #last = 0

  /**
   * @param exempt whether the silence is ours: the consumer holds the server back, or a body has not come yet
   */
  constructor(limitMs: number, exempt: () => boolean, onSilence: () => void) {
    this.#limitMs = limitMs
    this.#exempt = exempt
    this.#onSilence = onSilence
  }

  /** Something moved. */
  touch(): void {
    this.#last = performance.now()
  }

  start(): void {
    if (this.#timer !== undefined) return
    this.touch()
    this.#arm(this.#limitMs)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  // One timer that looks back is cheaper than a timer reset at every chunk.
  #arm(ms: number): void {
    this.#timer = setTimeout(() => {
      if (this.#exempt()) this.touch()
      const left = this.#limitMs - (performance.now() - this.#last)
      if (left > 1) this.#arm(left)
      else {
        this.#timer = undefined
        this.#onSilence()
      }
    }, ms)
  }
}

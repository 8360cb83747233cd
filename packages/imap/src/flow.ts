/** Counts the bytes that wait for their consumer, and asks for a pause at the mark and a resume at half of it. */
export class FlowGate {
  readonly #mark: number
  readonly #change: (paused: boolean) => void
  #held = 0
  #paused = false

  constructor(mark: number, change: (paused: boolean) => void) {
    this.#mark = mark
    this.#change = change
  }

  /** Bytes received and not yet taken. */
  get held(): number {
    return this.#held
  }

  get paused(): boolean {
    return this.#paused
  }

  hold(bytes: number): void {
    this.#held += bytes
    if (!this.#paused && this.#held >= this.#mark) {
      this.#paused = true
      this.#change(true)
    }
  }

  release(bytes: number): void {
    this.#held -= bytes
    if (this.#paused && this.#held <= this.#mark / 2) {
      this.#paused = false
      this.#change(false)
    }
  }
}

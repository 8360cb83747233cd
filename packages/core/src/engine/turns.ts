/**
 * Lets work that touches nothing of each other's run side by side, and work that has to see the mailbox as it stands run
 * alone. Turns are given in the order in which they are asked for, so that neither kind waits for ever.
 */
export class Turns {
  #running = 0
  #alone = false
  readonly #waiting: { readonly alone: boolean; readonly go: () => void }[] = []

  /** Beside others that share. Nobody who holds a turn may ask for another one. */
  share<T>(work: () => Promise<T>): Promise<T> {
    return this.#take(false, work)
  }

  /** When all others have ended, and before any other begins. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#take(true, work)
  }

  async #take<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    await new Promise<void>((go) => {
      this.#waiting.push({ alone, go })
      this.#next()
    })
    try {
      return await work()
    } finally {
      this.#running--
      this.#alone = false
      this.#next()
    }
  }

  #next(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (this.#alone || (first.alone && this.#running > 0)) return
      this.#waiting.shift()
      this.#alone = first.alone
      this.#running++
      first.go()
    }
  }
}

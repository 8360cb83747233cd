// Holding a slice costs about 120 bytes, so slices up to this size are copied together.
const joinedBytes = 4096
const EMPTY = Buffer.alloc(0)

/**
 * A literal's data in the order in which it came. However small the pieces are in which a server sends it, holding n
 * bytes takes n bytes and one slice for each 2 KiB, and taking them takes linear time. Measured with pieces of one byte:
 * 120 MB for each MB, and 176 s to take a fifth of a queued MB, when each piece was kept as it came.
 */
export class Slices {
  #list: Buffer[] = []
  #head = 0
  // What the last slice lies in, where it was joined.
  #room = EMPTY

  /** All that were not taken. */
  get all(): readonly Buffer[] {
    return this.#head === 0 ? this.#list : this.#list.slice(this.#head)
  }

  push(bytes: Buffer): void {
    const last = this.#list.at(-1)
    const length = (last?.length ?? 0) + bytes.length
    if (last === undefined || length > joinedBytes) {
      this.#list.push(bytes)
      this.#room = EMPTY
      return
    }
    if (this.#room.length === 0) {
      this.#room = Buffer.allocUnsafeSlow(joinedBytes)
      last.copy(this.#room)
    }
    bytes.copy(this.#room, last.length)
    this.#list[this.#list.length - 1] = this.#room.subarray(0, length)
  }

  /** Takes the first; it is not written to any more. */
  take(): Buffer | undefined {
    const first = this.#list[this.#head]
    if (first === undefined) return undefined
    this.#list[this.#head++] = EMPTY
    if (this.#head === this.#list.length) {
      this.#list = []
      this.#head = 0
    }
    return first
  }

  /** Drops all, and says how many bytes they had. */
  drop(): number {
    const bytes = this.all.reduce((sum, slice) => sum + slice.length, 0)
    this.#list = []
    this.#head = 0
    return bytes
  }
}

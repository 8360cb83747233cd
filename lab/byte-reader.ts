import type { Socket } from 'node:net'

/** Reads a socket by lines and by counted bytes, whichever the protocol asks for next. */
export class ByteReader {
  readonly #socket: Socket
  #chunks: Buffer[] = []
  #held = 0
  #ended = false
  #wake: () => void = () => undefined
  readonly #data = (chunk: Buffer): void => {
    this.#chunks.push(chunk)
    this.#held += chunk.length
    this.#wake()
  }

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', this.#data)
    const end = (): void => {
      this.#ended = true
      this.#wake()
    }
    socket.on('end', end).on('close', end).on('error', end)
  }

  /** Reads no more; gives back what was received and not taken, for whoever goes on with the socket. */
  release(): Buffer {
    this.#socket.off('data', this.#data)
    const rest = this.#joined()
    this.#take(rest.length)
    return rest
  }

  /** The next line without its CRLF; nothing when the peer is gone. */
  async line(): Promise<string | undefined> {
    for (let seen = 0; ; ) {
      const at = this.#joined().indexOf('\n', seen)
      if (at >= 0)
        return this.#take(at + 1)
          .toString('latin1')
          .replace(/\r?\n$/, '')
      seen = this.#held
      if (!(await this.#more())) return undefined
    }
  }

  /** Exactly so many bytes; nothing when the peer went away before it sent them. */
  async bytes(count: number): Promise<Buffer | undefined> {
    while (this.#held < count) if (!(await this.#more())) return undefined
    return this.#take(count)
  }

  /** Ends the connection; with a reset the peer gets ECONNRESET instead of an end. */
  close(reset = false): void {
    if (reset) this.#socket.resetAndDestroy()
    else this.#socket.destroySoon()
    this.#ended = true
    this.#chunks = []
    this.#held = 0
    this.#wake()
  }

  #joined(): Buffer {
    const whole = this.#chunks.length === 1 ? this.#chunks[0] : undefined
    if (whole) return whole
    const joined = Buffer.concat(this.#chunks)
    this.#chunks = [joined]
    return joined
  }

  #take(count: number): Buffer {
    const joined = this.#joined()
    this.#chunks = joined.length > count ? [joined.subarray(count)] : []
    this.#held -= count
    return joined.subarray(0, count)
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false
    const held = this.#held
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    return this.#held > held
  }
}

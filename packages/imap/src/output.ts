import type { Duplex } from 'node:stream'

// Small pieces are joined up to this size: 100 messages of 2 KiB leave in 4 writes instead of 300.
const joinBytes = 64 * 1024
// Larger pieces pass uncopied, cut so that progress shows (a write's callback comes when all of it has left).
const pieceBytes = 256 * 1024

/** The sending side of a socket: joins small pieces, and says when to wait. */
export class Output {
  readonly #onProgress: (bytes: number) => void
  #socket: Duplex
  #joined = Buffer.allocUnsafeSlow(joinBytes)
  #length = 0
  #scheduled = false
  #closed = false
  #waiter: (() => void) | undefined
  readonly #wake = (): void => {
    const waiter = this.#waiter
    this.#waiter = undefined
    waiter?.()
  }

  constructor(socket: Duplex, onProgress: (bytes: number) => void) {
    this.#socket = socket
    this.#onProgress = onProgress
    socket.on('drain', this.#wake)
  }

  /** Goes on over another socket: the TLS one, or what compresses before it. */
  attach(socket: Duplex): void {
    this.#socket.off('drain', this.#wake)
    this.#socket = socket
    socket.on('drain', this.#wake)
  }

  /** Writes text, a character a byte. */
  text(text: string): void {
    if (text.length > joinBytes) {
      this.bytes(Buffer.from(text, 'latin1'))
      return
    }
    if (this.#length + text.length > joinBytes) this.flush()
    this.#length += this.#joined.write(text, this.#length, 'latin1')
    this.#schedule()
  }

  /** Writes bytes; large ones are not copied and must not change afterwards. */
  bytes(bytes: Uint8Array): void {
    if (bytes.length >= joinBytes / 2) {
      this.flush()
      for (let at = 0; at < bytes.length; at += pieceBytes) this.#send(bytes.subarray(at, at + pieceBytes))
      return
    }
    if (this.#length + bytes.length > joinBytes) this.flush()
    this.#joined.set(bytes, this.#length)
    this.#length += bytes.length
    this.#schedule()
  }

  /** Hands what was joined to the socket. */
  flush(): void {
    if (this.#length === 0) return
    const bytes = this.#joined.subarray(0, this.#length)
    this.#length = 0
    // The socket keeps what it was given until it has left, so a full buffer is given away and a short text copied.
    if (bytes.length > joinBytes / 4) {
      this.#joined = Buffer.allocUnsafeSlow(joinBytes)
      this.#send(bytes)
    } else this.#send(Buffer.from(bytes))
  }

  /** Whether the socket asks to wait. */
  get full(): boolean {
    return this.#socket.writableNeedDrain && !this.#closed
  }

  /** Resolves when the socket takes more, or is gone. */
  room(): Promise<void> {
    if (!this.full) return Promise.resolve()
    return new Promise((resolve) => {
      this.#waiter = resolve
    })
  }

  /** Nothing is sent any more; who waits goes on. */
  close(): void {
    this.#closed = true
    this.#length = 0
    this.#wake()
  }

  #send(bytes: Uint8Array): void {
    if (!this.#closed) this.#socket.write(bytes, () => this.#onProgress(bytes.length))
  }

  // A body that keeps its writer waiting must not hold back what stands before it.
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.flush()
    })
  }
}

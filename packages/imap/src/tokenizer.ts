import { excerpt, ImapProtocolError, LimitExceededError } from './errors.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { isFreeText, isResponseLine, literalHeader } from './literal-header.ts'

/** Receives the framing of a server's byte stream, in order and synchronously. */
export interface TokenSink {
  /** Bytes of a response line up to a literal header or the line's end; never empty. */
  text(bytes: Buffer): void
  /** A literal of `size` bytes follows. */
  literal(size: number, binary: boolean): void
  /** A slice of the literal's data; never empty. How a literal is sliced follows the network. */
  chunk(bytes: Buffer): void
  /** The logical line has ended. */
  eol(): void
}

const LF = 0x0a
const CR = 0x0d
const EMPTY = Buffer.alloc(0)

/** Cuts a byte stream into lines and literals (RFC 3501 §2.2, §4.3) without copying, save for lines cut by a chunk's end. */
export class Tokenizer {
  readonly #sink: TokenSink
  readonly #limits: Pick<Limits, 'lineBytes' | 'literalBytes' | 'literals'>
  #partial = EMPTY
  #partialLength = 0
  #remaining = 0
  #literals = 0
  #midLine = false
  #freeText = false

  constructor(sink: TokenSink, limits: Pick<Limits, 'lineBytes' | 'literalBytes' | 'literals'> = defaultLimits) {
    this.#sink = sink
    this.#limits = limits
  }

  /** Whether the stream stands at the start of a line, with nothing held back. */
  get atLineStart(): boolean {
    return this.#partialLength === 0 && !this.#midLine
  }

  /** Whether what comes next belongs to a literal. */
  get inLiteral(): boolean {
    return this.#remaining > 0
  }

  /**
   * Takes the next bytes; the sink is called before this returns.
   *
   * @throws LimitExceededError, ImapProtocolError; the stream cannot be read on after either
   */
  push(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length) {
      if (this.#remaining > 0) {
        const end = Math.min(bytes.length, at + this.#remaining)
        this.#remaining -= end - at
        this.#sink.chunk(at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end))
        at = end
        continue
      }
      const lf = bytes.indexOf(LF, at)
      const end = lf === -1 ? bytes.length : lf
      if (this.#partialLength + end - at > this.#limits.lineBytes) {
        throw new LimitExceededError(`The server sent a line of more than ${this.#limits.lineBytes} bytes`)
      }
      if (lf === -1) {
        this.#keep(bytes, at, end)
        return
      }
      if (this.#partialLength === 0) this.#line(bytes.subarray(at, end))
      else {
        this.#keep(bytes, at, end)
        const line = this.#partial.subarray(0, this.#partialLength)
        this.#partial = EMPTY
        this.#partialLength = 0
        this.#line(line)
      }
      at = end + 1
    }
  }

  // Doubling keeps a line that comes a byte at a time linear; the buffer is given away, so tokens stay valid.
  #keep(bytes: Buffer, from: number, to: number): void {
    const length = this.#partialLength + to - from
    if (length > this.#partial.length) {
      const larger = Buffer.allocUnsafe(Math.max(256, length * 2))
      this.#partial.copy(larger, 0, 0, this.#partialLength)
      this.#partial = larger
    }
    bytes.copy(this.#partial, this.#partialLength, from, to)
    this.#partialLength = length
  }

  #line(withCr: Buffer): void {
    const line = withCr[withCr.length - 1] === CR ? withCr.subarray(0, -1) : withCr
    if (!this.#midLine) {
      this.#freeText = isFreeText(line)
      // Whether the next bytes are a literal nobody can tell; read as lines, a message could pass for answers.
      if (this.#freeText && !isResponseLine(line) && literalHeader(line) !== undefined) {
        throw new ImapProtocolError(
          `The server sent a line that is no IMAP: ${excerpt(line.toString('latin1', 0, 100))}`,
        )
      }
    }
    const header = this.#freeText ? undefined : literalHeader(line)
    if (header === undefined) {
      this.#midLine = false
      this.#literals = 0
      if (line.length > 0) this.#sink.text(line)
      this.#sink.eol()
      return
    }
    this.#literals++
    if (header.size > this.#limits.literalBytes) {
      throw new LimitExceededError(`The server announced a literal of ${header.size} bytes`)
    }
    if (this.#literals > this.#limits.literals) {
      throw new LimitExceededError(`The server sent more than ${this.#limits.literals} literals in one response`)
    }
    this.#midLine = true
    this.#remaining = header.size
    if (header.start > 0) this.#sink.text(line.subarray(0, header.start))
    this.#sink.literal(header.size, header.binary)
  }
}

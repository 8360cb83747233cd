const LF = 0x0a
const EMPTY = Buffer.alloc(0)

/** Cuts one direction of an IMAP conversation into lines, and the bytes of literals between them (RFC 3501 §4.3). */
export class LineCutter {
  readonly #onLine: (line: string) => void
  readonly #onBytes: (bytes: Buffer) => void
  readonly #client: boolean
  #rest = EMPTY
  #literal = 0
  #within = false

  /**
   * @param onLine told each line that begins a command or an answer, without its end
   * @param onBytes told everything else: literals, and what stands behind them
   * @param client whether it is the client that speaks, whose every line may announce a literal
   */
  constructor(onLine: (line: string) => void, onBytes: (bytes: Buffer) => void, client: boolean) {
    this.#onLine = onLine
    this.#onBytes = onBytes
    this.#client = client
  }

  push(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    while (bytes.length > 0) {
      if (this.#literal > 0) {
        const part = bytes.subarray(0, this.#literal)
        this.#literal -= part.length
        this.#onBytes(part)
        bytes = bytes.subarray(part.length)
        continue
      }
      const end = bytes.indexOf(LF) + 1
      if (end === 0) break
      this.#line(bytes.subarray(0, end))
      bytes = bytes.subarray(end)
    }
    this.#rest = Buffer.from(bytes)
  }

  #line(bytes: Buffer): void {
    const line = bytes.toString('latin1').replace(/\r?\n$/, '')
    const begins = !this.#within
    const [, digits] = this.#announces(line, begins) ? (/\{(\d+)\+?\}$/.exec(line) ?? []) : []
    this.#within = digits !== undefined
    this.#literal = Number(digits ?? 0)
    if (begins) this.#onLine(line)
    else this.#onBytes(bytes)
  }

  /** A server's free text may end in anything. */
  #announces(line: string, begins: boolean): boolean {
    return this.#client || !begins || /^\* (?!OK|NO|BAD|BYE|PREAUTH)/.test(line)
  }
}

/** What one direction of an IMAP connection is made of. */
export type Piece =
  | {
      kind: 'line'
      /** With its line end. */
      bytes: Buffer
      /** Without it, a character a byte. */
      text: string
      /** The literal that it announces; `asks` where its sender waits for `+` first. */
      literal: { size: number; asks: boolean } | undefined
      /** Whether it stands behind a literal of the same command or response. */
      continues: boolean
    }
  | { kind: 'literal'; bytes: Buffer }

const announced = /~?\{(\d+)(\+?)\}$/
// The human text of an answer may end in anything (RFC 3501 §7.1).
const human = /^(?:\+|\S+ (?:OK|NO|BAD|BYE|PREAUTH)\b)/i

/** Cuts one direction's bytes into lines and literals (RFC 3501 §4.3, RFC 7888, RFC 3516). */
export class ImapPieces {
  readonly #fromServer: boolean
  #line: Buffer[] = []
  #literalLeft = 0
  #continues = false

  constructor(from: 'client' | 'server') {
    this.#fromServer = from === 'server'
  }

  /** The pieces that these bytes complete; of a literal whatever is there. */
  *push(chunk: Buffer): Generator<Piece, void, undefined> {
    for (let at = 0; at < chunk.length; ) {
      if (this.#literalLeft > 0) {
        const bytes = chunk.subarray(at, at + this.#literalLeft)
        this.#literalLeft -= bytes.length
        at += bytes.length
        yield { kind: 'literal', bytes }
        continue
      }
      const end = chunk.indexOf('\n', at)
      if (end === -1) {
        this.#line.push(chunk.subarray(at))
        return
      }
      this.#line.push(chunk.subarray(at, end + 1))
      at = end + 1
      yield this.#whole()
    }
  }

  /** A literal that was announced is not coming: the server answered in its place. */
  forgetLiteral(): void {
    this.#literalLeft = 0
    this.#continues = false
  }

  #whole(): Piece {
    const bytes = Buffer.concat(this.#line)
    this.#line = []
    const text = bytes.toString('latin1').replace(/\r?\n$/, '')
    const continues = this.#continues
    const [, size, plus] = (this.#fromServer && !continues && human.test(text) ? null : announced.exec(text)) ?? []
    const literal = size === undefined ? undefined : { size: Number(size), asks: plus === '' && !this.#fromServer }
    this.#literalLeft = literal?.size ?? 0
    this.#continues = literal !== undefined
    return { kind: 'line', bytes, text, literal, continues }
  }
}

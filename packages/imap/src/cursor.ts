import { isUtf8 } from 'node:buffer'
import { excerpt, ImapProtocolError } from './errors.ts'
import { defaultLimits, type Limits } from './limits.ts'
import type { Slices } from './slices.ts'

/** A literal of the line that is being parsed. */
export interface LineLiteral {
  size: number
  binary: boolean
  /** Undefined where it is streamed and has not come yet. */
  data: Slices | undefined
}

/** What a generic value can be: atom or string, NIL, literal, list. */
export type ImapValue = string | null | Buffer | ImapValue[]

const SPACE = 0x20
const OPEN = 0x28
const CLOSE = 0x29
const QUOTE = 0x22

/** Reads a logical line: its text with a character a byte, with literals between the segments. */
export class Cursor {
  readonly #segments: readonly string[]
  readonly #literals: readonly LineLiteral[]
  readonly #limits: Pick<Limits, 'depth' | 'values'>
  #segment = 0
  #depth = 0
  #values = 0
  /** The text that is being read, up to the next literal or the line's end. */
  text: string
  position = 0

  constructor(
    segments: readonly string[],
    literals: readonly LineLiteral[],
    limits: Pick<Limits, 'depth' | 'values'> = defaultLimits,
  ) {
    this.#segments = segments
    this.#literals = literals
    this.#limits = limits
    this.text = segments[0] ?? ''
  }

  /** The code of the next character; NaN before a literal and at the line's end. */
  get code(): number {
    return this.text.charCodeAt(this.position)
  }

  /** The literal that comes next, if one does. */
  get nextLiteral(): LineLiteral | undefined {
    return this.position >= this.text.length ? this.#literals[this.#segment] : undefined
  }

  get atEnd(): boolean {
    return this.position >= this.text.length && this.#segment >= this.#literals.length
  }

  /** What is left of the text before the next literal. */
  get rest(): string {
    return this.text.slice(this.position)
  }

  /** @throws ImapProtocolError always */
  fail(what: string): never {
    const said = excerpt(this.#segments.join('{…}'))
    throw new ImapProtocolError(`The server sent a response that cannot be read (${what}): ${said}`, {
      serverReply: said,
    })
  }

  skipSpaces(): void {
    while (this.code === SPACE) this.position++
  }

  /** Steps over a character where it is next. */
  skip(code: number): boolean {
    if (this.code !== code) return false
    this.position++
    return true
  }

  /** Steps over spaces, and over a closing parenthesis where it comes next. */
  closes(): boolean {
    this.skipSpaces()
    return this.skip(CLOSE)
  }

  /** Steps over spaces; whether that was all. */
  exhausted(): boolean {
    this.skipSpaces()
    return this.atEnd
  }

  expect(code: number): void {
    if (!this.skip(code)) this.fail(`expected ${String.fromCharCode(code)}`)
  }

  /** A run of characters up to a space, a parenthesis or the text's end. */
  atom(): string {
    const start = this.position
    for (let code = this.code; code !== SPACE && code !== OPEN && code !== CLOSE && code === code; code = this.code) {
      this.position++
    }
    if (this.position === start) this.fail('expected a word')
    return this.text.slice(start, this.position)
  }

  number(): number {
    const start = this.position
    let value = 0
    for (let code = this.code; code >= 0x30 && code <= 0x39; code = this.code) {
      value = value * 10 + code - 0x30
      this.position++
    }
    if (this.position === start || this.position - start > 15) this.fail('expected a number')
    return value
  }

  /** Digits of any length, for 64-bit numbers. */
  digits(): string {
    const start = this.position
    while (this.code >= 0x30 && this.code <= 0x39) this.position++
    if (this.position === start || this.position - start > 20) this.fail('expected a number')
    return this.text.slice(start, this.position)
  }

  /** The content of a quoted string, unescaped, a character a byte. */
  quoted(): string {
    this.expect(QUOTE)
    const start = this.position
    const end = this.text.indexOf('"', start)
    const plain = end === -1 ? '' : this.text.slice(start, end)
    if (end !== -1 && !plain.includes('\\')) {
      this.position = end + 1
      return plain
    }
    let content = ''
    for (; this.position < this.text.length; this.position++) {
      const letter = this.text[this.position]
      if (letter === '"') {
        this.position++
        return content
      }
      if (letter === '\\' && this.position + 1 < this.text.length) this.position++
      content += this.text[this.position] ?? ''
    }
    return this.fail('a quoted string without an end')
  }

  /** Takes the literal that comes next. */
  literal(): readonly Buffer[] {
    const data = this.nextLiteral?.data
    if (data === undefined) return this.fail('expected a literal that fits the limits')
    this.stepOver()
    return data.all
  }

  /** Goes on behind the literal that comes next. */
  stepOver(): void {
    this.#segment++
    this.text = this.#segments[this.#segment] ?? ''
    this.position = 0
  }

  /** Quoted string, literal or atom, a character a byte. */
  astring(): string {
    if (this.code === QUOTE) return this.quoted()
    if (this.nextLiteral !== undefined) return withoutNul(Buffer.concat(this.literal()).toString('latin1'))
    return this.atom()
  }

  /** As astring, with NIL as null. */
  nstring(): string | null {
    if (this.code === QUOTE || this.nextLiteral !== undefined) return this.astring()
    const atom = this.atom()
    return atom.toUpperCase() === 'NIL' ? null : atom
  }

  /** Counts a value that is kept, since one of two bytes takes thirty times as much memory. */
  count(): void {
    if (++this.#values > this.#limits.values) this.fail('too many values')
  }

  /** A parenthesised list of values, read by the callback; tolerates spaces anywhere. */
  list(item: () => void): void {
    this.expect(OPEN)
    if (++this.#depth > this.#limits.depth) this.fail('lists nested too deep')
    while (!this.closes()) {
      if (this.atEnd) this.fail('a list without an end')
      this.count()
      item()
    }
    this.#depth--
  }

  /** Any value, for data that this client does not interpret. */
  value(): ImapValue {
    if (this.code === OPEN) {
      const values: ImapValue[] = []
      this.list(() => values.push(this.value()))
      return values
    }
    if (this.nextLiteral !== undefined) return Buffer.concat(this.literal())
    const value = this.nstring()
    return value === null ? null : readable(value)
  }

  /** A list of flags or other words; NIL counts as empty. */
  words(): string[] {
    const words: string[] = []
    if (this.code === OPEN) this.list(() => words.push(this.astring()))
    else if (this.nstring() !== null) this.fail('expected a list')
    return words
  }
}

/** RFC 3501 §9 (CHAR, CHAR8): no text of a server holds NUL. Where one does, it would break what the text goes into. */
export const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '?') : text)

/** UTF-8 where the bytes are UTF-8, else a character a byte. */
export function readable(binary: string): string {
  if (!/[\x80-\xff]/.test(binary)) return binary
  const bytes = Buffer.from(binary, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : binary
}

import { createHash, type Hash, hash } from 'node:crypto'
import { CHANGES, type Change } from '../../model/index.ts'
import { headerEnd, headerFields, ORIGINAL_FIELD } from './header.ts'

/**
 * The digests of one message's bytes.
 * - `exact`: of the bytes as they are.
 * - `normal`: after the named transformations that servers are known to make, so that two messages that differ only
 *   by them have the same.
 * - `identity`: of chosen header fields and of the normalised body: the same message for a reader, whatever a tool or
 *   a server added to the header.
 */
export interface Print {
  readonly exact: Buffer
  readonly normal: Buffer
  readonly identity: Buffer
  /** Short digest of the fields by which candidates are found from headers alone (`headerKey`). */
  readonly headerKey: Buffer
  /** A bit for each named transformation that this message gives cause for (`CHANGES` order). */
  readonly oddities: number
}

const IDENTITY_FIELDS = ['message-id', 'date', 'from', 'subject', 'content-type', 'content-transfer-encoding']
const KEY_FIELDS = ['message-id', 'date', 'from', 'subject']

/** Header fields that copying tools add: isync puts its own mark on every message it stores. */
const TOOL_HEADER = /^x-tuid:[^\n]*\n(?:[ \t][^\n]*\n)*/gim

/** A header longer than this is taken as body: only the digests of `identity` and of 8-bit headers suffer. */
const MAX_HEADER = 16 * 1024 * 1024

const LF = 0x0a
const CR = 0x0d

export const changeBit = (change: Change): number => 1 << CHANGES.indexOf(change)
export const changesOf = (bits: number): Change[] => CHANGES.filter((change) => (bits & changeBit(change)) !== 0)

/** The prints are of the original that a rebuilt message carries. */
export const REBUILT = 1 << 14

const LINE_ENDS = changeBit('line-ends')
const FINAL_LINE_END = changeBit('final-line-end')
const NUL = changeBit('nul')
const EIGHT_BIT_HEADER = changeBit('eight-bit-header')
const TOOL = changeBit('tool-header')

/** 8-bit bytes of a header as Cyrus stores them: an X each. NUL counts among them, as it becomes 0x80 first. */
const asciiHeader = (text: string): string => text.replaceAll(/[\0\x80-\xff]/g, 'X')

/**
 * A short digest of the fields by which candidates for the same message are found from headers alone. A rebuilt message
 * names its original's: that it really carries it is for the body to show.
 */
export function headerKey(header: Buffer): Buffer {
  const fields = headerFields(header, [...KEY_FIELDS, ORIGINAL_FIELD])
  const original = fields.get(ORIGINAL_FIELD)
  if (original !== undefined && /^[0-9a-f]{32}$/.test(original)) return Buffer.from(original, 'hex')
  const text = KEY_FIELDS.map((name) => `${name}:${asciiHeader(fields.get(name) ?? '')}`).join('\n')
  return hash('sha256', text, 'buffer').subarray(0, 16)
}

/** Makes the prints of one message as its bytes pass by; holds the header and one chunk, never the body. */
export class Printer {
  readonly #exact: Hash = createHash('sha256')
  readonly #body: Hash = createHash('sha256')
  #headerParts: Buffer[] | undefined = []
  #headerLength = 0
  #header: Buffer = Buffer.alloc(0)
  #oddities = 0
  #previous = LF
  #beforePrevious = CR
  /** Line ends held back: those at the very end do not count. */
  #pendingLineEnds = 0
  #length = 0

  update(chunk: Buffer): void {
    this.#exact.update(chunk)
    this.#note(chunk)
    if (this.#headerParts === undefined) {
      this.#feedBody(chunk)
      return
    }
    this.#headerParts.push(chunk)
    this.#headerLength += chunk.length
    // Looked for anew with each chunk: bounded by MAX_HEADER, and nearly every header is within the first chunk.
    const soFar = Buffer.concat(this.#headerParts)
    this.#headerParts = [soFar]
    const end = headerEnd(soFar)
    // The last bytes may be half of an empty line, unless more has come after it.
    if (end < soFar.length || this.#headerLength > MAX_HEADER) this.#endHeader(soFar, Math.min(end, MAX_HEADER))
  }

  finish(): Print {
    if (this.#headerParts !== undefined) {
      const soFar = Buffer.concat(this.#headerParts)
      this.#endHeader(soFar, headerEnd(soFar))
    }
    if (this.#length > 0 && this.#previous !== LF) this.#oddities |= FINAL_LINE_END
    const text = this.#header.toString('latin1').replaceAll('\r', '')
    const plain = text.replaceAll(TOOL_HEADER, '')
    if (plain.length !== text.length) this.#oddities |= TOOL
    const normalHeader = asciiHeader(plain)
    if (/[\0\x80-\xff]/.test(plain)) this.#oddities |= EIGHT_BIT_HEADER
    const body = this.#body.digest()
    const fields = headerFields(this.#header, IDENTITY_FIELDS)
    const identity = createHash('sha256')
    for (const name of IDENTITY_FIELDS) identity.update(`${name}:${asciiHeader(fields.get(name) ?? '')}\n`, 'latin1')
    return {
      exact: this.#exact.digest(),
      // A message of headers alone may or may not end its header with an empty line: final line ends do not count.
      normal: createHash('sha256')
        .update(normalHeader.replace(/\n+$/, ''), 'latin1')
        .update('\n\n')
        .update(body)
        .digest(),
      identity: identity.update(body).digest(),
      headerKey: headerKey(this.#header),
      oddities: this.#oddities,
    }
  }

  #endHeader(soFar: Buffer, end: number): void {
    this.#header = soFar.subarray(0, end)
    this.#headerParts = undefined
    this.#feedBody(soFar.subarray(end))
  }

  /** Notes which transformations the raw bytes give cause for. */
  #note(chunk: Buffer): void {
    if (chunk.length === 0) return
    this.#length += chunk.length
    if ((this.#oddities & NUL) === 0 && chunk.includes(0)) this.#oddities |= NUL
    let previous = this.#previous
    let beforePrevious = this.#beforePrevious
    let odd = false
    // Indexed: iterating a Buffer by its iterator was measured at 20 times the time.
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      // A bare LF, a CR before anything but LF, or CR CR LF.
      if (byte === LF ? previous !== CR || beforePrevious === CR : previous === CR) odd = true
      beforePrevious = previous
      previous = byte
    }
    this.#previous = previous
    this.#beforePrevious = beforePrevious
    if (odd) this.#oddities |= LINE_ENDS
  }

  #feedBody(chunk: Buffer): void {
    let pending = this.#pendingLineEnds
    const out = Buffer.allocUnsafe(chunk.length + pending)
    let length = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (byte === CR) continue
      if (byte === LF) {
        pending++
        continue
      }
      for (; pending > 0; pending--) out[length++] = LF
      out[length++] = byte === 0 ? 0x80 : byte
    }
    if (length > 0) this.#body.update(out.subarray(0, length))
    this.#pendingLineEnds = pending
  }
}

/** The prints of a message held whole. */
export function printOf(parts: readonly Buffer[]): Print {
  const printer = new Printer()
  for (const part of parts) printer.update(part)
  return printer.finish()
}

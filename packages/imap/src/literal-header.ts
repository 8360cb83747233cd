import { ImapProtocolError } from './errors.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** The announcement of a literal at a line's end. */
export interface LiteralHeader {
  /** Length of the text before the header. */
  start: number
  /** Announced bytes. */
  size: number
  /** literal8, `~{n}` (RFC 3516 §4.2). */
  binary: boolean
}

/**
 * Finds a literal header (RFC 3501 §4.3, `{n}`, `{n+}`, `~{n}`) that ends a segment of a line.
 *
 * A `{n}` counts only outside a quoted string and where a value may begin, since sloppy servers send mailbox
 * names such as `box{5}` unquoted.
 *
 * @param line a segment without its line end
 * @returns undefined where the segment ends in plain text
 * @throws ImapProtocolError for a negative size or one of more than 16 digits
 */
export function literalHeader(line: Buffer): LiteralHeader | undefined {
  if (line[line.length - 1] !== 0x7d) return undefined
  const tail = line.toString('latin1', Math.max(0, line.length - 80))
  const match = /(^|[ (\]>])(~?)\{(-?\d+)\+?\}$/.exec(tail)
  if (match === null) return undefined
  const before = match[1] ?? ''
  const digits = match[3] ?? ''
  const start = line.length - match[0].length + before.length
  if (quoteOpenAt(line, start)) return undefined
  if (digits.startsWith('-') || digits.length > 16) {
    throw new ImapProtocolError(`The server announced a literal of an impossible size: ${digits.slice(0, 40)}`)
  }
  return { start, size: Number(digits), binary: match[2] === '~' }
}

function quoteOpenAt(line: Buffer, end: number): boolean {
  let open = false
  for (let at = line.indexOf(QUOTE); at !== -1 && at < end; at = line.indexOf(QUOTE, at + 1)) {
    if (!open) open = true
    else if (!escapedAt(line, at)) open = false
  }
  return open
}

function escapedAt(line: Buffer, at: number): boolean {
  let slashes = 0
  while (line[at - 1 - slashes] === BACKSLASH) slashes++
  return slashes % 2 === 1
}

/**
 * Whether a line's rest is free text, where `{5}` is no literal: `+ …`, tagged lines and untagged status lines
 * (RFC 3501 §7.1, §7.5).
 */
export function isFreeText(line: Buffer): boolean {
  if (line[0] !== 0x2a) return true
  return /^\* *(?:OK|NO|BAD|BYE|PREAUTH)(?: |\[|\r|$)/i.test(line.toString('latin1', 0, 20))
}

/** Whether a line begins as one of IMAP's three kinds does (RFC 3501 §2.2.2): `*`, `+`, or a tag with a status. */
export function isResponseLine(line: Buffer): boolean {
  if (line[0] === 0x2a || line[0] === 0x2b) return true
  return /^[^ ]{1,60} +(?:OK|NO|BAD)(?: |\[|\r|$)/i.test(line.toString('latin1', 0, 80))
}

import { type Bytes, find } from './bytes.ts'
import { fromLineDate } from './dates.ts'
import { fieldsOf, type Header, isCutShort, readHeader } from './header.ts'

/** A message as it lies in an mbox file, by octets. */
export interface MboxMessage {
  /** Of its `From ` line: what a person finds it by. */
  readonly at: number
  readonly fromLine: string
  readonly from: number
  readonly to: number
  readonly header: Header
  /** Lines that begin with `From ` were written with a `>` before them, which is no part of the message. */
  readonly quoted: boolean
  /** The file ends in the middle of it. */
  readonly cutShort: boolean
}

/** What lies before the first message and is none. */
export interface Stray {
  readonly at: number
  readonly octets: number
}

/** The beginning of a header field (RFC 5322 §2.2). */
const FIELD = /^[!-9;-~]+:/
const LINE_FEED = Buffer.from('\n')
const FROM = Buffer.from('\nFrom ')
/** A `From ` line with its neighbours is seen whole in a window that overlaps the next one by this. */
const OVERLAP = 1_200
const LONGEST_LINE = 1_000
const FIRST_WINDOW = 64 * 1024
const WINDOW = 1024 * 1024

/**
 * The messages of an mbox file, in their order, whichever of its four kinds it is (RFC 4155; qmail's mbox(5) for mboxo and
 * mboxrd, mboxcl and mboxcl2). What a Content-Length says is believed where a `From ` line, or the end of the file,
 * stands exactly there; else a `From ` line after an empty line ends a message, if it has a date, or nothing at all, or a hyphen,
 * as Thunderbird has written. Nothing but positions is held.
 */
export async function* messagesOf(bytes: Bytes): AsyncGenerator<MboxMessage | Stray> {
  let line = await firstLine(bytes)
  if (line === undefined || line.at > 0) yield { at: 0, octets: line?.at ?? bytes.size }
  let counts = false
  while (line !== undefined) {
    const header: Header = await readHeader(bytes, line.end, bytes.size)
    const counted = await endByLength(bytes, header)
    const { to, next }: Ending = counted ?? (await endByLine(bytes, line.end))
    counts ||= counted !== undefined
    // A `From ` line right behind an empty line ends also a header that goes on elsewhere.
    const own = header.bodyAt !== undefined && header.bodyAt > to ? await readHeader(bytes, line.end, to) : header
    yield {
      ...{ at: line.at, fromLine: line.text, from: line.end, to, header: own },
      quoted: counted === undefined || !(await holdsPlainFrom(bytes, line.end, to)),
      cutShort: next === undefined && (await lastIsCut(bytes, own, { from: line.end, to, counts })),
    }
    line = next
  }
}

interface FromLine {
  readonly at: number
  readonly text: string
  /** Where the line after it begins. */
  readonly end: number
}

interface Ending {
  /** Where the message ends. */
  readonly to: number
  /** The `From ` line of the next one. */
  readonly next: FromLine | undefined
}

/** The first `From ` line: at the beginning, behind a byte order mark or empty lines, or wherever it stands. */
async function firstLine(bytes: Bytes): Promise<FromLine | undefined> {
  const start = await bytes.read(0, OVERLAP)
  const lead = /^(?:\xef\xbb\xbf)?(?:\r?\n)*/.exec(start.toString('latin1'))?.[0].length ?? 0
  if (start.subarray(lead, lead + 5).toString('latin1') === 'From ') {
    const line = lineAt(start, lead, 0)
    if (line !== undefined) return { ...line, at: 0 }
  }
  return (await endByLine(bytes, 1)).next
}

/** A line of a window whose end stands in it; `at` is the window's place in the file. */
function lineAt(window: Buffer, from: number, at: number): FromLine | undefined {
  const end = window.indexOf('\n', from)
  if (end === -1 || end - from > LONGEST_LINE) return undefined
  return { at: at + from, text: window.toString('latin1', from, end).trimEnd(), end: at + end + 1 }
}

const separates = ({ text }: FromLine): boolean => /^From(?: -)?$/.test(text) || fromLineDate(text) !== undefined

/** The end of a message that begins at a place, by the next `From ` line after an empty line. */
async function endByLine(bytes: Bytes, from: number): Promise<Ending> {
  let size = FIRST_WINDOW
  // The line end before the message belongs to the first window: the message may begin with an empty line.
  for (let at = from - 1; ; at += size - OVERLAP, size = WINDOW) {
    const window = await bytes.read(at, size)
    const last = at + window.length >= bytes.size
    for (let found = window.indexOf(FROM); found !== -1; found = window.indexOf(FROM, found + 1)) {
      if (!last && found > size - OVERLAP + 2) break
      const line = lineAt(window, found + 1, at)
      if (line === undefined || !separates(line)) continue
      const empty = window[found - 1] === 0x0d ? 2 : 1
      if (window[found - empty] === 0x0a) return { to: Math.max(from, at + found + 1 - empty), next: line }
      // Some programs write no empty line: then a field has to follow.
      if (at + found + 1 > from && FIELD.test(window.toString('latin1', line.end - at, line.end - at + 80)))
        return { to: at + found + 1, next: line }
    }
    if (last) return { to: await withoutEmptyLine(bytes, from), next: undefined }
  }
}

/** The empty line after the last message is the file's, not the message's. */
const withoutEmptyLine = async (bytes: Bytes, from: number): Promise<number> =>
  Math.max(from, bytes.size - (await endsEmpty(bytes, bytes.size)))

/** Octets of the empty line that ends what stands before a place; 0: there is none. */
async function endsEmpty(bytes: Bytes, to: number): Promise<number> {
  const from = Math.max(0, to - 3)
  const tail = (await bytes.read(from, to - from)).toString('latin1')
  return /\n(\r?\n)$/.exec(tail)?.[1]?.length ?? 0
}

/** The end of a message where its Content-Length says, if it is one. */
async function endByLength(bytes: Bytes, header: Header): Promise<Ending | undefined> {
  const length = lengthOf(header)
  if (length === undefined || header.bodyAt === undefined) return undefined
  const to = header.bodyAt + length
  if (to > bytes.size) return undefined
  // It ends a line, and does not part a CR from its LF.
  if (to < bytes.size && !(await bytes.read(to - 1, 1)).equals(LINE_FEED)) return undefined
  const after = await bytes.read(to, OVERLAP)
  // One empty line, or none where no other stands before: a length that misses by one is as wrong as any.
  const ends = /^\r?\n/.exec(after.toString('latin1'))?.[0].length ?? 0
  if (ends === 0 && (await endsEmpty(bytes, to)) > 0) return undefined
  if (after.length === ends) return { to, next: undefined }
  const line = after.subarray(ends, ends + 5).toString('latin1') === 'From ' ? lineAt(after, ends, to) : undefined
  return line !== undefined && separates(line) ? { to, next: line } : undefined
}

function lengthOf(header: Header): number | undefined {
  const [written = ''] = fieldsOf(header.bytes)('content-length')
  return /^\d{1,15}$/.test(written) ? Number(written) : undefined
}

/** mboxcl2 writes no `>`: a line that begins with `From ` tells that it is one. */
const holdsPlainFrom = async (bytes: Bytes, from: number, to: number): Promise<boolean> =>
  (await find(bytes, FROM, from - 1, to)) !== undefined

/** @param message.counts messages before it were as long as they said */
async function lastIsCut(
  bytes: Bytes,
  header: Header,
  { from, to, counts }: { readonly from: number; readonly to: number; readonly counts: boolean },
): Promise<boolean> {
  if (to <= from) return true
  const length = lengthOf(header)
  if (counts && length !== undefined && header.bodyAt !== undefined && header.bodyAt + length > bytes.size) return true
  return isCutShort(bytes, header, to)
}

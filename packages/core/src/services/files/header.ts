import { canonicalFlags } from '../../model/index.ts'
import { type Bytes, find } from './bytes.ts'
import { fromLineDate, headerDate, type WrittenDate } from './dates.ts'

/** Header sections beyond this are read as far: what says anything of a message stands in the first lines. */
const LARGEST = 256 * 1024
const FIRST = 16 * 1024
/** The empty line that ends a header, with either line end (a header may also be none at all). */
const END = /(^|\n)\r?\n/

/** A message's header as it stands in a file. */
export interface Header {
  readonly bytes: Buffer
  /** Where the body begins; undefined: the header does not end. */
  readonly bodyAt: number | undefined
}

/** The header of the message that begins at a place and ends before another. */
export async function readHeader(file: Bytes, from: number, to: number): Promise<Header> {
  for (const length of [FIRST, LARGEST]) {
    const block = await file.read(from, Math.min(length, to - from))
    const found = END.exec(block.toString('latin1'))
    if (found !== null) {
      const end = found.index + found[0].length
      return { bytes: block.subarray(0, end), bodyAt: from + end }
    }
    if (block.length < length) return { bytes: block, bodyAt: undefined }
  }
  return { bytes: await file.read(from, Math.min(LARGEST, to - from)), bodyAt: undefined }
}

/** Fields that are asked for, unfolded, in their order. */
export function fieldsOf(header: Buffer): (name: string) => string[] {
  const unfolded = header.toString('latin1').replaceAll(/\r?\n(?=[ \t])/g, '')
  const lines = unfolded.split(/\r?\n/)
  return (name) =>
    lines.flatMap((line) => {
      const colon = line.indexOf(':')
      return colon > 0 && line.slice(0, colon).trim().toLowerCase() === name ? [line.slice(colon + 1).trim()] : []
    })
}

/** Mozilla's own bits (nsMsgMessageFlags.h): what a user did to a message. */
const MOZILLA = [
  [0x0001, '\\Seen'],
  [0x0002, '\\Answered'],
  [0x0004, '\\Flagged'],
  [0x1000, '$Forwarded'],
] as const
const MOZILLA_EXPUNGED = 0x0008

/** Letters of Status and X-Status, as mbox programs since Berkeley mail write them. */
const LETTERS: Readonly<Record<string, string>> = { R: '\\Seen', A: '\\Answered', F: '\\Flagged', T: '\\Draft' }

/** How Gmail calls what nobody has read, in the languages that Takeout writes labels in. */
const UNREAD = new Set(['unread', 'непрочитанные', 'خوانده‌نشده', '未读', '未讀'])
const STARRED = new Set(['starred', 'помеченные', 'ستاره‌دار', '已加星标', '已加星號'])

/** What a file says that a user did to a message. */
export interface Marks {
  readonly flags: string
  /** It was deleted, and only not yet taken out of the file. */
  readonly deleted: boolean
}

/**
 * Flags by what mail programs write into their files: X-Mozilla-Status, Status and X-Status, X-Gmail-Labels. A file that
 * tells nothing makes all its mail read: an archive of 20,000 unread messages hides the one that is new.
 */
export function marksOf(fields: (name: string) => string[]): Marks {
  const [mozilla] = fields('x-mozilla-status')
  const bits = mozilla === undefined ? Number.NaN : Number.parseInt(mozilla, 16)
  if (!Number.isNaN(bits)) {
    const keys = (fields('x-mozilla-keys')[0] ?? '').split(/\s+/)
    const flags = MOZILLA.flatMap(([bit, flag]) => ((bits & bit) === 0 ? [] : [flag]))
    return { flags: canonicalFlags([...flags, ...keys]), deleted: (bits & MOZILLA_EXPUNGED) !== 0 }
  }
  const letters = [...fields('status'), ...fields('x-status')]
  if (letters.length > 0)
    return {
      flags: canonicalFlags((letters.join('').match(/[A-Z]/g) ?? []).flatMap((one) => LETTERS[one] ?? [])),
      deleted: false,
    }
  const labels = labelsOf(fields).map((label) => label.toLowerCase())
  const unread = labels.some((label) => UNREAD.has(label))
  const starred = labels.some((label) => STARRED.has(label))
  return { flags: canonicalFlags([...(unread ? [] : ['\\Seen']), ...(starred ? ['\\Flagged'] : [])]), deleted: false }
}

/** What Gmail filed a message under; encoded words (RFC 2047) are read, quotes of labels with commas go. */
function labelsOf(fields: (name: string) => string[]): string[] {
  const [written] = fields('x-gmail-labels')
  if (written === undefined) return []
  const decoded = written
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, text: string) => encodedWord(kind, text))
  return decoded.split(',').map((label) => label.trim().replaceAll('"', ''))
}

function encodedWord(kind: string, text: string): string {
  if (kind.toLowerCase() === 'b') return Buffer.from(text, 'base64').toString()
  const bytes = text
    .replaceAll('_', ' ')
    .replaceAll(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

/**
 * When a message arrived. The `From ` line says it, but for Mozilla's (`From - …`), which has the hour in which the
 * program wrote it down; else the uppermost Received (RFC 5321 §4.4, after its `;`), else Date.
 */
export function arrivalOf(fields: (name: string) => string[], fromLine: string | undefined): WrittenDate | undefined {
  const told = fromLine === undefined || /^From (?:-|\s*$)/.test(fromLine) ? undefined : fromLineDate(fromLine)
  if (told !== undefined) return told
  const [received] = fields('received')
  const stamped = received === undefined ? undefined : headerDate(received.slice(received.lastIndexOf(';') + 1))
  return stamped ?? fields('date').map(headerDate).at(0)
}

/** Lines that programs write into their files and change there: two exports of one message differ in nothing else. */
const OF_THE_STORE =
  /^(?:status|x-status|x-mozilla-status2?|x-mozilla-keys|x-gmail-labels|x-uid|content-length|x-keywords):/i

/** What of a header is the message's own: by it a message is known again in a later export. */
export function ownHeader(header: Buffer): string {
  const folded = header.toString('latin1').replaceAll('\r\n', '\n')
  return folded
    .split(/\n(?![ \t])/)
    .filter((field) => !OF_THE_STORE.test(field))
    .join('\n')
}

/**
 * Whether the last message of a file was cut off: its header does not end, a part of a multipart is not closed (RFC 2046
 * §5.1.1), or, where nothing tells, its last line has no end.
 */
export async function isCutShort(file: Bytes, header: Header, to: number): Promise<boolean> {
  const [last] = await file.read(to - 1, 1)
  const lineEnds = last === 0x0a
  if (header.bodyAt === undefined) return !lineEnds
  const [type = ''] = fieldsOf(header.bytes)('content-type')
  const [, quoted, plain] = /^multipart\/.*?boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/is.exec(type) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return !lineEnds
  return (await find(file, Buffer.from(`--${boundary}--`, 'latin1'), header.bodyAt, to)) === undefined
}

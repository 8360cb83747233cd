import type { Encoding } from './table.ts'

/** Octets that are looked at to tell the encoding. */
const SAMPLE = 256 * 1024

/**
 * What bytes of a text file mean. A byte order mark or well-formed UTF-8 leaves no doubt; the others are told apart by
 * how words look in them, which is a guess that the reader can correct.
 * @param chosen overrides the guess; a mark of another encoding is then text
 */
export function decodeText(
  bytes: Buffer,
  chosen?: Encoding,
): { text: string; encoding: { name: Encoding; sure: boolean } } {
  const encoding = chosen === undefined ? tellEncoding(bytes) : { name: chosen, sure: true }
  return { text: new TextDecoder(encoding.name).decode(bytes), encoding }
}

function tellEncoding(bytes: Buffer): { name: Encoding; sure: boolean } {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: 'utf-8', sure: true }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'utf-16le', sure: true }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'utf-16be', sure: true }
  const wide = unmarkedUtf16(bytes.subarray(0, SAMPLE))
  if (wide !== undefined) return { name: wide, sure: false }
  if (isUtf8(bytes)) return { name: 'utf-8', sure: true }
  let best: { name: Encoding; plausible: number } = { name: 'windows-1252', plausible: -1 }
  for (const [name, judge] of JUDGES) {
    const plausible = judge(bytes.subarray(0, SAMPLE))
    if (plausible > best.plausible) best = { name, plausible }
  }
  return { name: best.name, sure: false }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Delimiters and digits are ASCII, so that half of their two octets is zero, always the same half. */
function unmarkedUtf16(sample: Buffer): Encoding | undefined {
  const zeros = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length / 20 && even <= odd / 20) return 'utf-16le'
  if (even > sample.length / 20 && odd <= even / 20) return 'utf-16be'
  return undefined
}

/** The first of equals wins. Each gives the share of the octets above 0x7f that make sense, or -1. */
const JUDGES: readonly (readonly [Encoding, (sample: Buffer) => number])[] = [
  ['windows-1251', cyrillic],
  ['gb18030', chinese],
  ['windows-1252', western],
]

const isAsciiLetter = (byte = 0): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
const isCyrillic = (byte = 0): boolean => byte >= 0xc0 || byte === 0xa8 || byte === 0xb8
const isSmallCyrillic = (byte = 0): boolean => byte >= 0xe0 || byte === 0xb8
/** № « » – — “ ” ’ no-break space: in both Windows code pages, and telling nothing. */
const MARKS = new Set([0xb9, 0xab, 0xbb, 0x96, 0x97, 0x93, 0x94, 0x92, 0xa0])

/** Words of Cyrillic letters alone, with no capital after a small letter. */
function cyrillic(sample: Buffer): number {
  let seen = 0
  let good = 0
  for (const [at, byte] of sample.entries()) {
    if (byte < 0x80 || MARKS.has(byte)) continue
    seen++
    const before = sample[at - 1]
    if (!isCyrillic(byte) || isAsciiLetter(before) || isAsciiLetter(sample[at + 1])) continue
    if (!isSmallCyrillic(byte) && isCyrillic(before) && isSmallCyrillic(before)) continue
    good++
  }
  return seen === 0 ? -1 : good / seen
}

/** Pairs whose first octet names one of the 3,755 everyday characters (GB 2312 rows 16 to 55). */
function chinese(sample: Buffer): number {
  let seen = 0
  let good = 0
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at] ?? 0
    if (lead < 0x80) continue
    const trail = sample[at + 1] ?? 0
    seen += 2
    if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) continue
    if (lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1) good += 2
    // Rarer characters, and punctuation of full width.
    else if (trail >= 0xa1 && (lead >= 0xd8 || lead === 0xa1 || lead === 0xa3)) good += 1
    at++
  }
  return seen === 0 ? -1 : good / seen
}

/** Letters with marks, single or in pairs, inside words of ASCII letters. */
function western(sample: Buffer): number {
  let seen = 0
  let good = 0
  for (const [at, byte] of sample.entries()) {
    if (byte < 0x80 || MARKS.has(byte)) continue
    seen++
    const letter = byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7
    if (letter && (isAsciiLetter(sample[at - 1]) || isAsciiLetter(sample[at + 1]))) good++
  }
  return seen === 0 ? 0 : good / seen
}

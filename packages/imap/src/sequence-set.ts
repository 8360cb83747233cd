import { excerpt, ImapProtocolError, InvalidArgumentError, LimitExceededError } from './errors.ts'

/** Numbers from the first to the last, both included; the first is never larger. */
export type NumberRange = readonly [first: number, last: number]

/** Longest text of one set that is sent in one command, well below any server's line limit. */
export const setTextLength = 8000

// More than any server can have to say; a million ranges take 64 MB.
const maxRanges = 1_000_000

/**
 * Reads a set such as `4,7:9` as a server sends it (RFC 3501 §9 sequence-set, RFC 4315 §4 uid-set), in its order.
 *
 * @throws ImapProtocolError where the text is no set of numbers; `*` is none, since no server may send it
 * @throws LimitExceededError for more than a million ranges
 */
export function parseSet(text: string): NumberRange[] {
  const parts = text.split(',', maxRanges + 1)
  if (parts.length > maxRanges) throw new LimitExceededError(`The server sent a set of more than ${maxRanges} ranges`)
  return parts.map((part) => {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(part)
    if (match === null) throw new ImapProtocolError(`Not a set of numbers: ${excerpt(text)}`)
    const first = Number(match[1])
    const last = match[2] === undefined ? first : Number(match[2])
    // RFC 3501 §9: 4:2 and 2:4 are the same.
    return first <= last ? [first, last] : [last, first]
  })
}

/** How many numbers a set has. */
export function countRanges(ranges: readonly NumberRange[]): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
}

/**
 * Lists every number of a set, in the set's order.
 *
 * @param max the most numbers to list, so that `1:4294967295` costs nothing
 * @throws LimitExceededError where there are more
 */
export function expandRanges(ranges: readonly NumberRange[], max: number): number[] {
  if (countRanges(ranges) > max) throw new LimitExceededError(`The server sent a set of more than ${max} numbers`)
  const numbers: number[] = []
  for (const [first, last] of ranges) for (let number = first; number <= last; number++) numbers.push(number)
  return numbers
}

function* rangeTexts(numbers: Iterable<number>): Generator<string, void, undefined> {
  let first = 0
  let last = 0
  for (const number of numbers) {
    if (!Number.isInteger(number) || number <= last || number > 4_294_967_295) {
      throw new InvalidArgumentError(`A set needs ascending numbers from 1 to 4294967295, not ${number} after ${last}`)
    }
    if (number === last + 1 && first !== 0) last = number
    else {
      if (first !== 0) yield first === last ? String(first) : `${first}:${last}`
      first = number
      last = number
    }
  }
  if (first !== 0) yield first === last ? String(first) : `${first}:${last}`
}

/**
 * Writes ascending numbers as the shortest set, such as `1:5,7`; no numbers give an empty text.
 *
 * @throws InvalidArgumentError where the numbers do not ascend or are not of RFC 3501's nz-number
 */
export function compressSet(numbers: Iterable<number>): string {
  return [...rangeTexts(numbers)].join(',')
}

/** Writes ascending numbers as sets of at most `length` characters each, for one command each. */
export function* splitSet(numbers: Iterable<number>, length = setTextLength): Generator<string, void, undefined> {
  let text = ''
  for (const range of rangeTexts(numbers)) {
    if (text !== '' && text.length + 1 + range.length > length) {
      yield text
      text = ''
    }
    text = text === '' ? range : `${text},${range}`
  }
  if (text !== '') yield text
}

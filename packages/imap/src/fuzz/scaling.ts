import fc from 'fast-check'
import { ImapError } from '../errors.ts'
import { decodeMailboxName, encodeMailboxName } from '../mailbox-name.ts'
import { read } from '../testing/tokens.ts'

/** A line of one unit again and again. */
export interface Repeated {
  before: string
  unit: string
  after: string
  /** Bytes of the smaller one. */
  size: number
}

const UNITS =
  '(¦)¦()¦ ¦"¦"" ¦\\¦"\\"¦"\\" ¦a¦a ¦a (¦ (¦[¦]¦<¦{¦{0}\r\n¦{0}\r\n ¦{1}\r\nx ¦~{0}\r\n¦NIL ¦1¦1 ¦1,¦1:2,¦&¦&-¦&A¦&AGE-¦&AGE-b¦\r\n¦* \r\n¦* 1 EXISTS\r\n¦UID 1 ¦FLAGS () ¦BODY[] "" ¦BODY[] {0}\r\n ¦BODY[("a")¦X () ¦(a b) ¦\xff¦é¦\0¦* 1 FETCH (\r\n¦* OK [¦[A ¦\\\\¦\\"'.split(
    '¦',
  )
const BEFORES =
  '¦* ¦* 1 FETCH (¦* 1 FETCH (X ¦* 1 FETCH (X "¦* 1 FETCH (FLAGS (¦* 1 FETCH (BODY[¦* LIST () "/" ¦* LIST () "/" "¦* LIST (¦* STATUS ¦* STATUS a (¦* OK ¦* OK [¦* OK [X "¦A1 OK [APPENDUID 1 ¦* OK [PERMANENTFLAGS (¦* SEARCH ¦* ESEARCH ¦* ESEARCH ALL ¦* VANISHED ¦* NAMESPACE ((¦* QUOTA a (¦* ACL a ¦* METADATA a (¦* ID (¦* CAPABILITY ¦+ ¦* 1 FETCH (INTERNALDATE " '.split(
    '¦',
  )
const AFTERS = ['\r\n', ')\r\n', '"\r\n', '")\r\n', ']\r\n', '', '{1}\r\n', ' 1-Feb-2020 00:00:00 +0000")\r\n']

const unit = fc.constantFrom(...UNITS)
export const repeated: fc.Arbitrary<Repeated> = fc.record({
  // What stands once before the run often decides whether it is looked at.
  before: fc.tuple(fc.constantFrom(...BEFORES), fc.oneof(fc.constant(''), unit)).map(([line, once]) => line + once),
  unit: fc.oneof(
    unit,
    fc.tuple(unit, unit).map(([one, other]) => one + other),
  ),
  after: fc.constantFrom(...AFTERS),
  // Many small ones find a unit that costs too much, a few large ones what only shows with size.
  size: fc.oneof({ arbitrary: fc.constant(5_000), weight: 40 }, { arbitrary: fc.constant(60_000), weight: 1 }),
})

const TIMES = 10
// Work that grows with the square takes 100 times as long; linear work 10 times, and the rest is the machine's noise.
const MOST_TIMES = 45
const NOISE_US = 4_000

/**
 * Reads so much of the unit, and ten times as much, and compares the processor time of this process (not the wall's:
 * other processes do not count). A suspicion has to come up three times.
 *
 * @throws Error where the larger one takes more than 45 times as long
 */
export function expectLinear({ before, unit, after, size }: Repeated): void {
  const text = (length: number): string => before + unit.repeat(Math.ceil(length / unit.length)) + after
  const [small, large] = [text(size), text(size * TIMES)]
  let worst = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 3 && worst > MOST_TIMES; tries++) {
    const [short, long] = [cost(small), cost(large)]
    worst = Math.min(worst, long / Math.max(short, NOISE_US))
  }
  if (worst > MOST_TIMES) throw new Error(`${TIMES} times as much takes ${worst.toFixed(0)} times as long`)
}

/** Microseconds of processor time. */
function cost(text: string): number {
  const before = process.cpuUsage()
  try {
    read(text)
  } catch (error) {
    if (!(error instanceof ImapError)) throw error
  }
  encodeMailboxName(decodeMailboxName(text))
  const { user, system } = process.cpuUsage(before)
  return user + system
}

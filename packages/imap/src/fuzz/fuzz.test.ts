import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { setArgument } from '../arguments.ts'
import { ImapError, InvalidArgumentError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import { decodeMailboxName, decodeUtf7, encodeMailboxName, encodeUtf7 } from '../mailbox-name.ts'
import { compressSet, countRanges, expandRanges, parseSet, splitSet } from '../sequence-set.ts'
import { answer, answers } from './answers.ts'
import { fuzz, fuzzSeconds, fuzzSeed, type Target } from './budget.ts'
import { seeds } from './corpus.ts'
import { cuts, mutate, mutations, pieces, singleBytes } from './mutations.ts'
import { expectLinear, repeated } from './scaling.ts'
import { readPieces, type Seen } from './seen.ts'
import { endings, talk } from './talk.ts'

// About a minute in all: `CARAVAN_FUZZ_SECONDS=3600 npm test -- packages/imap/src/fuzz/fuzz.test.ts` takes an hour.
// A failure prints a command that repeats it, and the smallest input that fails.

const results: string[] = []
afterAll(() => {
  console.log(`CARAVAN_SEED=${fuzzSeed} CARAVAN_FUZZ_SECONDS=${fuzzSeconds}\n${results.join('\n')}`)
})

function target<T>(name: string, part: Omit<Target<T>, 'name'>): void {
  it(name, { timeout: (part.share * fuzzSeconds + 120) * 1000 }, async () => {
    const { runs, rounds, seconds } = await fuzz({ name, ...part })
    results.push(`${runs} runs in ${seconds.toFixed(0)} s, seeds ${fuzzSeed} to ${fuzzSeed + rounds - 1}: ${name}`)
  })
}

const limits: fc.Arbitrary<Partial<Limits>> = fc.record({
  bufferLiteral: fc.constantFrom(0, 1, 20, 1_000_000),
  lineBytes: fc.constantFrom(60, 2000, 8_000_000),
  responseBytes: fc.constantFrom(150, 5000, 32_000_000),
  literalBytes: fc.constantFrom(30, 2000, 4_294_967_295),
  literals: fc.constantFrom(1, 3, 10_000),
  depth: fc.constantFrom(2, 5, 100),
  values: fc.constantFrom(4, 1_000_000),
  highWaterMark: fc.constantFrom(1, 100, 4_000_000),
})

// What a message may hold to be taken for answers.
const forgeries = [
  ...Array.from({ length: 8 }, (_, index) => `A${index + 1} OK [APPENDUID 1 666:667] stored`),
  '* LIST () "/" x666',
  '* 666 EXISTS',
  '* OK [UIDVALIDITY 666] x',
  '* SEARCH 666',
  '* 2 FETCH (UID 666)',
  '* STATUS INBOX (MESSAGES 666)',
]

/** Whatever a server sends: the package's own errors, the same however it is cut, nothing left in its hands. */
async function expectSound(bytes: Buffer, places: readonly number[], some: Partial<Limits> = {}): Promise<Seen> {
  const whole = await readPieces([bytes], some)
  if (whole.fatal !== undefined) expect(whole.fatal).toBeInstanceOf(ImapError)
  expect(whole.held).toBe(0)
  for (const cut of [pieces(bytes, places), singleBytes(bytes)]) expect(await readPieces(cut, some)).toEqual(whole)
  return whole
}

describe('fuzzing', () => {
  target('valid answers mean what was put into them, wherever the stream is cut', {
    share: 0.15,
    input: fc.tuple(answers, cuts),
    holds: async ([all, places]) => {
      const seen = await expectSound(Buffer.concat(all.map(({ bytes }) => bytes)), places)
      expect(seen).toMatchObject({ malformed: [], fatal: undefined })
      expect(seen.responses).toEqual(all.map(({ means }) => withoutUndefined(means)))
    },
  })

  target('answers that were spoilt are read alike wherever the stream is cut, or refused by a named error', {
    share: 0.2,
    input: fc.tuple(answers, mutations, cuts, limits),
    holds: async ([all, changes, places, some]) => {
      const bytes = mutate(Buffer.concat(all.map(({ bytes }) => bytes)), changes)
      const { responses } = await expectSound(bytes, places, some)
      expect(JSON.stringify(responses, plain).length).toBeLessThan(bytes.length * 40 + 10_000)
    },
  })

  target('transcripts with changed bytes are read alike wherever the stream is cut, or refused by a named error', {
    share: 0.15,
    input: fc.tuple(fc.constantFrom(...seeds), fc.constantFrom(...seeds), fc.boolean(), mutations, cuts, limits),
    holds: async ([one, other, spliced, changes, places, some]) => {
      const joined = spliced
        ? Buffer.concat([one.subarray(0, one.length >> 1), other.subarray(other.length >> 1)])
        : one
      await expectSound(mutate(joined, changes), places, some)
    },
  })

  const script = fc
    .array(fc.tuple(fc.array(answer, { maxLength: 2 }), fc.constantFrom('OK', 'OK', 'OK', 'NO')), {
      minLength: 8,
      maxLength: 8,
    })
    .map((turns) =>
      Buffer.concat(
        turns.flatMap(([said, state], turn) => [
          ...said.map(({ bytes }) => bytes),
          Buffer.from(`A${turn + 1} ${state} done\r\n`),
        ]),
      ),
    )
  target('every command ends, by a value or a named error, whatever the server says and wherever it is cut', {
    share: 0.25,
    input: fc.tuple(script, fc.oneof(fc.constant([]), mutations), cuts),
    holds: async ([said, changes, places]) => {
      const bytes = mutate(said, changes)
      const whole = await talk([bytes])
      expect(endings(whole).filter((ending) => ending.startsWith('unnamed'))).toEqual([])
      expect(whole.closed).toBeInstanceOf(ImapError)
      expect(whole.held).toBe(0)
      // Behind a BYE the connection ends in the next turn of the event loop, which is not the same byte each time.
      if (/BYE/i.test(bytes.toString('latin1'))) return
      expect(endings(await talk(pieces(bytes, places)))).toEqual(endings(whole))
    },
  })

  target('a mailbox name comes back from modified UTF-7 and UTF-8 as it was', {
    share: 0.05,
    input: fc.tuple(fc.string({ unit: 'binary' }), mutations),
    holds: ([name, changes]) => {
      const raw = encodeUtf7(name)
      expect(raw).toMatch(/^[\x20-\x7e]*$/)
      expect(decodeUtf7(raw)).toBe(name)
      expect(decodeMailboxName(encodeMailboxName(name, true), true)).toBe(name)
      const spoilt = mutate(Buffer.from(raw, 'latin1'), changes).toString('latin1')
      const read = decodeUtf7(spoilt)
      expect(read === spoilt || read.isWellFormed()).toBe(true)
      expect(decodeUtf7(encodeUtf7(read))).toBe(read)
      expect(decodeMailboxName(spoilt).isWellFormed()).toBe(true)
    },
  })

  target('a set of numbers comes back as it was, and a text that is none is refused', {
    share: 0.05,
    input: fc.tuple(
      fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 4_294_967_295 }))),
      fc.integer({ min: 21, max: 200 }),
      mutations,
    ),
    holds: ([numbers, length, changes]) => {
      numbers.sort((a, b) => a - b)
      const text = compressSet(numbers)
      if (numbers.length > 0) expect(expandRanges(parseSet(text), numbers.length)).toEqual(numbers)
      const split = [...splitSet(numbers, length)]
      expect(split.flatMap((part) => expandRanges(parseSet(part), numbers.length))).toEqual(numbers)
      for (const part of split) expect(part.length).toBeLessThanOrEqual(length)
      const spoilt = mutate(Buffer.from(text), changes).toString('latin1')
      const ranges = orRefused(() => parseSet(spoilt), ImapError)
      if (ranges) expect(countRanges(ranges)).toBeGreaterThan(0)
      const argument = orRefused(() => setArgument(spoilt), InvalidArgumentError)
      if (argument !== undefined) expect(argument).toMatch(/^[\d:,*]+$/)
    },
  })

  target('a message whose literal has a wrong size never speaks for the server', {
    share: 0.05,
    input: fc.record({
      prose: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\u00e9', '('), minLength: 30, maxLength: 60 }),
      forged: fc.subarray(forgeries, { minLength: 1 }),
      wrongBy: fc.integer({ min: -29, max: 200 }).filter((bytes) => bytes !== 0),
      streamed: fc.boolean(),
      places: cuts,
    }),
    holds: async ({ prose, forged, wrongBy, streamed, places }) => {
      const head = `${'x'.repeat(streamed ? 100 : 0)}${prose}`
      const content = `${head}\r\n${forged.join('\r\n')}\r\n`
      // Too short, it ends within the prose: what a wrong size cuts just before a `)` nobody could tell from an end.
      const announced = (wrongBy < 0 ? head : content).length + wrongBy
      const said = `* 1 FETCH (UID 1 BODY[] {${announced}}\r\n${content})\r\n`
      const done = Array.from({ length: 8 }, (_, index) => `A${index + 1} OK done\r\n`).join('')
      const talked = await talk(pieces(Buffer.from(said + done, 'latin1'), places))
      expect(JSON.stringify(talked.outcomes, plain)).not.toContain('666')
      expect(talked.closed?.code).toMatch(/^(protocol-error|connection-lost)$/)
      expect(endings(talked)).not.toContain('done')
    },
  })

  target('ten times as much of anything takes no more than its share of work', {
    share: 0.1,
    runsInRound: 10,
    input: repeated,
    holds: expectLinear,
  })
})

function orRefused<T>(read: () => T, refusal: new (...args: never[]) => Error): T | undefined {
  try {
    return read()
  } catch (error) {
    expect(error).toBeInstanceOf(refusal)
    return undefined
  }
}

function withoutUndefined(means: Readonly<Record<string, unknown>>): unknown {
  const clean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clean)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, part]) => part !== undefined)
        .map(([key, part]) => [key, clean(part)]),
    )
  }
  return clean(means)
}

const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

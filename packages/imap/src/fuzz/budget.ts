import fc from 'fast-check'

/** How long all targets may run together, in seconds. */
export const fuzzSeconds = Number(process.env['CARAVAN_FUZZ_SECONDS'] ?? 60)
/** The seed of the first round; each round has the next number, so that any one of them can be repeated alone. */
export const fuzzSeed = Number(process.env['CARAVAN_SEED'] ?? Date.now() % 2 ** 31)

/** What became of one target. */
export interface Fuzzed {
  runs: number
  rounds: number
  seconds: number
}

/** A property and what is put to it. */
export interface Target<T> {
  name: string
  /** Its part of the whole time, 1 for all of it. */
  share: number
  /** Small enough that the time is kept, large enough that a round's start costs nothing; 100 unless told. */
  runsInRound?: number
  input: fc.Arbitrary<T>
  holds: (value: T) => Promise<void> | void
}

/**
 * Puts random inputs to a property, a round after the other, until its share of the time is used up; one round at least.
 *
 * @throws Error with the round's seed and the smallest input that fails, found by shrinking
 */
export async function fuzz<T>({ name, share, runsInRound = 100, input, holds }: Target<T>): Promise<Fuzzed> {
  const began = performance.now()
  const property = fc.asyncProperty(input, async (value) => holds(value))
  let rounds = 0
  do {
    const seed = (fuzzSeed + rounds) | 0
    const details = await fc.check(property, { seed, numRuns: runsInRound })
    if (details.failed) {
      const how = `CARAVAN_SEED=${seed} CARAVAN_FUZZ_SECONDS=1 npm test -- packages/imap/src/fuzz/fuzz.test.ts -t "${name}"`
      throw new Error(`${how}\n${fc.defaultReportMessage(details)}`, { cause: details.errorInstance })
    }
    rounds++
  } while (performance.now() - began < share * fuzzSeconds * 1000)
  const seconds = (performance.now() - began) / 1000
  return { runs: rounds * runsInRound, rounds, seconds }
}

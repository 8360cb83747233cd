import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryLives } from './testing/model/memory-lives.ts'
import { manners, steps } from './testing/model/steps.ts'

/** How many histories, from which seed, and how many at once. */
const RUNS = Number(process.env['CARAVAN_RANDOM_RUNS'] ?? 25)
const SEED = Number(process.env['CARAVAN_RANDOM_SEED'] ?? Date.now() % 2 ** 31)
const AT_ONCE = Math.min(4, RUNS)
/** For the histories, and for shrinking the one that fails. */
const LIMIT_MS = 60_000 + RUNS * 4_000

const live = memoryLives()

test('whatever owners do, wherever lines are cut and passes are killed, and what of the ledger is lost: nothing is lost, nothing is doubled', {
  timeout: LIMIT_MS + 30_000,
}, async () => {
  let passes = 0
  const some = (_: unknown, worker: number) =>
    fc.assert(
      fc.asyncProperty(manners, steps, async (how, history) => {
        const ran = await live(how, history)
        passes += ran
      }),
      {
        numRuns: Math.ceil(RUNS / AT_ONCE),
        seed: SEED + worker,
        interruptAfterTimeLimit: LIMIT_MS,
        markInterruptAsFailure: true,
      },
    )
  await Promise.all(Array.from({ length: AT_ONCE }, some))
  process.stdout.write(`random model in memory: ${RUNS} histories, ${passes} passes, seed ${SEED}: 0 lost, 0 doubled\n`)
  expect(passes).toBeGreaterThan(RUNS)
})

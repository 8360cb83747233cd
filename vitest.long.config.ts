import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      ...['packages/*/src/**/*.long.test.ts', 'lab/**/*.long.test.ts', 'tests/**/*.long.test.ts'],
      // Of their cases `npm test` takes a few: tests/journeys/testing/sampled.ts.
      ...['cuts', 'folders', 'goodbye', 'kills', 'ledger-lost', 'owners', 'slow'].map(
        (name) => `tests/journeys/faults/${name}.test.ts`,
      ),
      ...['tests/journeys/capabilities.test.ts', 'tests/journeys/cut.test.ts'],
    ],
    env: { CARAVAN_ALL_CASES: '1' },
    exclude: ['**/node_modules/**', '**/dist/**'],
    passWithNoTests: true,
    globalSetup: './packages/core/src/store/testing/cluster.ts',
    maxWorkers: 1,
    pool: 'forks',
    testTimeout: 30 * 60_000,
    hookTimeout: 5 * 60_000,
  },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'lab/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.long.test.ts'],
    globalSetup: './packages/core/src/store/testing/cluster.ts',
    // Two cores: real servers, PostgreSQL and the tests share them, and many tests wait for clocks.
    maxWorkers: 3,
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})

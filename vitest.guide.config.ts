import { defineConfig } from 'vitest/config'

/** `npm run guide`: takes the pictures of docs/guide/ from real runs. */
export default defineConfig({
  test: {
    include: ['tests/guide/*.pictures.ts'],
    globalSetup: './packages/core/src/store/testing/cluster.ts',
    maxWorkers: 1,
    pool: 'forks',
    testTimeout: 15 * 60_000,
    hookTimeout: 5 * 60_000,
  },
})

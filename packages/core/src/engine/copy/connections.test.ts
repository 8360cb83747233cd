import { expect, test } from 'vitest'
import { connectionsWorth } from './connections.ts'

test('more sessions are worth it over a long line, and most where each message waits for a word of the server', () => {
  expect(connectionsWorth({ appendMany: true, waitsForEach: false, roundTripMs: undefined })).toBe(4)
  expect(connectionsWorth({ appendMany: false, waitsForEach: true, roundTripMs: 1 })).toBe(4)
  expect(connectionsWorth({ appendMany: true, waitsForEach: true, roundTripMs: 40 })).toBe(8)
  expect(connectionsWorth({ appendMany: false, waitsForEach: false, roundTripMs: 40 })).toBe(8)
  expect(connectionsWorth({ appendMany: false, waitsForEach: true, roundTripMs: 40 })).toBe(12)
})

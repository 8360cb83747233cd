import { reportedError } from '@caravan/core/engine'
import { ServiceError } from '@caravan/core/services'
import { expect, test } from 'vitest'
import { laterByPace } from './pace.ts'

const error = (code: string, why: 'throttled' | 'busy' | 'pace', waitMs: number) =>
  reportedError(
    new ServiceError('session', code, 'Not now.', 'Run again later.', {
      later: { why, waitMs, longestWaitMs: waitMs, patienceMs: waitMs },
    }),
  )

test('a pass whose day is used up is released again when there is room, and is no trouble', () => {
  expect(laterByPace(error('day-used-up', 'pace', 5_400_500))).toEqual({ afterSeconds: 5_401, wanted: true })
})

test('one whose service throttles is tried again as late as it suggests, and counts as handed back', () => {
  expect(laterByPace(error('throttled', 'throttled', 600_000))).toEqual({ afterSeconds: 600, wanted: false })
})

test('nothing waits longer than six hours: what held it back may have been lifted', () => {
  expect(laterByPace(error('day-used-up', 'pace', 86_400_000))?.afterSeconds).toBe(21_600)
})

test('what has another cause ends the pass as ever', () => {
  expect(laterByPace(error('try-later', 'busy', 1_000))).toBeUndefined()
  expect(
    laterByPace(reportedError(new ServiceError('session', 'connection-lost', 'Lost.', 'Run again.'))),
  ).toBeUndefined()
  expect(laterByPace(null)).toBeUndefined()
})

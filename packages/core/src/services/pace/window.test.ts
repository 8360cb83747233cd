import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SpanUse } from '../../store/index.ts'
import { DAY_MS, fitsAt, grant, SPAN_MS, spanOf } from './window.ts'

const LIMIT = 1_000
const NOON = Date.UTC(2026, 10, 2, 12)

test('an empty day has room for all of it at once, and then for nothing until that is a day old', () => {
  expect(fitsAt([], LIMIT, LIMIT, NOON)).toBe(NOON)
  const uses = [{ span: spanOf(NOON), octets: LIMIT }]
  const at = fitsAt(uses, LIMIT, 1, NOON)
  expect(at).toBe(NOON + SPAN_MS + DAY_MS)
  expect(fitsAt(uses, LIMIT, LIMIT, at)).toBe(at)
})

test('what is larger than a day goes when the day is empty', () => {
  expect(fitsAt([], LIMIT, 5 * LIMIT, NOON)).toBe(NOON)
  expect(grant([], LIMIT, { wanted: 5 * LIMIT, least: 5 * LIMIT }, NOON).octets).toBe(5 * LIMIT)
})

test('who asks for much gets a part of what is left; who finds no room is told to come when there is some', () => {
  expect(grant([], LIMIT, { wanted: LIMIT, least: 1 }, NOON)).toEqual({ octets: 250, at: NOON })
  const uses = Array.from({ length: 10 }, (_, n) => ({ span: spanOf(NOON) + n, octets: 100 }))
  const now = NOON + 10 * SPAN_MS
  // Half of the limit: five spans have to be a day old, not only the first.
  expect(grant(uses, LIMIT, { wanted: 10, least: 10 }, now)).toEqual({ octets: 0, at: NOON + 5 * SPAN_MS + DAY_MS })
})

test('no 24 hours ever hold more than the limit, however it is asked for', () => {
  const asks = fc.array(
    fc.record({ wanted: fc.integer({ min: 1, max: 600 }), pause: fc.integer({ min: 0, max: DAY_MS }) }),
    {
      minLength: 20,
      maxLength: 60,
    },
  )
  fc.assert(
    fc.property(asks, (steps) => {
      let now = NOON
      const uses: SpanUse[] = []
      const went: { at: number; octets: number }[] = []
      for (const { wanted, pause } of steps) {
        now += pause % (3 * SPAN_MS)
        const { octets, at } = grant(uses, LIMIT, { wanted, least: Math.min(wanted, 50) }, now)
        expect(octets === 0).toBe(at > now)
        now = at
        if (octets === 0) continue
        uses.push({ span: spanOf(now), octets })
        went.push({ at: now, octets })
      }
      for (const { at } of went) {
        const within = went.filter((one) => one.at <= at && one.at > at - DAY_MS)
        expect(within.reduce((sum, one) => sum + one.octets, 0)).toBeLessThanOrEqual(LIMIT)
      }
    }),
    { numRuns: 200 },
  )
})

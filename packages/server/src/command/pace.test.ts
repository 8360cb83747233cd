import { expect, test } from 'vitest'
import { paceOf } from './pace.ts'

test('sizes a day go with the direction that a copy needs', () => {
  const { from, to } = paceOf({ 'from-daily': '2.5GB', 'to-daily': '500 mb' })
  expect(from).toEqual({ outPerDay: 2_500_000_000, inPerDay: undefined, bandwidth: undefined, hours: undefined })
  expect(to).toEqual({ inPerDay: 500_000_000, outPerDay: undefined, bandwidth: undefined, hours: undefined })
})

test('none lifts what is known of the service, in both directions', () => {
  expect(paceOf({ 'from-daily': 'none' }).from).toMatchObject({ outPerDay: null, inPerDay: null })
  expect(paceOf({ 'to-daily': 'none' }).to).toMatchObject({ outPerDay: null, inPerDay: null })
})

test('a bandwidth and hours hold at both sides', () => {
  const both = { bandwidth: 250_000, hours: { from: 20 * 60, to: 6 * 60 + 30 } }
  const { from, to } = paceOf({ bandwidth: '250k', hours: '20:00-06:30' })
  expect([from, to]).toMatchObject([both, both])
})

test.each([
  [{ 'from-daily': 'much' }, /--from-daily much is not a size/],
  [{ 'to-daily': '5MB' }, /--to-daily takes at least 20000000 octets/],
  [{ 'to-daily': '999999999999TB' }, /is not a size/],
  [{ bandwidth: '5' }, /--bandwidth takes at least 10000 octets/],
  [{ bandwidth: 'none' }, /--bandwidth none is not a size/],
  [{ hours: '20-06' }, /--hours 20-06 is not a span of the day/],
  [{ hours: '24:00-06:00' }, /is not a span of the day/],
  [{ hours: '06:00-06:00' }, /is not a span of the day/],
])('what makes no sense is refused: %j', (values, words) => {
  expect(() => paceOf(values)).toThrow(words)
})

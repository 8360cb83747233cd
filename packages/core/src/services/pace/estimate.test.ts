import { expect, test } from 'vitest'
import { limitsOf } from '../profiles/limits.ts'
import { estimate } from './estimate.ts'
import { type PaceWishes, termsOf } from './terms.ts'

const NOW = Date.UTC(2026, 10, 2, 9)
const DAY = 24 * 60 * 60
const FAST = { octetsPerSecond: 10_000_000, messagesPerSecond: 1_000 }
const free = (wishes: PaceWishes = {}) => termsOf(undefined, wishes)
const gmail = (wishes: PaceWishes = {}) => termsOf(limitsOf('imap.gmail.com', 'gmail'), wishes)
const load = { messages: 400_000, octets: 50_000_000_000 }

test('50 GB out of Gmail take the days that its measure lets (recorded, not live)', () => {
  const all = estimate(load, gmail({ outPerDay: 2_500_000_000 }), free(), FAST, NOW)
  // The first day’s measure goes at once.
  expect(all.copySeconds / DAY).toBeGreaterThan(18.5)
  expect(all.copySeconds / DAY).toBeLessThan(20.5)
  expect(all.bound).toBe('source-out')
  const careful = estimate(load, gmail(), free(), FAST, NOW)
  expect(careful.copySeconds / DAY).toBeGreaterThan(20.5)
  expect(careful.copySeconds / DAY).toBeLessThan(23)
})

test('into Gmail it is five times as long, and reading it again has its own measure (recorded, not live)', () => {
  const { copySeconds, verifySeconds, bound } = estimate(load, free(), gmail(), FAST, NOW)
  expect(copySeconds / DAY).toBeGreaterThan(105)
  expect(copySeconds / DAY).toBeLessThan(115)
  expect(verifySeconds / DAY).toBeGreaterThan(20)
  expect(bound).toBe('target-in')
})

test('where nothing holds it back the line and the servers do, by octets or by messages', () => {
  expect(estimate(load, free(), free(), FAST, NOW)).toMatchObject({ bound: 'speed' })
  expect(estimate(load, free(), free(), FAST, NOW).copySeconds).toBeCloseTo(5_000)
  expect(estimate({ ...load, messages: 10_000_000 }, free(), free(), FAST, NOW).copySeconds).toBeCloseTo(10_000)
})

test('an empty mailbox takes no time', () => {
  expect(estimate({ messages: 0, octets: 0 }, gmail(), gmail(), FAST, NOW)).toMatchObject({
    copySeconds: 0,
    verifySeconds: 0,
  })
})

test('half of the day makes it twice as long, and says so', () => {
  const halfDay = { from: 6 * 60, to: 18 * 60 }
  const one = estimate(load, free({ bandwidth: 200_000 }), free(), FAST, NOW)
  expect(one.bound).toBe('bandwidth')
  const two = estimate(load, free({ bandwidth: 200_000, hours: halfDay }), free(), FAST, NOW)
  expect(two.copySeconds / one.copySeconds).toBeGreaterThan(1.7)
  expect(two.copySeconds / one.copySeconds).toBeLessThan(2.3)
})

import { expect, test } from 'vitest'
import { limitsOf } from '../profiles/limits.ts'
import { estimate } from './estimate.ts'
import { type PaceWishes, termsOf } from './terms.ts'
import { estimateTogether } from './together.ts'

const NOW = Date.UTC(2026, 10, 2, 9)
const SPEED = { octetsPerSecond: 2_000_000, messagesPerSecond: 100 }
const free = (wishes: PaceWishes = {}) => termsOf(undefined, wishes)
const gmail = termsOf(limitsOf('imap.gmail.com', undefined), {})
const LARGE = { messages: 400_000, octets: 50_000_000_000 }

test('the largest mailbox of Gmail decides over a company whose others wait in its place', () => {
  const found = estimateTogether(
    [{ name: 'pair', source: gmail, target: free(), largest: [LARGE] }],
    [{ name: 'old', terms: gmail, load: { messages: 900_000, octets: 120_000_000_000 }, mailboxes: 15, atOnce: 2 }],
    SPEED,
    NOW,
  )
  expect(found).toMatchObject({ by: 'mailbox', of: 'pair', bound: 'source-out', load: LARGE })
  expect(found?.copySeconds).toBe(estimate(LARGE, gmail, free(), SPEED, NOW).copySeconds)
})

test('a thousand mailboxes of any service take as long as their turns, and more connections would help', () => {
  const load = { messages: 10_000, octets: 1_000_000_000 }
  const all = { messages: 10_000_000, octets: 1_000_000_000_000 }
  const turns = (atOnce: number) => ({ name: 'old', terms: free(), load: all, mailboxes: 1_000, atOnce })
  const pairing = { name: 'pair', source: free(), target: free(), largest: [load] }
  const two = estimateTogether([pairing], [turns(2)], SPEED, NOW)
  expect(two).toMatchObject({ by: 'turns', of: 'old', bound: 'connections' })
  expect(two?.copySeconds).toBeCloseTo(250_000)
  expect(estimateTogether([pairing], [turns(8)], SPEED, NOW)?.copySeconds).toBeCloseTo(62_500)
})

test('of one mailbox the line decides, and of none nothing is said', () => {
  const pairing = { name: 'pair', source: free(), target: free(), largest: [LARGE] }
  const turns = { name: 'old', terms: free(), load: LARGE, mailboxes: 1, atOnce: 2 }
  expect(estimateTogether([pairing], [turns], SPEED, NOW)).toMatchObject({ by: 'mailbox', bound: 'speed' })
  expect(estimateTogether([], [], SPEED, NOW)).toBeUndefined()
})

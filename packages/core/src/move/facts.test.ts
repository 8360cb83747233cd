import { expect, test } from 'vitest'
import { type CopyGroup, copyFactsOf } from './facts.ts'

type Last = NonNullable<CopyGroup['last']>
const group = (address: string, last: Partial<Last> | null, other: Partial<CopyGroup> = {}): CopyGroup => ({
  ...{ count: 1, examples: [address], pending: false, copiedOnce: true },
  last: last && { status: 'green', fresh: true, sinceSwitch: true, balanced: true, exceptionsOpen: false, ...last },
  ...other,
})

test('a mailbox with a balanced, green pass since the switch has nothing amiss', () => {
  const { mailboxes, ...tallies } = copyFactsOf([group('a', {}), group('b', { status: 'exceptions' })])
  expect(mailboxes).toBe(2)
  for (const tally of Object.values(tallies)) expect(tally).toEqual({ count: 0, examples: [] })
})

test('a mailbox that was never copied is in every list but that of failed passes', () => {
  const facts = copyFactsOf([group('a', null, { copiedOnce: false, pending: true })])
  const named = Object.entries({ ...facts, mailboxes: { count: 0 } }).flatMap(([name, { count }]) =>
    count > 0 ? name : [],
  )
  expect(named).toEqual(['withoutFirst', 'stale', 'pending', 'unaccounted', 'withoutFinal'])
})

test('a difference is accounted for when somebody has accepted it; sums that do not balance never are', () => {
  const facts = copyFactsOf([
    group('open', { status: 'mismatch', exceptionsOpen: true }),
    group('accepted', { status: 'mismatch' }),
    group('listed', { status: 'exceptions', exceptionsOpen: true }),
    group('unbalanced', { balanced: false }),
    group('cut', { status: 'interrupted' }),
    group('asks', { status: 'undecided' }),
  ])
  expect(facts.unaccounted.examples).toEqual(['open', 'unbalanced', 'cut', 'asks'])
  expect(facts.failed.examples).toEqual(['open', 'unbalanced', 'cut', 'asks'])
  expect(facts.exceptionsOpen.examples).toEqual(['open', 'listed'])
  expect(facts.withoutFinal.examples).toEqual(['cut', 'asks'])
})

test('a pass that is not fresh is stale, and one before the switch is not final', () => {
  const facts = copyFactsOf([
    group('old', { fresh: false }),
    group('before', { sinceSwitch: false }),
    group('good', {}),
  ])
  expect(facts.stale.examples).toEqual(['old'])
  expect(facts.withoutFinal.examples).toEqual(['before'])
})

test('of many mailboxes some are named and all are counted', () => {
  const examples = Array.from({ length: 7 }, (_, n) => `m${n}`)
  const many = [group('', null, { count: 60_000, examples }), group('', null, { count: 40_000, examples })]
  const { stale, mailboxes } = copyFactsOf(many)
  expect([mailboxes, stale.count, stale.examples.length]).toEqual([100_000, 100_000, 10])
})

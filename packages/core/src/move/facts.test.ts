import { expect, test } from 'vitest'
import { copyFactsOf, type MailboxFacts } from './facts.ts'

const AT = new Date('2026-11-22T12:00:00Z')
const SWITCH = new Date('2026-11-21T20:00:00Z')

type Last = NonNullable<MailboxFacts['last']>
const mailbox = (address: string, last: Partial<Last> | null, other: Partial<MailboxFacts> = {}): MailboxFacts => ({
  ...{ address, pending: false, copiedOnce: true },
  last: last && { status: 'green', startedAt: '2026-11-22T08:00:00Z', balanced: true, exceptionsOpen: 0, ...last },
  ...other,
})

test('a mailbox with a balanced, green pass since the switch has nothing amiss', () => {
  const facts = copyFactsOf([mailbox('a', {}), mailbox('b', { status: 'exceptions' })], AT, SWITCH)
  const { mailboxes, ...tallies } = facts
  expect(mailboxes).toBe(2)
  for (const tally of Object.values(tallies)) expect(tally).toEqual({ count: 0, examples: [] })
})

test('a mailbox that was never copied is in every list but that of failed passes', () => {
  const facts = copyFactsOf([mailbox('a', null, { copiedOnce: false, pending: true })], AT, SWITCH)
  const named = Object.entries({ ...facts, mailboxes: { count: 0 } }).flatMap(([name, { count }]) =>
    count > 0 ? name : [],
  )
  expect(named).toEqual(['withoutFirst', 'stale', 'pending', 'unaccounted', 'withoutFinal'])
})

test('a difference is accounted for when somebody has accepted it; sums that do not balance never are', () => {
  const facts = copyFactsOf(
    [
      mailbox('open', { status: 'mismatch', exceptionsOpen: 1 }),
      mailbox('accepted', { status: 'mismatch' }),
      mailbox('listed', { status: 'exceptions', exceptionsOpen: 2 }),
      mailbox('unbalanced', { balanced: false }),
      mailbox('cut', { status: 'interrupted' }),
      mailbox('asks', { status: 'undecided' }),
    ],
    AT,
    SWITCH,
  )
  expect(facts.unaccounted.examples).toEqual(['open', 'unbalanced', 'cut', 'asks'])
  expect(facts.failed.examples).toEqual(['open', 'unbalanced', 'cut', 'asks'])
  expect(facts.exceptionsOpen.examples).toEqual(['open', 'listed'])
  expect(facts.withoutFinal.examples).toEqual(['cut', 'asks'])
})

test('a pass counts as final from the switch on, and as fresh for a day', () => {
  const at = (startedAt: string) => mailbox(startedAt, { startedAt })
  const all = ['2026-11-21T12:00:00Z', '2026-11-21T11:59:59Z', '2026-11-21T20:00:00Z', '2026-11-21T19:59:59Z'].map(at)
  const facts = copyFactsOf(all, AT, SWITCH)
  expect(facts.stale.examples).toEqual(['2026-11-21T11:59:59Z'])
  expect(facts.withoutFinal.count).toBe(3)
  expect(copyFactsOf(all, AT, null).withoutFinal.count).toBe(4)
})

test('of many mailboxes some are named and all are counted', () => {
  const many = Array.from({ length: 100_000 }, (_, n) => mailbox(`m${n}`, null))
  const { stale } = copyFactsOf(many, AT, null)
  expect([stale.count, stale.examples.length]).toEqual([100_000, 10])
})

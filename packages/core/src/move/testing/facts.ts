import fc from 'fast-check'
import { MOVE_KINDS } from '../../model/stages.ts'
import { addDays } from '../calendar.ts'
import type { CopyFacts, MoveFacts, Tally } from '../facts.ts'
import type { Move } from '../parts.ts'

export const none: Tally = { count: 0, examples: [] }
export const some = (...examples: string[]): Tally => ({ count: examples.length, examples })

export const move: Move = {
  kind: 'new-addresses',
  hasSource: true,
  partial: false,
  tellsCorrespondents: false,
  cutoverDay: '2026-11-21',
}

const copied: CopyFacts = {
  mailboxes: 40,
  withoutFirst: none,
  stale: none,
  failed: none,
  pending: none,
  exceptionsOpen: none,
  unaccounted: none,
  withoutFinal: none,
}

/** Nothing is amiss. */
export const green = {
  inventory: { mailboxes: 40, missing: none },
  approval: { required: true, given: { by: 'director', at: '2026-10-01T09:00:00Z' } },
  people: { mailboxes: 40, undecided: none, roleAddresses: 4, withoutOwner: none },
  addresses: { seen: 90, undecided: none, mailboxes: 40, unread: none },
  credentials: { needed: 80, missing: none, unchecked: none, refused: none, kept: 0 },
  trial: { green: 1, other: none },
  copy: copied,
  reverse: { rehearsed: true },
  welcome: { mailboxes: 40, unopened: none },
} satisfies MoveFacts

export const copyFacts = (other: Partial<CopyFacts>): MoveFacts => ({ ...green, copy: { ...copied, ...other } })

const tally = fc.oneof({ arbitrary: fc.constant(none), weight: 3 }, fc.constantFrom(some('a'), some('a', 'b', 'c')))
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 8 })

/** Any facts, more often green than not; what is undefined is left out. */
export const anyFacts: fc.Arbitrary<MoveFacts> = fc
  .record({
    inventory: perhaps(fc.record({ mailboxes: fc.constant(40), missing: tally })),
    approval: perhaps(
      fc.record({
        required: fc.boolean(),
        given: fc.option(fc.constant({ by: 'director', at: '2026-10-01T09:00:00Z' })),
      }),
    ),
    people: perhaps(
      fc.record({ mailboxes: fc.constant(40), undecided: tally, roleAddresses: fc.constant(4), withoutOwner: tally }),
    ),
    addresses: perhaps(
      fc.record({ seen: fc.constant(90), undecided: perhaps(tally), mailboxes: fc.constant(40), unread: tally }),
    ),
    credentials: perhaps(
      fc.record({ needed: fc.constant(80), missing: tally, unchecked: tally, refused: tally, kept: fc.nat(2) }),
    ),
    trial: perhaps(fc.record({ green: fc.nat(1), other: tally })),
    copy: perhaps(
      fc.record({
        mailboxes: fc.constant(40),
        withoutFirst: tally,
        stale: tally,
        failed: tally,
        pending: tally,
        exceptionsOpen: tally,
        unaccounted: tally,
        withoutFinal: tally,
      }),
    ),
    reverse: perhaps(fc.record({ rehearsed: fc.boolean() })),
  })
  .map((facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)))

export const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom(...MOVE_KINDS),
  hasSource: fc.boolean(),
  partial: fc.boolean(),
  tellsCorrespondents: fc.boolean(),
  cutoverDay: fc.option(fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days))),
  announceDays: fc.integer({ min: 14, max: 28 }),
  watchDays: fc.integer({ min: 7, max: 730 }),
})

import fc from 'fast-check'
import { BODIES } from './mail.ts'

export type Side = 'source' | 'target'

/** What an owner, or somebody else who delivers, does to a mailbox. */
export type Act =
  | { readonly do: 'deliver'; readonly folder: string; readonly mails: readonly number[]; readonly day: number }
  | { readonly do: 'foreign'; readonly folder: string; readonly mail: number; readonly day: number }
  | { readonly do: 'flag'; readonly side: Side; readonly folder: string; readonly at: number; readonly flag: string }
  | { readonly do: 'move'; readonly side: Side; readonly folder: string; readonly at: number; readonly to: string }
  | { readonly do: 'delete'; readonly side: Side; readonly folder: string; readonly at: number }
  | { readonly do: 'rename'; readonly side: Side; readonly folder: string; readonly to: string }
  | { readonly do: 'renumber'; readonly side: Side; readonly folder: string }

/** What happens to a pass that runs. */
export type Fault =
  | { readonly do: 'cut' }
  /** The next append is done, and its answer lost. */
  | { readonly do: 'lose-answer' }
  /** The next append gets no answer, and is done when what is on its way arrives. */
  | { readonly do: 'hold' }
  /** What the next append stores is seen by nobody until it arrives. */
  | { readonly do: 'hide' }
  | { readonly do: 'arrive' }
  /** Everything of the pass stops dead. */
  | { readonly do: 'kill' }
  /** Another pass is started over the same mailbox. */
  | { readonly do: 'second' }
  /** This pass stands still until its lease has ended, and another runs over the mailbox. */
  | { readonly do: 'overtaken' }
  | Act

/** Where a fault strikes: operations of a service, calls of a session, questions to the ledger. */
export type Where = Side | 'call' | 'ledger'

export interface Strike {
  readonly where: Where
  /** After so many there, counted from the strike before. */
  readonly after: number
  readonly fault: Fault
}

export type Step =
  | Act
  | {
      readonly do: 'run'
      readonly connections: number
      readonly strikes: readonly Strike[]
      /** Copies of what was deleted at the source are deleted. */
      readonly deleteGone?: boolean
    }
  | { readonly do: 'arrive' }
  | { readonly do: 'lose-ledger' }
  | { readonly do: 'save-ledger' }
  | { readonly do: 'put-back-ledger' }

const MAPPED = ['INBOX', 'Sent', 'Проекты/2024']
/** Folders that only owners make: at the target not mapped, unless the source has them too. */
const OWN = ['Trash', 'Later']
const folder = fc.constantFrom(...MAPPED, ...MAPPED, ...OWN)
const side = fc.constantFrom<Side>('source', 'target')
const at = fc.nat(20)
const day = fc.nat(1)

const constant = <T extends string>(text: T) => fc.constant(text)

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: constant('deliver'),
      folder,
      mails: fc.array(fc.nat(BODIES - 1), { minLength: 1, maxLength: 8 }),
      day,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: constant('foreign'), folder, mail: fc.nat(BODIES + 3), day }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: constant('flag'), side, folder, at, flag: fc.constantFrom('\\Seen', '\\Flagged') }),
  },
  { weight: 3, arbitrary: fc.record({ do: constant('move'), side, folder, at, to: folder }) },
  { weight: 2, arbitrary: fc.record({ do: constant('delete'), side, folder, at }) },
  { weight: 1, arbitrary: fc.record({ do: constant('rename'), side, folder, to: folder }) },
  { weight: 1, arbitrary: fc.record({ do: constant('renumber'), side, folder }) },
)

const strike: fc.Arbitrary<Strike> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      where: side,
      after: fc.integer({ min: 1, max: 40 }),
      fault: fc.oneof(
        { weight: 4, arbitrary: fc.record({ do: constant('cut') }) },
        { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('lose-answer', 'hold', 'hide', 'arrive') }) },
        { weight: 1, arbitrary: fc.record({ do: constant('kill') }) },
        { weight: 3, arbitrary: act },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      where: constant('ledger'),
      after: fc.integer({ min: 1, max: 200 }),
      fault: fc.oneof({ weight: 2, arbitrary: fc.record({ do: constant('kill') }) }, { weight: 1, arbitrary: act }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      where: constant('call'),
      after: fc.integer({ min: 1, max: 60 }),
      fault: fc.record({ do: fc.constantFrom('second', 'overtaken') }),
    }),
  },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: act },
  {
    weight: 7,
    arbitrary: fc.record({
      do: constant('run'),
      connections: fc.integer({ min: 1, max: 3 }),
      strikes: fc.array(strike, { maxLength: 5 }),
      deleteGone: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('arrive', 'lose-ledger', 'save-ledger', 'put-back-ledger') }),
  },
)

export const steps: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 1, maxLength: 14 })

/** How the two services behave in one history. */
export interface Manners {
  readonly appendMany: boolean
  readonly namesUids: boolean
  readonly removes: boolean
  readonly merges: boolean
  /** Mends line ends, and NUL to 0x80. */
  readonly rewrites: boolean
  /** Which of the odd messages it refuses: those it would take mended or rebuilt, or one in any form. */
  readonly refuses: 'nothing' | 'bare-line-ends' | 'odd-headers' | 'one'
  /** What each service tells of changes: nothing, what has changed (CONDSTORE), or also what is gone (QRESYNC). */
  readonly tells: Readonly<Record<Side, Telling>>
}

export type Telling = 'nothing' | 'changed' | 'gone'

const telling = fc.oneof(
  { weight: 3, arbitrary: fc.constant('gone' as const) },
  { weight: 2, arbitrary: fc.constantFrom('changed' as const, 'nothing' as const) },
)
const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 5)

export const manners: fc.Arbitrary<Manners> = fc.record({
  appendMany: fc.boolean(),
  namesUids: fc.boolean(),
  removes: rarely.map((not) => !not),
  merges: rarely,
  rewrites: rarely,
  refuses: fc.oneof(
    { weight: 3, arbitrary: fc.constant('nothing' as const) },
    { weight: 1, arbitrary: fc.constantFrom('bare-line-ends' as const, 'odd-headers' as const, 'one' as const) },
  ),
  tells: fc.record({ source: telling, target: telling }),
})

import { type Change, type Rung } from '../../model/index.ts'
import { changeBit, changesOf, type Print, REBUILT } from './print.ts'

/** How closely a message at the target equals the one at the source, and which named transformations lie between. */
export interface Likeness {
  readonly rung: Rung
  readonly changes: readonly Change[]
  /** The same as bits, for the ledger. */
  readonly bits: number
}

type Comparable = Omit<Print, 'headerKey'>

const EXACT: Likeness = { rung: 'exact', changes: [], bits: 0 }
const EQUIVALENT: Likeness = { rung: 'equivalent', changes: [], bits: 0 }
const MISMATCHED: Likeness = { rung: 'mismatched', changes: [], bits: 0 }

/**
 * The ladder as far as digests reach: `mismatched` here means that the decoded parts have yet to be compared
 * (`equivalent.ts`).
 */
export function likeness(source: Comparable, target: Comparable): Likeness {
  // A rebuilt message carries the original whole: the same to whoever opens it, not the same message.
  if (((source.oddities ^ target.oddities) & REBUILT) !== 0)
    return source.exact.equals(target.exact) ? EQUIVALENT : MISMATCHED
  if (source.exact.equals(target.exact)) return EXACT
  if (source.normal.equals(target.normal)) {
    // What one side has and the other has not; where both have it, some of the line ends were changed and some not.
    const bits = source.oddities ^ target.oddities || changeBit('line-ends')
    return { rung: 'normalised', changes: changesOf(bits), bits }
  }
  // The same body to the byte under the same fields: what differs is a header field nobody reads a message by.
  if (source.identity.equals(target.identity)) return EQUIVALENT
  return MISMATCHED
}

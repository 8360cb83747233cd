import type { AddressFault } from '../../../../model/index.ts'
import type { Field } from '../columns/fields.ts'

/** Errors hold their row back; warnings do not. */
export const PROBLEM_SEVERITY = {
  'missing-column': 'error',
  'missing-address': 'error',
  'invalid-address': 'error',
  'address-too-long': 'error',
  'address-without-domain': 'error',
  'duplicate-source': 'error',
  'duplicate-target': 'error',
  'source-in-move': 'error',
  'target-in-move': 'error',
  'foreign-domain': 'error',
  'unknown-decision': 'error',
  'too-long': 'error',
  'smtputf8-address': 'warning',
  'invalid-alias': 'warning',
  'invalid-contact': 'warning',
  'same-address': 'warning',
  'unknown-kind': 'warning',
  'role-without-owner': 'warning',
  'empty-secret': 'warning',
} as const satisfies Record<string, 'error' | 'warning'>

export type ProblemCode = keyof typeof PROBLEM_SEVERITY

/** Something in the table that somebody should look at. */
export interface RowProblem {
  /** As the sheet shows it, from 1; the row of the headings where the whole table is meant, 0 where it has none. */
  readonly row: number
  readonly code: ProblemCode
  readonly severity: 'error' | 'warning'
  readonly field: Field | undefined
  /** The column's heading. */
  readonly column: string | undefined
  /** The cell, shortened and on one line; never of a column that holds secrets. */
  readonly cell: string | undefined
  /** What is wrong, in English; the console has its own words for each code. */
  readonly message: string
  /** What to do. */
  readonly remedy: string
  /** Another row that is concerned: where the address stands first. */
  readonly otherRow?: number
}

/** How much of a cell a problem shows. */
const SHOWN = 120

export const shownCell = (cell: string): string =>
  cell
    .slice(0, SHOWN)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .toWellFormed()
    .trim()

export const FAULTS: Record<AddressFault, string> = {
  empty: 'It is empty.',
  'no-at-sign': 'It has no @.',
  'no-local-part': 'Nothing stands before the @.',
  'no-domain': 'Nothing stands after the @.',
  'bad-local-part': 'What stands before the @ is not allowed there: spaces, brackets, commas, or two dots in a row.',
  'bad-domain': 'What stands after the @ is no domain name.',
  'address-literal': 'It has a number in brackets in place of a domain.',
  'too-long': 'It is longer than mail allows: 64 octets before the @, 254 in all.',
}

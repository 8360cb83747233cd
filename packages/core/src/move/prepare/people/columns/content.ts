import type { TableRow } from '../table/table.ts'
import type { Candidate } from './fields.ts'

/** Cells of a column that are looked at. */
const SAMPLE = 500

/** What the cells of a column look like, as shares of the filled ones. */
export interface Looks {
  readonly filled: number
  readonly address: number
  /** Lists of addresses, as aliases are written. */
  readonly addresses: number
  readonly password: number
  readonly name: number
}

const ADDRESS = /^\s*(?:mailto:|smtp:)?[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]{2,}\s*$/iu
const ADDRESSES = /^[^@]*@[^@]*[,;+\s][^@]*@/u
const NAME = /^\p{L}[\p{L}\p{M}'’.\-\u200c ]{1,80}$/u

/** Looks at the first cells of a column. */
export function looksOf(rows: readonly TableRow[], column: number): Looks {
  const counts = { filled: 0, address: 0, addresses: 0, password: 0, name: 0 }
  for (const row of rows) {
    const cell = row.cells[column]?.trim() ?? ''
    if (cell === '') continue
    if (counts.filled++ === SAMPLE) break
    const short = cell.slice(0, 500)
    if (ADDRESS.test(short)) counts.address++
    else if (ADDRESSES.test(short)) counts.addresses++
    else if (looksSecret(short)) counts.password++
    else if (NAME.test(short)) counts.name++
  }
  const share = (count: number): number => (counts.filled === 0 ? 0 : count / Math.min(counts.filled, SAMPLE))
  return {
    filled: counts.filled,
    address: share(counts.address),
    addresses: share(counts.addresses),
    password: share(counts.password),
    name: share(counts.name),
  }
}

/**
 * Whether a cell may be a password: one word of 6 to 64 characters of three classes, or the groups of four letters in
 * which Google and Apple hand out app passwords. Dates, numbers and paths are none.
 */
export function looksSecret(cell: string): boolean {
  if (/^(?:[a-z]{4}[ -]){3}[a-z]{4}$/.test(cell)) return true
  if (cell.length < 6 || cell.length > 64 || /[\s@]/.test(cell) || /^[\d\s+().:/-]+$/.test(cell)) return false
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^\p{L}\p{N}]/u].filter((one) => one.test(cell)).length
  return classes >= 3 && /\d/.test(cell)
}

/** What a column without a telling heading may be. */
export function fieldsOfLooks(looks: Looks): Candidate[] {
  if (looks.filled === 0) return []
  if (looks.address >= 0.7) return [{ field: 'sourceAddress', weight: 0.5 }]
  if (looks.address + looks.addresses >= 0.7) return [{ field: 'aliases', weight: 0.4 }]
  // One that is taken for a password by mistake is hidden; one that is missed would be shown.
  if (looks.password >= 0.5) return [{ field: 'sourcePassword', weight: 0.4 }]
  if (looks.name >= 0.8) return [{ field: 'displayName', weight: 0.3 }]
  return []
}

import type { Table, TableRow } from '../table/table.ts'
import { fieldsOfLooks, type Looks, looksOf } from './content.ts'
import { type Candidate, type Confidence, confidenceOf, type Field, MANY_FIELDS, SECRET_FIELDS } from './fields.ts'
import { fieldsOfHeading } from './headings.ts'

/** Rows among which the headings are looked for: Entra's template begins with `version:v1.0`, others with a title. */
const HEADING_ROWS = 10
const SAMPLES = 3

export interface RecognisedColumn {
  /** From 0, as cells are counted. */
  readonly index: number
  /** As written; `Column 3` where there are no headings. */
  readonly heading: string
  /** Undefined where nobody knows what it is: it is named to the reader, and read only when a field is chosen. */
  readonly field: Field | undefined
  readonly confidence: Confidence | undefined
  /** Cells with something in them. */
  readonly filled: number
  /** The first different values, shortened; none of a column that may hold secrets. */
  readonly samples: readonly string[]
}

export interface Recognition {
  /** The number of the row with the headings; undefined where there is none and every row is a mailbox. */
  readonly headingRow: number | undefined
  readonly columns: readonly RecognisedColumn[]
}

/** Which field each column is read as, by its index; what is left out is not read. */
export interface Mapping {
  readonly headingRow: number | undefined
  readonly fields: ReadonlyMap<number, Field>
}

/** Recognises the columns of a table by their headings, and by their content where these do not tell. */
export function recogniseColumns(table: Table): Recognition {
  const heading = headingRowOf(table)
  const rows = table.rows.filter((row) => heading === undefined || row.number > heading.number)
  const columns = Array.from({ length: table.width }, (_, index) => {
    const text = heading?.cells[index]?.trim() ?? ''
    const looks = looksOf(rows, index)
    return { index, heading: text, looks, candidates: candidatesOf(text, looks) }
  })
  const chosen = assign(columns)
  return {
    headingRow: heading?.number,
    columns: columns.map(({ index, heading: text, looks, candidates }) => {
      const taken = chosen.get(index)
      const secret =
        candidates.some(({ field }) => SECRET_FIELDS.has(field)) || (taken === undefined && looks.password > 0)
      return {
        index,
        heading: text === '' ? `Column ${index + 1}` : text.slice(0, 200),
        field: taken?.field,
        confidence: taken === undefined ? undefined : confidenceOf(taken.weight),
        filled: rows.reduce((sum, row) => sum + ((row.cells[index] ?? '').trim() === '' ? 0 : 1), 0),
        samples: secret ? [] : samplesOf(rows, index),
      }
    }),
  }
}

/**
 * What was recognised, with the reader's corrections.
 * @param corrections field by column index; null means: do not read this column
 */
export function mappingOf(
  recognition: Recognition,
  corrections: ReadonlyMap<number, Field | null> = new Map(),
): Mapping {
  const fields = new Map<number, Field>()
  for (const { index, field } of recognition.columns) {
    const corrected = corrections.get(index)
    const wanted = corrected === undefined ? field : corrected
    if (wanted !== undefined && wanted !== null) fields.set(index, wanted)
  }
  return { headingRow: recognition.headingRow, fields }
}

/** The row whose cells are most often headings that are known; none of its cells is an address. */
function headingRowOf(table: Table): TableRow | undefined {
  let best: { row: TableRow; score: number } | undefined
  for (const row of table.rows.slice(0, HEADING_ROWS)) {
    if (row.cells.some((cell) => /\S@\S+\.\S/.test(cell))) break
    const known = row.cells.filter((cell) => cell.length < 120 && (fieldsOfHeading(cell)[0]?.weight ?? 0) >= 0.7).length
    if (known > 0 && known > (best?.score ?? 0)) best = { row, score: known }
  }
  return best?.row
}

function candidatesOf(heading: string, looks: Looks): Candidate[] {
  const byHeading = heading === '' ? [] : fieldsOfHeading(heading)
  // Under a heading that nobody knows, words may be anything; addresses and passwords are what they are.
  if (byHeading.length === 0)
    return fieldsOfLooks(looks).filter(({ field }) => heading === '' || field !== 'displayName')
  return byHeading
    .map(({ field, weight }) => ({ field, weight: weight * agreement(field, looks, byHeading.length > 1) }))
    .sort((one, other) => other.weight - one.weight)
}

/** How far the cells bear out what the heading says. */
function agreement(field: Field, looks: Looks, signIn: boolean): number {
  if (looks.filled === 0) return 1
  // A sign-in name that is an address is the address first of all.
  if (signIn && field === 'sourceAddress' && looks.address >= 0.7) return 1.2
  if (field === 'sourceAddress' || field === 'targetAddress') return looks.address >= 0.3 || signIn ? 1 : 0.6
  return 1
}

/** Gives each field to the column that claims it most strongly, the first of equals; a column gets one field. */
function assign(columns: readonly { index: number; candidates: readonly Candidate[] }[]): Map<number, Candidate> {
  const chosen = new Map<number, Candidate>()
  const given = new Set<Field>()
  const claims = columns
    .flatMap(({ index, candidates }) => candidates.map((candidate) => ({ index, candidate })))
    .sort((one, other) => other.candidate.weight - one.candidate.weight || one.index - other.index)
  for (const { index, candidate } of claims) {
    if (chosen.has(index) || (given.has(candidate.field) && !MANY_FIELDS.has(candidate.field))) continue
    chosen.set(index, candidate)
    given.add(candidate.field)
  }
  if (given.has('sourceAddress') || given.has('targetAddress')) return chosen
  // Local parts alone (`login`, 帐号): with the domain they are the addresses.
  const signIn = claims.find(({ index, candidate }) => candidate.field === 'sourceAddress' && chosen.has(index))
  if (signIn !== undefined) chosen.set(signIn.index, signIn.candidate)
  return chosen
}

function samplesOf(rows: readonly TableRow[], column: number): string[] {
  const samples = new Set<string>()
  for (const row of rows.slice(0, 200)) {
    const cell = row.cells[column]?.trim() ?? ''
    if (cell !== '') samples.add(cell.slice(0, 60))
    if (samples.size === SAMPLES) break
  }
  return [...samples]
}

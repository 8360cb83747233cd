import type { AnswerOf, BodyOf, people } from '@caravan/contract'

/** What stands in a line, in this order. */
export type Column = 'address' | 'old' | 'new'

const FIELDS = { address: 'sourceAddress', old: 'sourcePassword', new: 'targetPassword' } as const
/** A heading, so that nothing of the first line is taken for one. */
const HEADINGS = { address: 'Old address', old: 'Old password', new: 'New password' } as const

export interface Pasted {
  readonly body: Pick<BodyOf<typeof people.previewImport>, 'input' | 'mapping'>
  /** Lines that lack what they must have; they are left out. */
  readonly short: readonly Line[]
  readonly lines: number
  /** Which line of the text became which row of the table, the heading aside. */
  readonly lineOf: readonly number[]
}

/** A line of the text as it was pasted, counted from one, empty ones as well. */
export interface Line {
  readonly line: number
  /** What it begins with: an address, or what stands in its place. */
  readonly begins: string
}

/** A line that the server does not take, and why. */
export interface Refused extends Line {
  readonly problem: AnswerOf<typeof people.previewImport>['problems'][number]
}

/** What the server would take of the list. */
export interface Seen extends Pasted {
  readonly sha256: string
  readonly ready: number
  readonly left: number
  /** Why, of the first of them. */
  readonly refused: readonly Refused[]
}

/** A pasted list as the import takes it. */
export function readPasted(text: string, columns: readonly Column[]): Pasted {
  const lines = text
    .split(/\r?\n/)
    .map((written, index) => ({ written, line: index + 1 }))
    .filter(({ written }) => written.trim() !== '')
  const first = lines.find(({ written }) => /[\t;,]/.test(written))?.written ?? ''
  const delimiter = ['\t', ';', ','].find((one) => first.includes(one)) ?? ','
  const rows = lines.map(({ written, line }) => ({ line, cells: cellsOf(written, delimiter, columns.length) }))
  const isWhole = ({ cells }: (typeof rows)[number]) => cells.length === columns.length && !cells.includes('')
  const whole = rows.filter(isWhole)
  // With tabs between, and a column that holds nothing: a password with an @ in it makes no list of addresses of this.
  const written = [columns.map((column) => HEADINGS[column]), ...whole.map(({ cells }) => cells)].map((cells) =>
    [...cells.map(quoted), ''].join('\t'),
  )
  return {
    body: {
      input: { pasted: written.join('\n') },
      mapping: Object.fromEntries(columns.map((column, index) => [String(index), FIELDS[column]])),
    },
    short: rows.filter((row) => !isWhole(row)).map(({ line, cells }) => ({ line, begins: cells[0] ?? '' })),
    lines: whole.length,
    lineOf: whole.map(({ line }) => line),
  }
}

/** What is wrong with which line; the server counts rows from one, the heading first. */
export const refusedLines = (
  problems: AnswerOf<typeof people.previewImport>['problems'],
  { lineOf }: Pasted,
): Refused[] =>
  problems
    .filter(({ severity }) => severity === 'error')
    .map((problem) => ({ line: lineOf[problem.row - 2] ?? 0, begins: problem.cell ?? '', problem }))

/** So many cells; the last takes the rest of the line, since a password may hold what parts the cells. */
function cellsOf(line: string, delimiter: string, count: number): string[] {
  const parts = line.split(delimiter)
  const cells = parts.slice(0, count)
  if (count > 1 && parts.length > count) cells[count - 1] = parts.slice(count - 1).join(delimiter)
  return cells.map((cell) => cell.trim())
}

/** RFC 4180 §2. */
const quoted = (cell: string): string => (cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell)

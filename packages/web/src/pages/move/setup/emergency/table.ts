import type { BodyOf, people } from '@caravan/contract'

/** What stands in a line, in this order. */
export type Column = 'address' | 'old' | 'new'

const FIELDS = { address: 'sourceAddress', old: 'sourcePassword', new: 'targetPassword' } as const
/** A heading, so that nothing of the first line is taken for one. */
const HEADINGS = { address: 'Old address', old: 'Old password', new: 'New password' } as const

export interface Pasted {
  readonly body: Pick<BodyOf<typeof people.previewImport>, 'input' | 'mapping'>
  /** Lines that lack what they must have; they are left out. */
  readonly short: number
  readonly lines: number
}

/** What the server would take of the list. */
export interface Seen extends Pasted {
  readonly sha256: string
  readonly ready: number
  readonly left: number
}

/** A pasted list as the import takes it. */
export function readPasted(text: string, columns: readonly Column[]): Pasted {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const first = lines.find((line) => /[\t;,]/.test(line)) ?? ''
  const delimiter = ['\t', ';', ','].find((one) => first.includes(one)) ?? ','
  const rows = lines.map((line) => cellsOf(line, delimiter, columns.length))
  const whole = rows.filter((cells) => cells.length === columns.length && !cells.includes(''))
  // With tabs between, and a column that holds nothing: a password with an @ in it makes no list of addresses of this.
  const written = [columns.map((column) => HEADINGS[column]), ...whole].map((cells) =>
    [...cells.map(quoted), ''].join('\t'),
  )
  return {
    body: {
      input: { pasted: written.join('\n') },
      mapping: Object.fromEntries(columns.map((column, index) => [String(index), FIELDS[column]])),
    },
    short: rows.length - whole.length,
    lines: whole.length,
  }
}

/** So many cells; the last takes the rest of the line, since a password may hold what parts the cells. */
function cellsOf(line: string, delimiter: string, count: number): string[] {
  const parts = line.split(delimiter)
  const cells = parts.slice(0, count)
  if (count > 1 && parts.length > count) cells[count - 1] = parts.slice(count - 1).join(delimiter)
  return cells.map((cell) => cell.trim())
}

/** RFC 4180 §2. */
const quoted = (cell: string): string => (cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell)

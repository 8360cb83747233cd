import { inert, MARKER } from './inert.ts'

/**
 * Writes rows as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets know it, CRLF) in which no cell is a
 * formula. Reading it with `readTable` gives back each value exactly: the last heading says that it was written so.
 * @param headings one for each column
 */
export function writeCsv(headings: readonly string[], rows: Iterable<readonly string[]>): string {
  let text = headOf(headings)
  for (const row of rows) text += rowOf(headings, row)
  return text
}

/** The same, line by line, of rows that are not all there yet. */
export async function* csvLines(
  headings: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  yield headOf(headings)
  for await (const row of rows) yield rowOf(headings, row)
}

const headOf = (headings: readonly string[]): string => `\u{feff}${line([...headings, MARKER])}`

const rowOf = (headings: readonly string[], row: readonly string[]): string =>
  line([...headings.map((_, index) => row[index] ?? ''), ''])

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/** Every cell is quoted: what a spreadsheet with another delimiter makes of it is text as well (`inert`). */
const quoted = (cell: string): string => `"${inert(cell).replaceAll('"', '""')}"`

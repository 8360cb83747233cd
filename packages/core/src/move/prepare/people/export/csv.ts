import { inert, MARKER } from './inert.ts'

/**
 * Writes rows as CSV (RFC 4180, UTF-8 with a byte order mark so that spreadsheets know it, CRLF) in which no cell is a
 * formula. Reading it with `readTable` gives back each value exactly: the last heading says that it was written so.
 * @param headings one for each column
 */
export function writeCsv(headings: readonly string[], rows: Iterable<readonly string[]>): string {
  let text = `\u{feff}${line([...headings, MARKER])}`
  for (const row of rows) text += line([...headings.map((_, index) => row[index] ?? ''), ''])
  return text
}

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/** Every cell is quoted: what a spreadsheet with another delimiter makes of it is text as well (`inert`). */
const quoted = (cell: string): string => `"${inert(cell).replaceAll('"', '""')}"`

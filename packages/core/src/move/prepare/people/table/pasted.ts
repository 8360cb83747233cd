import { addressParser } from 'postal-mime'
import { readDelimited } from './csv.ts'
import { RowGatherer, type Table, type TableLimits, tooLarge } from './table.ts'

/** The headings that a list of addresses is given: row 0 is in no sheet. */
const HEADINGS = ['Display name', 'Email address']
/** Characters of a line: a To field with some thousand people. */
const LONGEST_LINE = 100_000

/**
 * Reads pasted text: cells from a spreadsheet (tab separated), addresses one or several a line (`Name <address>` too,
 * as in a To field), or delimiter-separated text.
 */
export function readPasted(text: string, limits: TableLimits): Table {
  if (text.length > limits.bytes) throw tooLarge('more text', limits.bytes, 'characters')
  if (text.includes('\t')) return { source: 'pasted', ...readDelimited(text, limits, '\t') }
  const lines = text.split(/\r\n|\n|\r/)
  const filled = lines.filter((line) => line.trim() !== '')
  if (filled.length === 0) return { source: 'pasted', rows: [], width: 0 }
  if (filled.filter(holdsOnlyAddresses).length * 2 < filled.length)
    return { source: 'pasted', ...readDelimited(text, limits) }
  const gatherer = new RowGatherer(limits)
  gatherer.add(0, HEADINGS)
  for (const [at, line] of lines.entries()) for (const cells of entries(line)) gatherer.add(at + 1, cells)
  return { source: 'pasted', rows: gatherer.rows, width: gatherer.width }
}

/** Whether each piece between commas or semicolons outside of quotes and brackets has an address. */
function holdsOnlyAddresses(line: string): boolean {
  if (line.length > LONGEST_LINE) return false
  const pieces = line
    .replaceAll(/"[^"]*"/g, 'q')
    .split(/[,;]/)
    .filter((piece) => piece.trim() !== '')
  // `Family, Given <address>` has a piece without; a table's row has more of them than addresses.
  return pieces.filter((piece) => piece.includes('@')).length * 2 > pieces.length
}

/** Name and address of each that a line holds; a line that holds none comes back as an address, to be named as wrong. */
function entries(written: string): string[][] {
  const line = written.trim()
  if (line === '') return []
  if (line.length > LONGEST_LINE) throw tooLarge('a longer line', LONGEST_LINE, 'characters in a line')
  // `Family, Given <address>`: the comma belongs to the name.
  const family = /^([^<>@,;"]+),([^<>@,;"]+)<([^<>]+)>[\s,;]*$/.exec(line)
  if (family !== null) return [[`${family[1]?.trim() ?? ''}, ${family[2]?.trim() ?? ''}`, family[3]?.trim() ?? '']]
  const found: string[][] = []
  for (const { name, address } of addressParser(line, { flatten: true })) {
    if (address !== undefined && address !== '') found.push([name, address])
    else if (name !== '') found.push(['', name])
  }
  return found.length === 0 ? [['', line]] : found
}

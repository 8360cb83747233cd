import { isOwnExport, restored } from '../export/inert.ts'
import { readDelimited } from './csv.ts'
import { decodeText } from './encoding.ts'
import { readPasted } from './pasted.ts'
import {
  type Delimiter,
  type Encoding,
  TABLE_LIMITS,
  type Table,
  type TableLimits,
  tooLarge,
  unreadable,
} from './table.ts'
import { readWorkbook } from './workbook.ts'

/** What the reader of a preview may correct; what is not given is found out. */
export interface ReadingChoice {
  readonly encoding?: Encoding
  readonly delimiter?: Delimiter
  /** The name of the sheet; the first visible one unless given. */
  readonly sheet?: string
}

/**
 * Reads a file as it was uploaded: a workbook where its bytes say so, else delimiter-separated text. Its name decides
 * nothing. Throws `CaravanError`: `table-too-large`, `table-unreadable`.
 */
export async function readTable(
  bytes: Buffer,
  choice: ReadingChoice = {},
  limits: TableLimits = TABLE_LIMITS,
): Promise<Table> {
  if (bytes.length > limits.bytes) throw tooLarge(`${bytes.length} octets`, limits.bytes, 'octets')
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return active(await readWorkbook(bytes, limits, choice.sheet))
  // Compound files: the old XLS, and workbooks with a password.
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    throw unreadable(
      'This is an XLS file of the old kind, or a workbook with a password.',
      'Save it as XLSX without a password, or as CSV.',
    )
  const { text, encoding } = decodeText(bytes, choice.encoding)
  return active({ source: 'csv', ...readDelimited(text, limits, choice.delimiter), encoding })
}

/** Reads text that was pasted: cells of a spreadsheet, a list of addresses, or delimiter-separated text. */
export function readPastedTable(text: string, limits: TableLimits = TABLE_LIMITS): Table {
  return active(readPasted(text.replace(/^\u{feff}/u, ''), limits))
}

/** A table of our own export, with its values as they were before it was made harmless; others as they are. */
function active(table: Table): Table {
  const headings = table.rows[0]?.cells
  if (headings === undefined || !isOwnExport(headings)) return table
  const width = headings.length - 1
  const rows = table.rows.map(({ number, cells }) => ({ number, cells: cells.slice(0, width).map(restored) }))
  return { ...table, rows, width }
}

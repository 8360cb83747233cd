import { CaravanError } from '../../../../model/index.ts'

/** A row as the person sees it. */
export interface TableRow {
  /** 1-based, as the sheet shows it; in pasted text the line. 0 where the row is not in the sheet. */
  readonly number: number
  readonly cells: readonly string[]
}

/** What was read and how, for the reader to confirm or to correct. */
export interface Table {
  readonly source: 'csv' | 'xlsx' | 'pasted'
  /** Rows with anything in them, in order; headings, if there are any, are rows like others. */
  readonly rows: readonly TableRow[]
  /** Columns of the widest row. */
  readonly width: number
  /** For text: what it was decoded as, and whether a mark or the bytes themselves leave no doubt. */
  readonly encoding?: { readonly name: Encoding; readonly sure: boolean }
  readonly delimiter?: Delimiter
  /** For a workbook: the sheet that was read, and the names of all. */
  readonly sheet?: string
  readonly sheets?: readonly string[]
}

export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1251',
  'windows-1252',
  'windows-1256',
  'gb18030',
] as const
export type Encoding = (typeof ENCODINGS)[number]

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

export interface TableLimits {
  /** Octets of the file as it came. */
  readonly bytes: number
  /** Octets that all read parts of a workbook may inflate to, together. */
  readonly inflatedBytes: number
  /** Files inside a workbook. */
  readonly entries: number
  readonly rows: number
  readonly columns: number
  /** Cells up to the last filled one of each row, in all rows together. */
  readonly cells: number
  /** Characters of a cell. */
  readonly cell: number
}

/**
 * 100,000 people with 30 filled columns of 20 characters stay below. The workbook of 10,000 rows that the tests measure
 * inflates to 6 MB. 32,767 is what a cell holds in Excel. A workbook of half a megabyte that fills the last column of each
 * row would keep the program from all else for a quarter of a minute, and 270 MB of memory, without the bound of cells.
 */
export const TABLE_LIMITS: TableLimits = {
  bytes: 32 * 1024 * 1024,
  inflatedBytes: 192 * 1024 * 1024,
  entries: 1_000,
  rows: 100_001,
  columns: 300,
  cells: 5_000_000,
  cell: 32_767,
}

export const tooLarge = (what: string, limit: number, unit: string): CaravanError =>
  new CaravanError(
    'table-too-large',
    `The table has ${what}; ${limit.toLocaleString('en')} ${unit} are read at most.`,
    'Split it into several files, or remove the sheets and columns that are not about mailboxes.',
  )

export const unreadable = (what: string, remedy: string, cause?: unknown): CaravanError =>
  new CaravanError('table-unreadable', what, remedy, { cause })

/** Gathers rows within the limits, and leaves out empty ones. */
export class RowGatherer {
  readonly rows: TableRow[] = []
  width = 0
  #cells = 0
  readonly #limits: TableLimits

  constructor(limits: TableLimits) {
    this.#limits = limits
  }

  /** Throws `CaravanError` `table-too-large` where a bound is passed. */
  add(number: number, cells: readonly string[]): void {
    let width = cells.length
    while (width > 0 && cells[width - 1] === '') width--
    if (cells.every((cell) => cell.trim() === '')) return
    if (width > this.#limits.columns)
      throw tooLarge(`${width} columns in row ${number}`, this.#limits.columns, 'columns')
    if (this.rows.length >= this.#limits.rows) throw tooLarge('more rows', this.#limits.rows, 'rows')
    this.#cells += width
    if (this.#cells > this.#limits.cells) throw tooLarge('more cells', this.#limits.cells, 'cells')
    const kept = cells.slice(0, width)
    if (kept.some((cell) => cell.length > this.#limits.cell))
      throw tooLarge(`a longer cell in row ${number}`, this.#limits.cell, 'characters in a cell')
    this.width = Math.max(this.width, width)
    this.rows.push({ number, cells: kept })
  }
}

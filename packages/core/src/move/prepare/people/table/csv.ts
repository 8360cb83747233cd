import { DELIMITERS, type Delimiter, RowGatherer, type Table, type TableLimits, tooLarge, unreadable } from './table.ts'

/** Records from which the delimiter is told. */
const SAMPLE_RECORDS = 30

/**
 * Reads delimiter-separated text (RFC 4180, and what is met beyond it: any line ends, also mixed; rows of any length;
 * quotes inside an unquoted cell are text). Rows are numbered as a spreadsheet numbers them: a line break inside quotes
 * begins no row, an empty line is one.
 * Throws `CaravanError` `table-unreadable` for a quote that never ends, `table-too-large` beyond a bound.
 */
export function readDelimited(
  text: string,
  limits: TableLimits,
  chosen?: Delimiter,
): Pick<Table, 'rows' | 'width'> & { delimiter: Delimiter } {
  // Excel's own hint, which it does not show as a row.
  const hint = /^sep=([,;\t|])(?:\r\n|\n|\r)/i.exec(text)
  const body = hint === null ? text : text.slice(hint[0].length)
  const delimiter = chosen ?? (hint?.[1] as Delimiter | undefined) ?? tellDelimiter(body)
  const gatherer = new RowGatherer(limits)
  let number = 0
  for (const cells of records(body, delimiter, limits)) gatherer.add(++number, cells)
  return { rows: gatherer.rows, width: gatherer.width, delimiter }
}

/** The delimiter with which the first rows come out most alike; a comma where there is one column. */
function tellDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const widths: number[] = []
    try {
      for (const cells of records(text, delimiter, { columns: 10_000, cell: 1_000_000 })) {
        if (cells.length > 1 || cells[0] !== '') widths.push(cells.length)
        if (widths.length === SAMPLE_RECORDS) break
      }
    } catch {
      continue
    }
    const width = [...widths].sort((one, other) => one - other)[Math.floor(widths.length / 2)] ?? 1
    if (width < 2) continue
    const alike = widths.filter((one) => one === width).length / widths.length
    // Alike rows first, then more columns: a comma inside names gives few and ragged ones.
    const score = alike + Math.min(width, 50) / 100
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** The records, one by one, so that whoever reads a sample pays for a sample. */
function* records(text: string, delimiter: string, limits: Pick<TableLimits, 'columns' | 'cell'>): Generator<string[]> {
  const special = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}\r\n]`, 'g')
  let at = 0
  let row = 1
  let cells: string[] = []
  while (at <= text.length) {
    let cell = ''
    if (text[at] === '"') {
      const quoted = quotedCell(text, at, limits.cell, row)
      cell = quoted.cell
      at = quoted.end
    }
    special.lastIndex = at
    const end = special.exec(text)?.index ?? text.length
    cell += text.slice(at, end)
    cells.push(cell)
    // Beyond the columns that are kept there may be empty ones without end; twice as many are enough to say so.
    if (cells.length > limits.columns * 2) throw tooLarge(`too many columns in row ${row}`, limits.columns, 'columns')
    at = end + 1
    if (text[end] === delimiter) continue
    // Nothing after the last line end is no row.
    if (end < text.length || cells.length > 1 || cell !== '') yield cells
    if (text[end] === '\r' && text[at] === '\n') at++
    row++
    cells = []
  }
}

/** From an opening quote to behind its closing one. */
function quotedCell(text: string, start: number, longest: number, row: number): { cell: string; end: number } {
  let cell = ''
  let from = start + 1
  while (true) {
    const quote = text.indexOf('"', from)
    if (quote === -1)
      throw unreadable(
        `A quote opens a cell in row ${row} and never closes.`,
        'Close it, or write "" for a quote inside a quoted cell.',
      )
    cell += text.slice(from, quote)
    if (cell.length > longest) throw tooLarge(`a longer cell in row ${row}`, longest, 'characters in a cell')
    if (text[quote + 1] !== '"') return { cell, end: quote + 1 }
    cell += '"'
    from = quote + 2
  }
}

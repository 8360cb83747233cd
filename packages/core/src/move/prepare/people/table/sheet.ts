import { type TableLimits, tooLarge } from './table.ts'
import { unescaped } from './workbook-parts.ts'
import { readXml } from './xml.ts'

export interface SheetContext {
  readonly texts: readonly string[]
  readonly dates: ReadonlySet<number>
  /** Whether days are counted from 1904 (Excel for old Macs). */
  readonly date1904: boolean
  readonly limits: TableLimits
}

/** The rows of a worksheet (ECMA-376 part 1 §18.3.1.73), with the numbers that the sheet gives them. */
export function readSheet(xml: string, context: SheetContext, onRow: (number: number, cells: string[]) => void): void {
  const { limits } = context
  let number = 0
  let cells: string[] = []
  let column = 0
  let cell: { type: string; style: number; text: string } | undefined
  let taking = false
  let phonetic = 0
  readXml(xml, {
    open: (name, attributes) => {
      switch (name) {
        case 'row':
          // A row without a number follows the one before it.
          number = Math.max(number + 1, Number.parseInt(attributes.get('r') ?? '', 10) || 0)
          cells = []
          column = 0
          break
        case 'c':
          column = Math.max(column + 1, columnOf(attributes.get('r')))
          cell = { type: attributes.get('t') ?? 'n', style: Number(attributes.get('s') ?? 0), text: '' }
          break
        case 'rPh':
          phonetic++
          break
        case 'v':
        case 't':
          taking = cell !== undefined && phonetic === 0
          break
        default:
      }
    },
    text: (piece) => {
      if (taking && cell !== undefined) cell.text += piece
    },
    close: (name) => {
      if (name === 'v' || name === 't') taking = false
      else if (name === 'rPh') phonetic--
      else if (name === 'c') {
        const value = cell === undefined ? '' : valueOf(cell, context)
        if (value !== '') {
          // Empty cells far out on the right are only coloured.
          if (column > limits.columns)
            throw tooLarge(`column ${column} in use in row ${number}`, limits.columns, 'columns')
          while (cells.length < column - 1) cells.push('')
          cells.push(value)
        }
      } else if (name === 'row') {
        if (number > 1_048_576) throw tooLarge('rows beyond the last of a sheet', limits.rows, 'rows')
        onRow(number, cells)
      }
    },
  })
}

/** `AB12` → 28; 0 where there is no reference. */
function columnOf(reference: string | undefined): number {
  let column = 0
  for (const letter of /^[A-Za-z]{1,3}/.exec(reference ?? '')?.[0] ?? '')
    column = column * 26 + (letter.toUpperCase().charCodeAt(0) - 64)
  return column
}

function valueOf(cell: { type: string; style: number; text: string }, context: SheetContext): string {
  switch (cell.type) {
    case 's':
      return context.texts[Number(cell.text)] ?? ''
    case 'b':
      return cell.text === '1' ? 'TRUE' : 'FALSE'
    case 'n':
      return numberOf(cell.text.trim(), context.dates.has(cell.style), context.date1904)
    default:
      // str, inlineStr, e (an error's name), d (an ISO date)
      return unescaped(cell.text)
  }
}

/** A number as people type it: a phone number without an exponent, a date as 2026-12-01. */
function numberOf(text: string, date: boolean, date1904: boolean): string {
  const value = Number(text)
  if (text === '' || !Number.isFinite(value)) return text
  if (!date || value < 1 || value > 2_958_465) return /e/i.test(text) && Math.abs(value) < 1e21 ? String(value) : text
  // Day 60 of the 1900 system is a 29 February that never was (ECMA-376 part 1 §18.17.4.1).
  const days = date1904 ? value + 1_462 : value < 60 ? value + 1 : value
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1_000).toISOString()
  return value % 1 === 0 ? moment.slice(0, 10) : moment.slice(0, 16).replace('T', ' ')
}

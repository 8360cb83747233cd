import { type TableLimits, tooLarge } from './table.ts'
import { readXml } from './xml.ts'

/** The texts that cells name by number (ECMA-376 part 1 §18.4.9), without what says how they are pronounced. */
export function sharedTexts(xml: string, limits: TableLimits): string[] {
  const texts: string[] = []
  let text: string | undefined
  let taking = false
  let phonetic = 0
  readXml(xml, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') taking = phonetic === 0
    },
    text: (piece) => {
      if (taking && text !== undefined) text += piece
    },
    close: (name) => {
      if (name === 't') taking = false
      else if (name === 'rPh') phonetic--
      else if (name === 'si') {
        if (texts.length >= limits.rows * limits.columns) throw tooLarge('more texts', limits.rows, 'rows')
        texts.push(unescaped(text ?? ''))
        text = undefined
      }
    },
  })
  return texts
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 part 1 §22.9.2.19, ST_Xstring). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text

/** Formats that Excel knows by number and that show a date (ECMA-376 part 1 §18.8.30). */
const isDateFormat = (id: number): boolean => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36)

/** The cell styles that show a number as a date. */
export function dateStyles(xml: string): ReadonlySet<number> {
  const custom = new Map<number, boolean>()
  const dates = new Set<number>()
  let inCells = false
  let style = 0
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        // Without quoted text and colours; `d` and `y` stand for nothing else in a format.
        const code = (attributes.get('formatCode') ?? '').slice(0, 200).replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '')
        custom.set(Number(attributes.get('numFmtId')), /[dy]/i.test(code))
      } else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) {
        const format = Number(attributes.get('numFmtId') ?? 0)
        if (custom.get(format) ?? isDateFormat(format)) dates.add(style)
        style++
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return dates
}

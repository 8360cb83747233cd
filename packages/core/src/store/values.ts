import { TypeOverrides, types } from 'pg'

const INT8 = 20
const INT8_ARRAY = 1016
const DATE = 1082

/** How values come out of the database: 64-bit numbers as numbers, days as text, everything else as pg does. */
export function valueTypes(): TypeOverrides {
  const overrides = new TypeOverrides(types)
  overrides.setTypeParser(INT8, toNumber)
  overrides.setTypeParser(INT8_ARRAY, toNumbers)
  overrides.setTypeParser(DATE, (text: string) => text)
  return overrides
}

/** Sizes, UIDs (32 bits) and counts all fit; one that did not must not turn into its neighbour. */
function toNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`the database holds a number that JavaScript cannot: ${text}`)
  return value
}

function toNumbers(text: string): (number | null)[] {
  if (text === '{}') return []
  return text
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : toNumber(item)))
}

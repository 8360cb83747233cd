/** An INTERNALDATE, with the zone that the server wrote it in. */
export interface InternalDate {
  /** As the server wrote it; APPEND may send it back unchanged. */
  raw: string
  /** Milliseconds since 1970 UTC; undefined where the text is no date. */
  epochMs: number | undefined
  /** The zone's offset from UTC in minutes. */
  zoneMinutes: number | undefined
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const fourCenturiesMs = 146_097 * 86_400_000
const form = /^\s*(\d{1,2})-([a-z]{3})-(\d{4})\s+(\d{1,2}):(\d{2}):(\d{2})\s+([+-])(\d{2}):?(\d{2})\s*$/i

/** Reads a date-time (RFC 3501 §9); tolerates a one-digit day with or without its space. Never throws. */
export function parseInternalDate(raw: string): InternalDate {
  const unread = { raw, epochMs: undefined, zoneMinutes: undefined }
  const match = form.exec(raw)
  if (match === null) return unread
  const [, day, monthName = '', year, hour, minute, second, sign, zoneHours, zoneMinutes] = match
  const month = months.indexOf(monthName.toLowerCase())
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1)
  if (month === -1 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59) return unread
  const years = Number(year)
  // Date.UTC reads years below 100 as 19xx; 400 years are a whole number of weeks and leap days.
  const early = years < 100
  const utc = Date.UTC(early ? years + 400 : years, month, Number(day), Number(hour), Number(minute), Number(second))
  const epochMs = (early ? utc - fourCenturiesMs : utc) - zone * 60_000
  return { raw, epochMs, zoneMinutes: zone }
}

/** Writes a date-time in UTC, to the second: `" 1-Jan-2020 00:00:00 +0000"` without the quotes. */
export function formatInternalDate(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = String(date.getUTCDate()).padStart(2, ' ')
  const month = monthNames[date.getUTCMonth()] ?? ''
  const year = String(date.getUTCFullYear()).padStart(4, '0')
  return `${day}-${month}-${year} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A moment with the zone that it was written in. */
export interface WrittenDate {
  /** Seconds since 1970. */
  readonly seconds: number
  readonly zoneMinutes: number
}

/** Zones that have names in mail (RFC 5322 §4.3); all others count as unknown, which is +0000. */
const ZONES: Readonly<Record<string, number>> = {
  ...{ EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 },
}

/** `Sat, 2 Jan 2021 03:04:05 +0300`, with or without the day of the week (RFC 5322 §3.3, §4.3). */
const HEADER_DATE =
  /(\d{1,2})[ -]+([a-z]{3})[a-z]*[ -]+(\d{2,4}) +(\d{1,2}):(\d{2})(?::(\d{2}))?(?: *([+-]\d{4}|[a-z]{1,5}))?/i
/** `Sat Jan  2 03:04:05 2021` (asctime, RFC 4155), also with a zone before the year, as Google Takeout writes it. */
const FROM_DATE =
  /([a-z]{3}) +(\d{1,2}) +(\d{1,2}):(\d{2})(?::(\d{2}))?(?: +([+-]\d{4}|[a-z]{1,5}))? +(\d{4})(?: +([+-]\d{4}))?/i

/** The date of a header field such as Date, or after the `;` of Received; undefined where there is none. */
export function headerDate(text: string): WrittenDate | undefined {
  const [, day, month, year, hour, minute, second, zone] = HEADER_DATE.exec(text.replaceAll(/\s+/g, ' ')) ?? []
  return momentOf({ year: fullYear(year ?? ''), month, day, hour, minute, second, zone })
}

/** The date of a `From ` line; undefined where it has none. RFC 4155: in UTC where no zone is named. */
export function fromLineDate(line: string): WrittenDate | undefined {
  const [, month, day, hour, minute, second, before, year, after] = FROM_DATE.exec(line) ?? []
  if (year === undefined) return headerDate(line)
  return momentOf({ year: Number(year), month, day, hour, minute, second, zone: before ?? after })
}

/** RFC 5322 §4.3: two digits below 50 are of this century, three are counted from 1900. */
function fullYear(written: string): number {
  const year = Number(written)
  if (written.length >= 4) return year
  return written.length === 2 && year < 50 ? year + 2000 : year + 1900
}

interface Parts {
  readonly year: number
  readonly month: string | undefined
  readonly day: string | undefined
  readonly hour: string | undefined
  readonly minute: string | undefined
  readonly second: string | undefined
  readonly zone: string | undefined
}

function momentOf({ year, month, day, hour, minute, second, zone }: Parts): WrittenDate | undefined {
  const number = MONTHS.indexOf((month ?? '').toLowerCase())
  const outside = Number(day) < 1 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59
  if (day === undefined || number === -1 || outside || year < 1970 || year > 9999) return undefined
  const zoneMinutes = zoneOf(zone)
  const local = Date.UTC(year, number, Number(day), Number(hour), Number(minute), Math.min(Number(second ?? 0), 59))
  return { seconds: local / 1000 - zoneMinutes * 60, zoneMinutes }
}

function zoneOf(zone = ''): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2})(\d{2})$/.exec(zone) ?? []
  if (sign === undefined) return ZONES[zone.toUpperCase()] ?? 0
  const offset = Number(hours) * 60 + Number(minutes)
  return offset > 14 * 60 ? 0 : offset * (sign === '-' ? -1 : 1)
}

/** As IMAP writes it (RFC 3501 §9 date-time), in its own zone. */
export function dateTime({ seconds, zoneMinutes }: WrittenDate): string {
  const at = new Date((seconds + zoneMinutes * 60) * 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const zone = Math.abs(zoneMinutes)
  const day = `${String(at.getUTCDate()).padStart(2, ' ')}-${NAMES[at.getUTCMonth()] ?? ''}-${at.getUTCFullYear()}`
  const time = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(':')
  return `${day} ${time} ${zoneMinutes < 0 ? '-' : '+'}${two(Math.trunc(zone / 60))}${two(zone % 60)}`
}

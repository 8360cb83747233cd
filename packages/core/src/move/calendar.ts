import { CaravanError } from '../model/errors.ts'

/** A day of the calendar without time or zone: `2026-11-21`. Texts of this form sort as the days do. */
export type CalendarDay = string

const DAY_MS = 86_400_000

/**
 * Days since 1970-01-01. A day is counted in UTC, where each has 24 hours, so that no change of the clock moves it.
 * Errors: `date-invalid` for another form, and for a day that no month has.
 */
export function dayNumber(day: CalendarDay): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  // JavaScript reads 31 April as 1 May.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) throw invalid(day)
  return time / DAY_MS
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  const moved = new Date((dayNumber(day) + days) * DAY_MS)
  if (Number.isNaN(moved.getTime()) || !/^\d{4}-/.test(moved.toISOString())) throw invalid(`${day} and ${days} days`)
  return moved.toISOString().slice(0, 10)
}

/** From one day to the other: 1 from today to tomorrow. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  return dayNumber(to) - dayNumber(from)
}

/**
 * The day that it is in a time zone at a moment. Errors: `time-zone-unknown`.
 * @param timeZone of the IANA database: `Asia/Tehran`
 */
export function dayIn(timeZone: string, moment: Date): CalendarDay {
  const parts = new Map(
    formatter(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )
  const [year = '', month = '', day = ''] = [parts.get('year'), parts.get('month'), parts.get('day')]
  return `${year.padStart(4, '0')}-${month}-${day}`
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
  } catch (cause) {
    throw new CaravanError(
      'time-zone-unknown',
      `There is no time zone ${JSON.stringify(timeZone.slice(0, 50))}.`,
      'Name one of the IANA database, such as Europe/Berlin or Asia/Tehran.',
      { cause },
    )
  }
}

const invalid = (day: string) =>
  new CaravanError(
    'date-invalid',
    `${JSON.stringify(day.slice(0, 50))} is no day of the calendar.`,
    'Write a date as year, month and day: 2026-11-21.',
  )

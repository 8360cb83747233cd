import { LANGUAGES, type Language } from '../../../words/words.ts'

/** The first day of the week where the language is at home, 0 for Sunday (CLDR: week data). */
const WEEK_STARTS: Readonly<Record<Language, number>> = { en: 1, ru: 1, fa: 6, zh: 1 }

export interface Month {
  /** `آذر ۱۴۰۵`. */
  readonly title: string
  /** Of the week, in its order: short and whole. */
  readonly weekdays: readonly { readonly short: string; readonly long: string }[]
  /** ISO days by weeks; null before the first and after the last of the month. */
  readonly weeks: readonly (readonly (string | null)[])[]
  readonly first: string
  readonly last: string
}

const DAY_MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** The day so many days later: `2026-11-22`. */
export const plus = (day: string, days: number): string => new Date(at(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The month of a day, in the calendar of the language: Jalali for Persian. */
export function monthOf(day: string, language: Language): Month {
  const { locale } = LANGUAGES[language]
  const { calendar } = new Intl.DateTimeFormat(locale).resolvedOptions()
  const numbers = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { day: 'numeric', timeZone: 'UTC' })
  const numberOf = (one: string) => Number(numbers.format(at(one)))
  const first = plus(day, 1 - numberOf(day))
  const beyond = plus(first, 31)
  const next = plus(beyond, 1 - numberOf(beyond))
  const length = (at(next) - at(first)) / DAY_MS
  const lead = (new Date(at(first)).getUTCDay() - WEEK_STARTS[language] + 7) % 7
  const cells = [
    ...Array.from({ length: lead }, () => null),
    ...Array.from({ length }, (_, index) => plus(first, index)),
    ...Array.from({ length: (7 - ((lead + length) % 7)) % 7 }, () => null),
  ]
  const name = (weekday: 'narrow' | 'short' | 'long') => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' })
  const monday = at(plus(first, -lead))
  return {
    title: titleOf(at(first), language),
    weekdays: Array.from({ length: 7 }, (_, index) => ({
      // Persian knows no short names between the whole ones and letters, and its calendars have letters.
      short: name(language === 'fa' ? 'narrow' : 'short').format(monday + index * DAY_MS),
      long: name('long').format(monday + index * DAY_MS),
    })),
    weeks: Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7)),
    first,
    last: plus(next, -1),
  }
}

function titleOf(moment: number, language: Language): string {
  const format = new Intl.DateTimeFormat(LANGUAGES[language].locale, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  // CLDR puts the year first in Persian; people write and say `آذر ۱۴۰۵`.
  if (language !== 'fa') return format.format(moment)
  const parts = format.formatToParts(moment)
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? ''
  return `${part('month')} ${part('year')}`
}

/** The number of a day within its month, as the language writes it. */
export const dayNumber = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(LANGUAGES[language].locale, { day: 'numeric', timeZone: 'UTC' })
    .formatToParts(at(day))
    .find(({ type }) => type === 'day')?.value ?? ''

import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { withOneStop } from './shape.ts'
import { type Key, LANGUAGES, type Language, words } from './words.ts'

type Values = Readonly<Record<string, string | number>>

/** What a page says: texts, numbers and dates in the language of the moment. */
export interface Words {
  readonly language: Language
  readonly t: (key: Key, values?: Values) => string
  /** The same for a key that is made of data; undefined where there is no such text. */
  readonly maybe: (key: string, values?: Values) => string | undefined
  readonly number: (value: number) => string
  /** `a, b and c`. */
  readonly list: (items: readonly string[]) => string
  /** `12 Nov`; with the year where it is another than now. */
  readonly day: (date: Date | string) => string
  /** `18:40` of today, else day and time. */
  readonly moment: (date: Date | string) => string
}

/** A name or an address within a sentence keeps its own direction: Unicode isolates (UAX #9 §2.3). */
const isolated = (text: string): string => `\u2068${text}\u2069`

export function useWords(): Words {
  const { i18n } = useTranslation()
  const locale = i18n.language
  return useMemo(() => wordsIn(locale.slice(0, 2) as Language), [locale])
}

/** What is said in a language, whatever that of the page is; its words have been fetched (`fetchWords`). */
export function wordsIn(language: Language): Words {
  const { locale, dir } = LANGUAGES[language]
  const t = words.getFixedT(locale)
  const said = (key: string, values: Values = {}) =>
    withOneStop(
      t(
        key,
        dir === 'rtl'
          ? Object.fromEntries(
              Object.entries(values).map(([name, one]) => [name, typeof one === 'string' ? isolated(one) : one]),
            )
          : { ...values },
      ),
    )
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const day = (date: Date) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      ...(date.getFullYear() === new Date().getFullYear() ? undefined : { year: 'numeric' }),
    }).format(date)
  return {
    language,
    t: said,
    maybe: (key, values) => (words.exists(key, { ...values, lng: locale }) ? said(key, values) : undefined),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    list: (items) => new Intl.ListFormat(locale).format(items),
    day: (date) => day(calendarDay(date)),
    moment: (date) => {
      const at = new Date(date)
      const today = at.toDateString() === new Date().toDateString()
      return today ? time.format(at) : `${day(at)}${BEFORE_TIME[language]}${time.format(at)}`
    },
  }
}

/** Between a day and its time. */
const BEFORE_TIME: Readonly<Record<Language, string>> = { en: ', ', ru: ', ', fa: '، ', zh: ' ' }

/** A day without a time is that day wherever one reads it. */
const calendarDay = (date: Date | string): Date =>
  typeof date === 'string' && date.length === 10 ? new Date(`${date}T12:00:00`) : new Date(date)

import { createInstance } from 'i18next'
import { flat, type Tree, withOneStop } from '../../words/shape.ts'
import type { Language } from '../view.ts'
import * as en from './en.ts'
import * as fa from './fa.ts'
import type { Key } from './forms.ts'
import * as ru from './ru.ts'
import { STEP_WORDS } from './steps/steps.ts'
import * as zh from './zh.ts'

/** How each language calls itself, shortly; its locale for dates and numbers, and its direction. */
export const LANGUAGES = {
  en: { name: 'English', locale: 'en-GB', dir: 'ltr' },
  ru: { name: 'Русский', locale: 'ru-RU', dir: 'ltr' },
  fa: { name: 'فارسی', locale: 'fa-IR', dir: 'rtl' },
  zh: { name: '中文', locale: 'zh-CN', dir: 'ltr' },
} as const satisfies Record<Language, unknown>

const CATALOGS: Readonly<Record<Language, Tree>> = { en, ru, fa, zh }

const words = createInstance()
void words.init({
  // All of it is here: nothing has to be waited for.
  initAsync: false,
  fallbackLng: false,
  resources: Object.fromEntries(
    Object.entries(CATALOGS).map(([language, catalog]) => [
      LANGUAGES[language as Language].locale,
      { translation: Object.fromEntries(flat(catalog)) },
    ]),
  ),
  // React escapes.
  interpolation: { escapeValue: false },
  keySeparator: false,
  nsSeparator: false,
})

type Values = Readonly<Record<string, string | number>>

/** What a page says, in one language and one time zone. */
export interface Words {
  readonly language: Language
  readonly dir: 'ltr' | 'rtl'
  readonly t: (key: Key, values?: Values) => string
  /** Of a refusal by its code; of one that has no words of its own, those for all others. */
  readonly refusal: (code: string) => { readonly title: string; readonly remedy: string }
  /** What to do at an old service; undefined: only the server's English is there. */
  readonly step: (key: string) => string | undefined
  /** Of a day or a moment, `1 February 2027`, in the calendar that one uses: Jalali in Persian. */
  readonly day: (date: string) => string
  /** Without the year, with hour and minute, at the move's place. */
  readonly moment: (date: string) => string
  /** In the reader's digits. */
  readonly number: (value: number) => string
  /** `22:00` in the reader's digits. */
  readonly hour: (time: string) => string
}

/** A name or an address within a sentence keeps its own direction: Unicode isolates (UAX #9 §2.3). */
const isolated = (text: string): string => `\u2068${text}\u2069`

/** Names of buttons in another script, between quotation marks or brackets of the text. */
const QUOTED = /(?<=[«(])[^«»()\p{Script=Arabic}]+(?=[»)])/gu

const LONG_DAY: Intl.DateTimeFormatOptions = { dateStyle: 'long' }
const LONG_MOMENT: Intl.DateTimeFormatOptions = {
  ...{ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
}

/** @param timeZone of the move, of the IANA database */
export function wordsOf(language: Language, timeZone = 'UTC'): Words {
  const { locale, dir } = LANGUAGES[language]
  const fixed = words.getFixedT(locale)
  const t = (key: Key, values: Values = {}) =>
    withOneStop(
      fixed(
        key,
        dir === 'rtl'
          ? Object.fromEntries(
              Object.entries(values).map(([name, one]) => [name, typeof one === 'string' ? isolated(one) : one]),
            )
          : { ...values },
      ),
    )
  return {
    ...{ language, dir, t },
    refusal: (code) => {
      const known = words.exists(`refused.${code}.title`, { lng: locale }) ? (code as RefusalCode) : 'other'
      return { title: t(`refused.${known}.title`), remedy: t(`refused.${known}.remedy`) }
    },
    step: (key) => {
      const text = STEP_WORDS[language]?.[key]
      return dir === 'rtl' ? text?.replaceAll(QUOTED, isolated) : text
    },
    number: (value) => value.toLocaleString(locale),
    hour: (time) => dateIn(locale, 'UTC', { hour: '2-digit', minute: '2-digit' })(new Date(`1970-01-01T${time}Z`)),
    // A day without a time is that day wherever one reads it.
    // Without the point of the Russian year: it stands before the one of the sentence.
    day: (date) =>
      dateIn(locale, date.length === 10 ? 'UTC' : timeZone, LONG_DAY)(new Date(date)).replace(/\sг\.$/, ''),
    moment: (date) => dateIn(locale, timeZone, LONG_MOMENT)(new Date(date)),
  }
}

type RefusalCode = Exclude<keyof typeof en.refused, 'said'>

function dateIn(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const format = (zone: string) => new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  try {
    const known = format(timeZone)
    return (date: Date) => known.format(date)
  } catch {
    // A zone that this machine does not know.
    return (date: Date) => `${format('UTC').format(date)} (UTC)`
  }
}

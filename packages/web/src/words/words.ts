import { createInstance, type i18n } from 'i18next'
import type * as en from './en.ts'
import type { Persian } from './fa/forms.ts'
import type { Russian } from './ru/forms.ts'
import { flat, type KeyOf } from './shape.ts'
import type { Chinese } from './zh/forms.ts'

export type Key = KeyOf<typeof en>

/** The languages of the console: how each calls itself, its locale for dates and numbers, and its direction. */
export const LANGUAGES = {
  en: { name: 'English', locale: 'en-GB', dir: 'ltr' },
  ru: { name: 'Русский', locale: 'ru-RU', dir: 'ltr' },
  fa: { name: 'فارسی', locale: 'fa-IR', dir: 'rtl' },
  zh: { name: '简体中文', locale: 'zh-CN', dir: 'ltr' },
} as const
export type Language = keyof typeof LANGUAGES
export const LANGUAGE_CODES = Object.keys(LANGUAGES) as readonly Language[]

/** Each catalog with what its script needs, fetched when the language is chosen. */
const CATALOGS = {
  en: () => import('./en.ts'),
  ru: (): Promise<Russian> => import('./ru.ts'),
  fa: async (): Promise<Persian> => (await Promise.all([import('./fa.ts'), import('../theme/persian.ts')]))[0],
  zh: async (): Promise<Chinese> => (await Promise.all([import('./zh.ts'), import('../theme/chinese.ts')]))[0],
}

const KEPT = 'caravan.language'

const isLanguage = (code: string | null | undefined): code is Language =>
  code !== null && code !== undefined && code in LANGUAGES

/** What was chosen here before, else the first of the browser's languages that we have, else English. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEPT)
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((one) => one.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en'
}

export const words: i18n = createInstance()

/** Makes i18next ready, in the preferred language. */
export async function startWords(): Promise<void> {
  await words.init({
    fallbackLng: false,
    resources: {},
    // React escapes.
    interpolation: { escapeValue: false },
    keySeparator: false,
    nsSeparator: false,
  })
  await speak(preferredLanguage())
}

/** Fetches what is said in a language, and the font for it. */
export async function fetchWords(language: Language): Promise<void> {
  const { locale } = LANGUAGES[language]
  if (words.hasResourceBundle(locale, 'translation')) return
  words.addResourceBundle(locale, 'translation', Object.fromEntries(flat(await CATALOGS[language]())))
}

/** Changes the language of the whole console, without a reload. */
export async function speak(language: Language): Promise<void> {
  const { locale, dir } = LANGUAGES[language]
  await fetchWords(language)
  await words.changeLanguage(locale)
  document.documentElement.lang = locale
  document.documentElement.dir = dir
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEPT, language)
}

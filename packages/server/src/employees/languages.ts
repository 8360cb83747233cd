import type { Language } from './standing.ts'

const LANGUAGES: readonly Language[] = ['en', 'ru', 'fa', 'zh']

/** One of ours, by its code. */
export const languageChosen = (code: string | undefined): Language | undefined =>
  LANGUAGES.find((language) => language === code)

/** The first of ours that a browser asks for (RFC 9110 §12.5.4; its order, as browsers write it), else English. */
export function languageOfBrowser(accepted: string | undefined): Language {
  for (const range of (accepted ?? '').slice(0, 500).split(',')) {
    const found = languageChosen(range.trim().slice(0, 2).toLowerCase())
    if (found !== undefined) return found
  }
  return 'en'
}

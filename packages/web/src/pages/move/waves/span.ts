import { LANGUAGES, type Language } from '../../../words/words.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span of time as exact as an estimate is: `22 days`, `5 hours`, `1 minute`. */
export function spanText(seconds: number, language: Language): string {
  const [unit, size] =
    seconds >= 2 * DAY
      ? (['day', DAY] as const)
      : seconds >= 2 * HOUR
        ? (['hour', HOUR] as const)
        : (['minute', MINUTE] as const)
  return new Intl.NumberFormat(LANGUAGES[language].locale, {
    ...{ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 },
  }).format(Math.max(1, Math.round(seconds / size)))
}

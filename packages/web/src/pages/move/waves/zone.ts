import { LANGUAGES, type Language } from '../../../words/words.ts'

/** What a clock of this time zone shows at a moment, as an input of the kind `datetime-local` has it: `2026-11-22T22:00`. */
export function localIn(zone: string, moment: Date | string): string {
  // Swedish writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  })
  return format.format(new Date(moment)).replace(' ', 'T')
}

/** The moment at which a clock of this time zone shows that; where it skips the hour, the one after it. */
export function momentIn(zone: string, local: string): string {
  const wanted = Date.parse(`${local}Z`)
  let found = wanted
  // Twice: the first guess may lie on the other side of a change of the clocks.
  for (let turn = 0; turn < 2; turn++) found += wanted - Date.parse(`${localIn(zone, new Date(found))}Z`)
  return new Date(found).toISOString()
}

/** The day that it is there at a moment: `2026-11-22`. */
export const dayIn = (zone: string, moment: Date | string): string => localIn(zone, moment).slice(0, 10)

/** Day and hour of that clock, as the language writes them: `24 Nov, 20:00`. */
export const momentText = (zone: string, language: Language, moment: string): string =>
  new Intl.DateTimeFormat(LANGUAGES[language].locale, {
    ...{ timeZone: zone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  }).format(new Date(moment))

/** An hour as a plan has it, `22:00`, in the digits of the language. */
export const hourText = (language: Language, hour: string): string =>
  new Intl.DateTimeFormat(LANGUAGES[language].locale, {
    ...{ timeZone: 'UTC', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  }).format(new Date(`2000-01-01T${hour}Z`))

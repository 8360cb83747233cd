import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { LANGUAGES, type Language } from '../words/words.ts'
import classes from './days.module.css'

interface Props<Item> {
  /** The latest first. */
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string | number
  readonly line: (item: Item) => ReactNode
}

/** What happened, by days; the clock is the reader's. */
export function Days<Item extends { readonly at: string }>({ items, keyOf, line }: Props<Item>) {
  const { language } = useWords()
  const days = Map.groupBy(items, ({ at }) => new Date(at).toDateString())
  const time = new Intl.DateTimeFormat(LANGUAGES[language].locale, { hour: '2-digit', minute: '2-digit' })
  return [...days].map(([day, of]) => (
    <section key={day} className={classes.day} aria-label={dayTitle(new Date(day), language)}>
      <h3>{dayTitle(new Date(day), language)}</h3>
      <ul>
        {of.map((item) => (
          <li key={keyOf(item)}>
            <time dateTime={item.at}>{time.format(new Date(item.at))}</time>
            <div>{line(item)}</div>
          </li>
        ))}
      </ul>
    </section>
  ))
}

/** `Today`, `Yesterday`, else the day with its weekday. */
function dayTitle(day: Date, language: Language): string {
  const { locale } = LANGUAGES[language]
  const ago = Math.round((new Date().setHours(0, 0, 0, 0) - day.getTime()) / 86_400_000)
  if (ago > 1)
    return new Intl.DateTimeFormat(locale, {
      ...{ weekday: 'long', day: 'numeric', month: 'long' },
      ...(day.getFullYear() === new Date().getFullYear() ? undefined : { year: 'numeric' }),
    }).format(day)
  const said = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-ago, 'day')
  return said.charAt(0).toLocaleUpperCase(locale) + said.slice(1)
}

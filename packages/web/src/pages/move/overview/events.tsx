import { POLL_MS, useIsLive } from '../../../live/use-live.ts'
import { Card } from '../../../parts/card.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { useWords } from '../../../words/use-words.ts'
import { type MoveEvent, textOf } from '../event-text.ts'
import classes from './overview.module.css'

const SHOWN = 6

/** What happened last; it arrives by itself. */
export function Events({ events }: { readonly events: readonly MoveEvent[] }) {
  const words = useWords()
  const { t, moment } = words
  const live = useIsLive()
  const told = events.flatMap((event) => {
    const text = textOf(event, words)
    if (text === undefined) return []
    const address = event.sourceAddress !== null && !text.includes(event.sourceAddress) ? event.sourceAddress : ''
    return [{ ...event, text, address }]
  })
  // The same again and again is told once, as it was last.
  const shown = told.filter(
    ({ text, address }, index) => text !== told[index - 1]?.text || address !== told[index - 1]?.address,
  )
  const aside = live ? (
    <Pill tone="ok" icon="dot">
      {t('overview.live')}
    </Pill>
  ) : (
    <span className={classes.quiet}>{t('overview.polling', { seconds: POLL_MS / 1000 })}</span>
  )
  return (
    <Card title={t('overview.events')} aside={aside}>
      {told.length === 0 && <p className={classes.quiet}>{t('overview.eventsNone')}</p>}
      <ul className={classes.lines} aria-live="polite">
        {shown.slice(0, SHOWN).map(({ position, at, text, address }) => (
          <li key={position}>
            <span>
              {text}
              {address !== '' && (
                <>
                  {' '}
                  <bdi className={classes.quiet} dir="ltr">
                    {address}
                  </bdi>
                </>
              )}
            </span>
            <time dateTime={at} className={classes.quiet}>
              {moment(at)}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  )
}

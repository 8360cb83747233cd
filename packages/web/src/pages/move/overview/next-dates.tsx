import { Card } from '../../../parts/card.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Stages } from '../stages/state.ts'
import classes from './overview.module.css'

const SHOWN = 4

/** The days of the plan that lie ahead. */
export function NextDates({ stages, hasDay }: { readonly stages: Stages; readonly hasDay: boolean }) {
  const { t, day } = useWords()
  const today = new Date().toISOString().slice(0, 10)
  const ahead = stages.items
    .filter(({ applies, status }) => applies && status !== 'left')
    .flatMap(({ stage, status, begins, ends }) => [
      ...(begins !== null && status === 'waiting' ? [{ on: begins, stage, what: 'begins' as const }] : []),
      ...(ends !== null ? [{ on: ends, stage, what: 'ends' as const }] : []),
    ])
    .filter(({ on }) => on >= today)
    .sort((a, b) => a.on.localeCompare(b.on))
    .slice(0, SHOWN)
  return (
    <Card title={t('overview.next')}>
      {ahead.length === 0 && <p className={classes.quiet}>{t(hasDay ? 'overview.nextPast' : 'overview.nextNone')}</p>}
      <ul className={classes.lines}>
        {ahead.map(({ on, stage, what }) => (
          <li key={`${stage} ${what}`}>
            <span>{t(`overview.${what}`, { stage: t(`stage.${stage}`) })}</span>
            <time dateTime={on} className={classes.quiet}>
              {day(on)}
            </time>
          </li>
        ))}
      </ul>
    </Card>
  )
}

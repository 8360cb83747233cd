import type { AnswerOf, moves } from '@caravan/contract'
import { ActionIcon, Button } from '@mantine/core'
import { useState } from 'react'
import { Card } from '../../../parts/card.tsx'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { LANGUAGES } from '../../../words/words.ts'
import type { Stages } from '../stages/state.ts'
import classes from './calendar.module.css'
import { dayNumber, monthOf, plus } from './month.ts'
import type { Wave } from './state.ts'
import { dayIn, hourText } from './zone.ts'

/** What is written on a day. */
interface Mark {
  readonly on: string
  readonly kind: 'wave' | 'cut-over' | 'stage'
  readonly text: string
}

interface Props {
  readonly move: AnswerOf<typeof moves.readMove>
  readonly stages: Stages
  readonly waves: readonly Wave[]
}

/** Marks of one day that a cell has room for. */
const ROOM = 3

/** The days of a move by months: its waves, the cut-over, the stages, and when copies may run. */
export function Calendar({ move, stages, waves }: Props) {
  const { t, language } = useWords()
  const today = dayIn(move.timeZone, new Date())
  const [shown, setShown] = useState(today)
  const month = monthOf(shown, language)
  const marks = useMarks({ move, stages, waves })
  const inMonth = marks.filter(({ on }) => on >= month.first && on <= month.last)
  const night = move.nightHours && {
    from: hourText(language, move.nightHours.from),
    to: hourText(language, move.nightHours.to),
    zone: move.timeZone,
  }
  const turn = (
    <div className={classes.turn}>
      <Button
        variant="default"
        size="xs"
        onClick={() => setShown(today)}
        disabled={month.first <= today && today <= month.last}
      >
        {t('waves.calendar.today')}
      </Button>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('waves.calendar.before')}
        onClick={() => setShown(plus(month.first, -1))}
      >
        <Icon name="previous" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('waves.calendar.after')}
        onClick={() => setShown(plus(month.last, 1))}
      >
        <Icon name="next" />
      </ActionIcon>
    </div>
  )
  return (
    <Card title={t('waves.calendar.title')} aside={turn}>
      <table className={classes.month}>
        <caption aria-live="polite">{month.title}</caption>
        <thead>
          <tr>
            {month.weekdays.map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.weeks.map((week) => (
            <tr key={week.find((day) => day !== null)}>
              {week.map((day, index) =>
                day === null ? (
                  <td key={`${index} outside`} className={classes.outside} />
                ) : (
                  <Day key={day} day={day} today={day === today} marks={inMonth.filter(({ on }) => on === day)} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <Agenda marks={inMonth} />
      {inMonth.length === 0 && <p className={classes.quiet}>{t('waves.calendar.nothing')}</p>}
      {move.cutOverOn === null && <p className={classes.quiet}>{t('waves.calendar.noDay')}</p>}
      <p className={classes.quiet}>
        {night !== null && `${t('waves.calendar.night', night)} `}
        {t('waves.calendar.zone', { zone: move.timeZone })}
      </p>
    </Card>
  )
}

function Day({
  day,
  today,
  marks,
}: {
  readonly day: string
  readonly today: boolean
  readonly marks: readonly Mark[]
}) {
  const { language, number } = useWords()
  return (
    <td data-today={today || undefined} aria-current={today ? 'date' : undefined}>
      <time dateTime={day}>{dayNumber(day, language)}</time>
      {marks.slice(0, ROOM).map(({ kind, text }) => (
        <span key={`${kind} ${text}`} className={classes.mark} data-kind={kind} title={text}>
          <span>{text}</span>
        </span>
      ))}
      {marks.length > ROOM && <span className={classes.more}>+{number(marks.length - ROOM)}</span>}
    </td>
  )
}

/** The same as lines: where a cell has no room for words. */
function Agenda({ marks }: { readonly marks: readonly Mark[] }) {
  const { day } = useWords()
  return (
    <ul className={classes.agenda}>
      {marks.map(({ on, kind, text }) => (
        <li key={`${on} ${kind} ${text}`}>
          <time dateTime={on}>{day(on)}</time>
          <span className={classes.mark} data-kind={kind}>
            <span>{text}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function useMarks({ move, stages, waves }: Props): readonly Mark[] {
  const { t, language } = useWords()
  const { timeZone, cutOverOn } = move
  const time = new Intl.DateTimeFormat(LANGUAGES[language].locale, { timeZone, hour: '2-digit', minute: '2-digit' })
  return [
    ...waves.flatMap(({ name, startsAt, startedAt }): Mark[] => {
      const when = startedAt ?? startsAt
      return when === null
        ? []
        : [{ on: dayIn(timeZone, when), kind: 'wave', text: `${time.format(new Date(when))} ${name}` }]
    }),
    ...(cutOverOn === null ? [] : [{ on: cutOverOn, kind: 'cut-over' as const, text: t('waves.calendar.cutOver') }]),
    ...stages.items
      .filter(({ applies, stage }) => applies && stage !== 'cutover')
      .flatMap(({ stage, begins, ends }): Mark[] => {
        const values = { stage: t(`stage.${stage}`) }
        return [
          ...(begins === null
            ? []
            : [{ on: begins, kind: 'stage' as const, text: t('waves.calendar.begins', values) }]),
          ...(ends === null ? [] : [{ on: ends, kind: 'stage' as const, text: t('waves.calendar.ends', values) }]),
        ]
      }),
  ].toSorted((a, b) => a.on.localeCompare(b.on))
}

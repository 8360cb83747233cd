import { useQuery } from '@tanstack/react-query'
import { historyQuery } from '../../api/history-queries.ts'
import { alertsQuery, eventsQuery, moveQuery, progressQuery, stagesQuery } from '../../api/queries.ts'
import { ProblemBox } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useMove } from '../where.ts'
import { Events } from './overview/events.tsx'
import { Needs } from './overview/needs.tsx'
import { NextDates } from './overview/next-dates.tsx'
import { OverTime } from './overview/over-time.tsx'
import classes from './overview/overview.module.css'
import { Pace } from './overview/pace.tsx'
import { Progress } from './overview/progress.tsx'
import { Sentence } from './overview/sentence.tsx'
import { countOf } from './overview/states.ts'

/** Are we all right, what is stuck, whose turn is it, what happens next. */
export function Overview() {
  const at = useMove()
  const move = useQuery(moveQuery(at))
  const stages = useQuery(stagesQuery(at))
  const progress = useQuery(progressQuery(at))
  const alerts = useQuery(alertsQuery(at))
  const events = useQuery(eventsQuery(at))
  const history = useQuery(historyQuery(at))
  const queries = [move, stages, progress, alerts, events]
  const failed = queries.find(({ error, data }) => error !== null && data === undefined)
  if (failed) return <ProblemBox error={failed.error} again={() => void failed.refetch()} />
  // What the charts show decides how high they are.
  const charts = history.data !== undefined || history.error !== null
  if (!move.data || !stages.data || !progress.data || !alerts.data || !events.data || !charts) return <Waiting />
  const notBegun = countOf(progress.data, 'not-begun')
  const dates = <NextDates stages={stages.data} hasDay={move.data.cutOverOn !== null} />
  return (
    <>
      <Sentence move={move.data} progress={progress.data} end={history.data?.end ?? null} />
      <Needs
        at={at}
        stages={stages.data}
        alerts={alerts.data.items}
        {...{ paused: move.data.pausedAt !== null, mailboxes: progress.data.mailboxes, notBegun }}
      />
      {progress.data.copied > notBegun ? (
        <div className={classes.charts}>
          <div>
            <Pace at={at} />
            {history.data !== undefined && <OverTime history={history.data} />}
            <Events events={events.data.items} />
          </div>
          <div>
            <Progress progress={progress.data} />
            {dates}
          </div>
        </div>
      ) : (
        <div className={classes.pair}>
          {dates}
          <Events events={events.data.items} />
        </div>
      )}
    </>
  )
}

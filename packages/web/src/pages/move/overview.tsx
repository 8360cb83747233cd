import { useQuery } from '@tanstack/react-query'
import { alertsQuery, eventsQuery, moveQuery, progressQuery, stagesQuery } from '../../api/queries.ts'
import { ProblemBox } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useMove } from '../where.ts'
import { Events } from './overview/events.tsx'
import { Needs } from './overview/needs.tsx'
import { NextDates } from './overview/next-dates.tsx'
import classes from './overview/overview.module.css'
import { Progress } from './overview/progress.tsx'
import { Sentence } from './overview/sentence.tsx'

/** Are we all right, what is stuck, whose turn is it, what happens next. */
export function Overview() {
  const at = useMove()
  const move = useQuery(moveQuery(at))
  const stages = useQuery(stagesQuery(at))
  const progress = useQuery(progressQuery(at))
  const alerts = useQuery(alertsQuery(at))
  const events = useQuery(eventsQuery(at))
  const queries = [move, stages, progress, alerts, events]
  const failed = queries.find(({ error, data }) => error !== null && data === undefined)
  if (failed) return <ProblemBox error={failed.error} again={() => void failed.refetch()} />
  if (!move.data || !stages.data || !progress.data || !alerts.data || !events.data) return <Waiting />
  return (
    <>
      <Sentence move={move.data} progress={progress.data} />
      <Needs at={at} stages={stages.data} alerts={alerts.data.items} />
      <div className={classes.pair}>
        {progress.data.copied > 0 && <Progress progress={progress.data} />}
        <NextDates stages={stages.data} hasDay={move.data.cutOverOn !== null} />
        <Events events={events.data.items} />
      </div>
    </>
  )
}

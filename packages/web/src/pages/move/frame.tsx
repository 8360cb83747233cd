import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { moveQuery, stagesQuery } from '../../api/queries.ts'
import { LiveContext, useLive } from '../../live/use-live.ts'
import { Pill } from '../../parts/pill.tsx'
import { ProblemBox, ProblemPage } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/use-words.ts'
import { useMayPlan } from '../moves/may-plan.ts'
import pages from '../pages.module.css'
import { useMove } from '../where.ts'
import classes from './move.module.css'
import { PauseButton } from './pause-button.tsx'
import { StageLine } from './stages/stage-line.tsx'

/** What every page of a move stands in: its name, its eight stages, and the live line that keeps it fresh. */
export function MoveFrame() {
  const { t } = useWords()
  const at = useMove()
  const move = useQuery(moveQuery(at))
  const stages = useQuery(stagesQuery(at))
  const live = useLive(at)
  const mayRun = useMayPlan(at)
  if (move.error !== null && move.data === undefined)
    return <ProblemPage error={move.error} reset={() => void move.refetch()} />
  if (move.data === undefined)
    return (
      <div className={pages.page}>
        <Waiting />
      </div>
    )
  const copies = stages.data?.items.some(({ stage, status }) => stage === 'copy' && status === 'open')
  const { name, kind, ownDomains, pausedAt } = move.data
  return (
    <LiveContext value={live}>
      <div className={pages.page}>
        <div className={classes.title}>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          {pausedAt !== null && (
            <Pill tone="warning" icon="pause">
              {t('moves.paused')}
            </Pill>
          )}
          {mayRun && copies === true && (
            <div className={classes.pause}>
              <PauseButton at={at} paused={pausedAt !== null} />
            </div>
          )}
        </div>
        <p className={classes.subtitle}>
          {t(`kind.${kind}.name`)}
          {ownDomains.map((domain) => (
            <span key={domain}>
              {' · '}
              <bdi>{domain}</bdi>
            </span>
          ))}
        </p>
        {stages.data !== undefined ? (
          <StageLine at={at} stages={stages.data} />
        ) : stages.error !== null ? (
          <ProblemBox error={stages.error} again={() => void stages.refetch()} />
        ) : (
          // The gates of a large move take a second to judge; nobody waits for them to look at the rest.
          <div className={classes.stagesComing} role="status" aria-label={t('shell.loading')} />
        )}
        <Outlet />
      </div>
    </LiveContext>
  )
}

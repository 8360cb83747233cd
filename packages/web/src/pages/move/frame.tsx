import { useQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { moveQuery, stagesQuery } from '../../api/queries.ts'
import { LiveContext, useLive } from '../../live/use-live.ts'
import { Pill } from '../../parts/pill.tsx'
import { ProblemPage } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'
import { useMove } from '../where.ts'
import classes from './move.module.css'
import { StageLine } from './stages/stage-line.tsx'

/** What every page of a move stands in: its name, its eight stages, and the live line that keeps it fresh. */
export function MoveFrame() {
  const { t } = useWords()
  const at = useMove()
  const move = useQuery(moveQuery(at))
  const stages = useQuery(stagesQuery(at))
  const live = useLive(at)
  const error = move.error ?? stages.error
  if (error !== null && (move.data === undefined || stages.data === undefined)) {
    const again = () => void Promise.all([move.refetch(), stages.refetch()])
    return <ProblemPage error={error} reset={again} />
  }
  if (move.data === undefined || stages.data === undefined)
    return (
      <div className={pages.page}>
        <Waiting />
      </div>
    )
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
        <StageLine at={at} stages={stages.data} />
        <Outlet />
      </div>
    </LiveContext>
  )
}

import type { AnswerOf, moves } from '@caravan/contract'
import { useWords } from '../../../words/use-words.ts'
import classes from './overview.module.css'
import { countOf, type MoveProgress } from './states.ts'

/** How it stands, in plain words. */
export function Sentence({
  move,
  progress,
}: {
  readonly move: AnswerOf<typeof moves.readMove>
  readonly progress: MoveProgress
}) {
  const { t } = useWords()
  const { mailboxes, undecided, copied } = progress
  if (mailboxes === 0)
    return (
      <p className={classes.sentence}>
        <strong>{t('overview.nothingYet')}</strong> {t('overview.nothingYetNext')}
      </p>
    )
  const [home, stuck, copying] = [countOf(progress, 'home'), countOf(progress, 'stuck'), countOf(progress, 'copying')]
  return (
    <p className={classes.sentence}>
      {copied > 0 && (
        <>
          <strong className={classes.good}>
            {t('overview.home', { count: copied, home })}
            {home === 0 && t('overview.fullStop')}
          </strong>{' '}
          {home > 0 && t('overview.verified')}{' '}
        </>
      )}
      {stuck > 0 && <strong className={classes.stuck}>{t('overview.stuck', { count: stuck })}</strong>}{' '}
      {copying > 0 && t('overview.copying', { count: copying })}{' '}
      {undecided > 0 && t('overview.undecided', { count: undecided })} {move.pausedAt !== null && t('overview.paused')}{' '}
      {home + copying > 0 && stuck + countOf(progress, 'failed') === 0 && t('overview.allWell')}
    </p>
  )
}

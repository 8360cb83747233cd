import type { AnswerOf, moves } from '@caravan/contract'
import { useWords } from '../../../words/use-words.ts'
import type { History } from './history.ts'
import classes from './overview.module.css'
import { countOf, type MoveProgress } from './states.ts'

/** How it stands, in plain words. */
export function Sentence({
  move,
  progress,
  end,
}: {
  readonly move: AnswerOf<typeof moves.readMove>
  readonly progress: MoveProgress
  readonly end: History['end']
}) {
  const { t, moment } = useWords()
  const { mailboxes, undecided, copied, home, renewing } = progress
  if (mailboxes === 0)
    return (
      <p className={classes.sentence}>
        <strong>{t('overview.nothingYet')}</strong> {t('overview.nothingYetNext')}
      </p>
    )
  const [stuck, copying] = [countOf(progress, 'stuck'), countOf(progress, 'copying') - renewing]
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
      {renewing > 0 && t('overview.renewing', { count: renewing })}{' '}
      {end !== null &&
        t(isToday(end.at) ? 'overview.endToday' : 'overview.endLater', { when: moment(rounded(end.at)) })}{' '}
      {undecided > 0 && t('overview.undecided', { count: undecided })} {move.pausedAt !== null && t('overview.paused')}{' '}
      {home + copying > 0 && stuck + countOf(progress, 'failed') === 0 && t('overview.allWell')}
    </p>
  )
}

/** Nobody knows it more exactly: within the hour to a minute, else to five. */
const rounded = (at: string): string => {
  const left = Date.parse(at) - Date.now()
  const unit = left < 3_600_000 ? 60_000 : 300_000
  return new Date(Math.ceil(Date.parse(at) / unit) * unit).toISOString()
}

const isToday = (at: string): boolean => new Date(rounded(at)).toDateString() === new Date().toDateString()

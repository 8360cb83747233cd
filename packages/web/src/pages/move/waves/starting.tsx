import { Button } from '@mantine/core'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Wave, WaveProgress } from './state.ts'
import { useStart } from './use-waves.ts'
import classes from './waves.module.css'

interface Props {
  readonly at: InMove
  readonly wave: Wave
  readonly progress: WaveProgress | undefined
  readonly onDone: () => void
}

/** Says what starting a wave does, does it, and says what came of it. */
export function Starting({ at, wave, progress, onDone }: Props) {
  const { t } = useWords()
  const start = useStart(at)
  if (start.data !== undefined) {
    const { requested, open, notReady } = start.data
    return (
      <div className={classes.form} role="status">
        <p>{t('waves.starting.asked', { count: requested })}</p>
        {open > 0 && <p>{t('waves.starting.open', { count: open })}</p>}
        {notReady > 0 && <p>{t('waves.starting.notReady', { count: notReady })}</p>}
        <div className={classes.buttons}>
          <Button onClick={onDone}>{t('waves.close')}</Button>
        </div>
      </div>
    )
  }
  return (
    <div className={classes.form}>
      <p>{t('waves.starting.text', { count: progress?.copied ?? 0 })}</p>
      {progress !== undefined && progress.undecided > 0 && (
        <p>{t('waves.starting.undecided', { count: progress.undecided })}</p>
      )}
      {start.error !== null && <ProblemBox error={start.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {t('waves.cancel')}
        </Button>
        <Button loading={start.isPending} onClick={() => start.mutate(wave.id)}>
          {t('waves.starting.button')}
        </Button>
      </div>
    </div>
  )
}

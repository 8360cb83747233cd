import { Button } from '@mantine/core'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Wave } from './state.ts'
import { useControl } from './use-waves.ts'
import classes from './waves.module.css'

/** Says what removing a wave does, and does it. */
export function Removing({
  at,
  wave,
  onDone,
}: {
  readonly at: InMove
  readonly wave: Wave
  readonly onDone: () => void
}) {
  const { t } = useWords()
  const control = useControl(at)
  return (
    <div className={classes.form}>
      <p>{t('waves.removing.text', { count: wave.mailboxes })}</p>
      {control.error !== null && <ProblemBox error={control.error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          {t('waves.cancel')}
        </Button>
        <Button
          color="red"
          loading={control.isPending}
          onClick={() => control.mutate({ what: 'remove', wave: wave.id }, { onSuccess: onDone })}
        >
          {t('waves.removing.button')}
        </Button>
      </div>
    </div>
  )
}

import { Button } from '@mantine/core'
import { Empty } from '../../../parts/card.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './mailboxes.module.css'

const LINES = [0, 1, 2, 3, 4, 5, 6, 7]

/** Where the list will be: of the same size, so that nothing jumps. */
export function Loading() {
  const { t } = useWords()
  return (
    <div className={classes.grid} role="status" aria-label={t('shell.loading')}>
      {LINES.map((line) => (
        <div key={line} className={classes.loadingLine}>
          <span className={classes.blank} />
        </div>
      ))}
    </div>
  )
}

/** The filter shows nothing. */
export function NoneFound({ onClear }: { readonly onClear: () => void }) {
  const { t } = useWords()
  return (
    <div className={classes.none}>
      <Empty title={t('mailboxes.noneFound.title')} text={t('mailboxes.noneFound.text')}>
        <Button variant="default" mt="md" onClick={onClear}>
          {t('mailboxes.clear')}
        </Button>
      </Empty>
    </div>
  )
}

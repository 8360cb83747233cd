import { useWords } from '../words/use-words.ts'
import classes from './parts.module.css'

/** Stands where something is being read, as high as what comes, so that nothing jumps. */
export function Waiting({ rows = 3 }: { readonly rows?: number }) {
  const { t } = useWords()
  return (
    <div className={classes.waiting} role="status" aria-label={t('shell.loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.waitingRow} />
      ))}
    </div>
  )
}

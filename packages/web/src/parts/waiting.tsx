import { VisuallyHidden } from '@mantine/core'
import { useWords } from '../words/use-words.ts'
import classes from './waiting.module.css'

/** The outline of what is on its way: a line of text and two cards. What comes at once never shows it. */
export function Waiting() {
  const { t } = useWords()
  return (
    <div role="status" className={classes.waiting}>
      <VisuallyHidden>{t('shell.loading')}</VisuallyHidden>
      <div className={classes.line} />
      <div className={classes.cards}>
        <div className={classes.card} />
        <div className={classes.card} />
      </div>
    </div>
  )
}

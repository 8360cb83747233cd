import type { AnswerOf, employees } from '@caravan/contract'
import { Button } from '@mantine/core'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import pages from '../../pages.module.css'
import classes from './people.module.css'

/** What was done, and who was left out for which reason. */
export function LeftOut(props: {
  readonly said: string
  readonly skipped: number
  readonly examples: AnswerOf<typeof employees.remindEmployees>['examples']
  readonly onClose: () => void
}) {
  const { t } = useWords()
  const { said, skipped, examples, onClose } = props
  return (
    <div className={classes.form}>
      <p className={classes.done} role="status">
        <Icon name="check" size={18} /> {said}
      </p>
      {skipped > 0 && (
        <>
          <p className={pages.quiet}>{t('people.leftOut', { count: skipped })}</p>
          <ul className={classes.examples} tabIndex={0} aria-label={t('people.leftOut', { count: skipped })}>
            {examples.map(({ mailbox, sourceAddress, because }) => (
              <li key={mailbox}>
                <bdi dir="ltr">{sourceAddress}</bdi>
                <span className={pages.quiet}>{t(`people.because.${because}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Button onClick={onClose}>{t('people.fine')}</Button>
      </div>
    </div>
  )
}

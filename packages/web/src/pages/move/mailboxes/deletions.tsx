import { Checkbox, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { digits } from '../../../parts/digits.ts'
import { useWords } from '../../../words/use-words.ts'
import { Confirm } from './confirm.tsx'
import classes from './mailboxes.module.css'

interface Props {
  readonly question: string
  /** Mailboxes that are meant. */
  readonly count: number
  readonly busy: boolean
  readonly onYes: (deletes: boolean) => void
  readonly onNo: () => void
  readonly children?: ReactNode
}

/**
 * Asks for a pass that may also delete at the new home what was deleted at the old one. Nothing comes back from there, so
 * that it is said what goes, and asked once more by a number.
 */
export function PassWithDeletions({ question, count, busy, onYes, onNo, children }: Props) {
  const { t, number } = useWords()
  const [deletes, setDeletes] = useState(false)
  const [typed, setTyped] = useState('')
  return (
    <Confirm
      question={question}
      busy={busy}
      off={deletes && digits(typed) !== String(count)}
      {...(deletes && { yes: t('mailboxes.deletions.yes') })}
      onYes={() => onYes(deletes)}
      onNo={onNo}
    >
      <Checkbox
        label={t('mailboxes.deletions.too')}
        description={t('mailboxes.deletions.hint')}
        checked={deletes}
        onChange={(event) => setDeletes(event.currentTarget.checked)}
      />
      {deletes && (
        <>
          <ul className={classes.willGo}>
            <li>{t('mailboxes.deletions.which')}</li>
            <li>{t('mailboxes.deletions.most')}</li>
            <li>{t('mailboxes.deletions.ever')}</li>
          </ul>
          <TextInput
            label={t('hurry.confirm', { number: number(count) })}
            inputMode="numeric"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
        </>
      )}
      {children}
    </Confirm>
  )
}

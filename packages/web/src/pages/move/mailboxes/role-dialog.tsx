import type { ReactNode } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import { type Owner, ownerOf, PersonField, usePersons } from '../owner-field.tsx'
import { Confirm } from './confirm.tsx'

/** Marks addresses as those of a task, and says who answers for them. */
export function RoleDialog(props: {
  readonly at: InMove
  readonly question: string
  readonly busy: boolean
  readonly onYes: (owner: Owner | Record<string, never>) => void
  readonly onNo: () => void
  readonly children?: ReactNode
}) {
  const { at, question, busy, onYes, onNo, children } = props
  const { t } = useWords()
  const persons = usePersons(at)
  return (
    <Confirm
      question={question}
      text={t('mailboxes.role.text')}
      yes={t('mailboxes.role.mark')}
      busy={busy}
      // Owners who are named already stay where no other is.
      onYes={() => onYes(persons.meant === '' ? {} : ownerOf(persons))}
      onNo={onNo}
    >
      <PersonField persons={persons} label={t('mailboxes.role.owner')} hint={t('addresses.roles.hint')} />
      {children}
    </Confirm>
  )
}

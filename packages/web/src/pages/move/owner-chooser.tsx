import { Button } from '@mantine/core'
import type { SyntheticEvent } from 'react'
import type { Mailbox } from '../../api/people-queries.ts'
import type { InMove } from '../../api/queries.ts'
import { useWords } from '../../words/use-words.ts'
import classes from './owner-chooser.module.css'
import { type Owner, ownerOf, PersonField, usePersons } from './owner-field.tsx'

interface ChooserProps {
  readonly at: InMove
  readonly row: Pick<Mailbox, 'sourceAddress' | 'ownerName' | 'ownerEmail'>
  readonly saving: boolean
  readonly onOwner: (owner: Owner) => void
}

/** Somebody of the move as one types, or anybody by name or address. */
export function OwnerChooser({ at, row, saving, onOwner }: ChooserProps) {
  const { t } = useWords()
  const persons = usePersons(at, row.ownerEmail ?? row.ownerName ?? '')
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    onOwner(ownerOf(persons))
  }
  return (
    <form className={classes.chooser} onSubmit={submit}>
      <PersonField
        persons={persons}
        label={t('addresses.roles.owner', { address: row.sourceAddress })}
        unseenLabel
        hint={t('addresses.roles.hint')}
      />
      <Button
        type="submit"
        size="sm"
        variant="default"
        loading={saving}
        disabled={persons.meant === '' && row.ownerName === null && row.ownerEmail === null}
      >
        {t('addresses.roles.save')}
      </Button>
    </form>
  )
}

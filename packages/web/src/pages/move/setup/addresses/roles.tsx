import { people } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useId, useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type Mailbox, mailboxesQuery, personsQuery } from '../../../../api/people-queries.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { More, WaitingRows } from '../../../../parts/more.tsx'
import { Pill } from '../../../../parts/pill.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './addresses.module.css'

/** Addresses that belong to a task and not to a person; somebody answers for each. */
export function Roles({ at, mayWrite }: { readonly at: InMove; readonly mayWrite: boolean }) {
  const { t } = useWords()
  const list = useInfiniteQuery(mailboxesQuery(at, { kind: 'role' }))
  const rows = list.data?.pages.flatMap(({ items }) => items)
  return (
    <Card title={t('addresses.part.roles')}>
      <p className={classes.lead}>{t('addresses.roles.text')}</p>
      {list.error !== null && rows === undefined && <ProblemBox error={list.error} again={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <WaitingRows rows={4} />}
      {rows?.length === 0 && <p className={classes.quiet}>{t('addresses.roles.none')}</p>}
      <ul className={classes.lines}>
        {rows?.map((row) => (
          <Role key={row.id} at={at} row={row} mayWrite={mayWrite} />
        ))}
      </ul>
      <More list={list} />
    </Card>
  )
}

function Role({ at, row, mayWrite }: { readonly at: InMove; readonly row: Mailbox; readonly mayWrite: boolean }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [changing, setChanging] = useState(false)
  const change = useMutation({
    mutationFn: (body: { kind: 'person' } | { ownerName: string | null; ownerEmail: string | null }) =>
      client.call(people.changeMailbox, { params: { ...at, mailbox: row.id }, body }),
    onSuccess: () => setChanging(false),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  const owner = [row.ownerName, row.ownerEmail].filter((part) => part !== null)
  const ownerless = row.problems.includes('role-without-owner')
  return (
    <li className={classes.role}>
      <div className={classes.who}>
        <strong>
          <bdi dir="ltr">{row.sourceAddress}</bdi>
        </strong>
        {row.displayName !== '' && (
          <span className={classes.quiet}>
            <bdi>{row.displayName}</bdi>
          </span>
        )}
      </div>
      {changing || (ownerless && mayWrite) ? (
        <OwnerChooser
          at={at}
          row={row}
          saving={change.isPending}
          onOwner={(name, email) => change.mutate({ ownerName: name, ownerEmail: email })}
        />
      ) : (
        <div className={classes.owner}>
          {owner.length === 0 ? (
            <Pill tone={ownerless ? 'warning' : 'idle'} icon={ownerless ? 'alert' : 'minus'}>
              {t('addresses.roles.nobody')}
            </Pill>
          ) : (
            owner.map((part) => <bdi key={part}>{part}</bdi>)
          )}
        </div>
      )}
      {mayWrite && (
        <div className={classes.roleButtons}>
          {!ownerless && !changing && (
            <Button size="xs" variant="default" onClick={() => setChanging(true)}>
              {t('addresses.roles.change')}
            </Button>
          )}
          <Button size="xs" variant="subtle" onClick={() => change.mutate({ kind: 'person' })}>
            {t('addresses.roles.person')}
          </Button>
        </div>
      )}
      {change.error !== null && <ProblemBox error={change.error} />}
    </li>
  )
}

interface ChooserProps {
  readonly at: InMove
  readonly row: Mailbox
  readonly saving: boolean
  readonly onOwner: (name: string | null, email: string | null) => void
}

/** Somebody of the move as one types, or anybody by name or address. */
function OwnerChooser({ at, row, saving, onOwner }: ChooserProps) {
  const { t } = useWords()
  const list = useId()
  const [typed, setTyped] = useState(row.ownerEmail ?? row.ownerName ?? '')
  const [text] = useDebouncedValue(typed.trim(), 200)
  const { data } = useQuery(personsQuery(at, text))
  const persons = data?.items ?? []
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const meant = typed.trim()
    const person = persons.find(({ sourceAddress }) => sourceAddress.toLowerCase() === meant.toLowerCase())
    if (meant === '') onOwner(null, null)
    else if (person !== undefined) onOwner(person.displayName === '' ? null : person.displayName, person.sourceAddress)
    else onOwner(meant.includes('@') ? null : meant, meant.includes('@') ? meant : null)
  }
  return (
    <form className={classes.chooser} onSubmit={submit}>
      <TextInput
        aria-label={t('addresses.roles.owner', { address: row.sourceAddress })}
        placeholder={t('addresses.roles.hint')}
        list={list}
        value={typed}
        maxLength={254}
        dir="auto"
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <datalist id={list}>
        {persons.map(({ id, sourceAddress, displayName }) => (
          <option key={id} value={sourceAddress}>
            {displayName}
          </option>
        ))}
      </datalist>
      <Button
        type="submit"
        size="sm"
        variant="default"
        loading={saving}
        disabled={typed.trim() === '' && row.ownerName === null && row.ownerEmail === null}
      >
        {t('addresses.roles.save')}
      </Button>
    </form>
  )
}

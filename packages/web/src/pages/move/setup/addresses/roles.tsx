import { people } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type Mailbox, mailboxesQuery } from '../../../../api/people-queries.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { More } from '../../../../parts/more.tsx'
import { Pill } from '../../../../parts/pill.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { WaitingRows } from '../../../../parts/waiting.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { OwnerChooser } from '../../owner-chooser.tsx'
import { type Owner, PersonField, usePersons } from '../../owner-field.tsx'
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
      {mayWrite && rows !== undefined && <MarkAnother at={at} />}
    </Card>
  )
}

function Role({ at, row, mayWrite }: { readonly at: InMove; readonly row: Mailbox; readonly mayWrite: boolean }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [changing, setChanging] = useState(false)
  const change = useMutation({
    mutationFn: (body: { kind: 'person' } | Owner) =>
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
        <OwnerChooser at={at} row={row} saving={change.isPending} onOwner={(owner) => change.mutate(owner)} />
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

/** One that was not recognised as such. */
function MarkAnother({ at }: { readonly at: InMove }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const persons = usePersons(at)
  const { found, meant, settled, setTyped } = persons
  const mark = useMutation({
    mutationFn: (mailbox: string) =>
      client.call(people.changeMailbox, { params: { ...at, mailbox }, body: { kind: 'role' } }),
    onSuccess: () => setTyped(''),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (found !== undefined) mark.mutate(found.id)
  }
  const unknown = settled && found === undefined && meant.includes('@') && persons.persons.length === 0
  return (
    <form className={classes.another} onSubmit={submit}>
      <PersonField
        persons={persons}
        label={t('addresses.roles.another')}
        hint={t('addresses.roles.anotherHint')}
        error={unknown && t('addresses.roles.unknown')}
      />
      <Button type="submit" size="sm" variant="default" loading={mark.isPending} disabled={found === undefined}>
        {t('addresses.roles.mark')}
      </Button>
      {mark.error !== null && <ProblemBox error={mark.error} />}
    </form>
  )
}

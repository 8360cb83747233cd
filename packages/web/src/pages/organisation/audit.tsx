import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AuditFilter, auditFileAddress, auditQuery } from '../../api/activity-queries.ts'
import { Days } from '../../parts/days.tsx'
import { ProblemPage } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'
import { useOrganisation } from '../where.ts'
import classes from './audit.module.css'
import { AuditLine } from './audit-line.tsx'
import { useMay } from './may.ts'

/** What actions are about: the first word of their names. */
const SUBJECTS = [
  ...['move', 'wave', 'service', 'mailbox', 'mailboxes', 'employees', 'employee', 'access', 'credential'],
  ...['credentials', 'addresses', 'exceptions', 'pass', 'passes', 'member', 'invitation', 'token', 'webhook'],
  ...['alerts', 'approval-gate', 'organisation'],
] as const

const FILES = ['table', 'lines'] as const

/** Who did what when: written with each change, and never altered. */
export function Audit() {
  const { t } = useWords()
  const at = useOrganisation()
  const mayRead = useMay(at, 'audit:read')
  const [actor, setActor] = useState('')
  const [searched] = useDebouncedValue(actor.trim(), 250)
  const [action, setAction] = useState('')
  const [day, setDay] = useState('')
  const filter: AuditFilter = {
    ...(searched !== '' && { actor: searched }),
    ...(action !== '' && { action }),
    ...(day !== '' && spanOf(day)),
  }
  const audit = useInfiniteQuery({ ...auditQuery(at, filter), enabled: mayRead })
  const { data, error, refetch } = audit
  if (error !== null && data === undefined) return <ProblemPage error={error} reset={() => void refetch()} />
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Object.keys(filter).length > 0
  return (
    <div className={pages.page}>
      <h1>{t('audit.title')}</h1>
      <p className={classes.text}>{t(mayRead ? 'audit.text' : 'audit.mayNot')}</p>
      {mayRead && (
        <div className={classes.filters} role="search">
          <TextInput
            type="search"
            label={t('audit.actor')}
            value={actor}
            onChange={(event) => setActor(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('audit.about')}
            value={action}
            data={[
              { value: '', label: t('audit.everything') },
              ...SUBJECTS.map((one) => ({ value: one, label: t(`audit.subject.${one}`) })),
            ]}
            onChange={({ currentTarget }) => setAction(currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('audit.day')}
            value={day}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </div>
      )}
      {mayRead && (
        <p className={classes.files}>
          {FILES.map((kind) => (
            <Button key={kind} component="a" variant="default" href={auditFileAddress(at, filter, kind)} download>
              {t(`audit.save.${kind}`)}
            </Button>
          ))}
          <span className={classes.quiet}>{t(filtered ? 'audit.save.filtered' : 'audit.save.all')}</span>
        </p>
      )}
      {mayRead && data === undefined && <Waiting />}
      {data !== undefined && items.length === 0 && (
        <p className={pages.quiet}>{t(filtered ? 'audit.noneFound' : 'audit.none')}</p>
      )}
      <Days items={items} keyOf={({ id }) => id} line={(entry) => <AuditLine entry={entry} />} />
      {audit.hasNextPage && (
        <Button variant="default" mt="md" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('activity.earlier')}
        </Button>
      )}
    </div>
  )
}

/** A day by the reader's clock. */
function spanOf(day: string): { from: string; before: string } {
  const from = new Date(`${day}T00:00`)
  const before = new Date(from)
  before.setDate(before.getDate() + 1)
  return { from: from.toISOString(), before: before.toISOString() }
}

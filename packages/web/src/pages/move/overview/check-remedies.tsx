import { employees, passes } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { client } from '../../../api/client.ts'
import { employeeCountQuery } from '../../../api/people-queries.ts'
import { type InMove, moveKey } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { NoLetters, useSends } from '../../../parts/sends.tsx'
import { useWords } from '../../../words/use-words.ts'
import { ErasePasswords, ReadMailboxes, TryOne, TryWayBack } from './closing-remedies.tsx'
import classes from './overview.module.css'
import { PageButton } from './page-button.tsx'

type Where = Pick<ComponentProps<typeof PageButton>, 'page' | 'search' | 'words'>

/** Where each check is mended. */
const WHERE: Readonly<Record<string, readonly Where[]>> = {
  'mailboxes-decided': [{ page: 'setup/addresses', search: { part: 'decisions' }, words: 'need.decide' }],
  'role-owners-named': [{ page: 'setup/addresses', search: { part: 'roles' }, words: 'need.nameOwners' }],
  'recipients-read': [{ page: 'setup/addresses', search: { part: 'seen' }, words: 'need.toAddresses' }],
  'addresses-decided': [{ page: 'setup/addresses', search: { part: 'seen' }, words: 'need.decide' }],
  'credentials-given': [
    { page: 'people', words: 'need.toPeople' },
    { page: 'setup/sign-in', words: 'need.toSignIn' },
  ],
  'credentials-checked': [{ page: 'people', words: 'need.toPeople' }],
  'credentials-work': [{ page: 'people', words: 'need.toPeople' }],
  'exceptions-accepted': [{ page: 'exceptions', words: 'need.toExceptions' }],
  'messages-accounted-for': [{ page: 'mailboxes', words: 'need.toMailboxes' }],
  'trial-green': [{ page: 'mailboxes', search: { decision: 'move' }, words: 'need.toMailboxes' }],
  'mailboxes-copied': [{ page: 'waves', words: 'need.toWaves' }],
  'new-mailboxes-opened': [{ page: 'people', search: { welcome: 'unopened' }, words: 'need.toPeople' }],
  'passes-ended-well': [{ page: 'mailboxes', words: 'need.toMailboxes' }],
}
/** Checks that a pass over every mailbox mends. */
const PASSES: Readonly<Record<string, 'delta' | 'final'>> = { 'copies-fresh': 'delta', 'final-pass-run': 'final' }

/** Checks that are mended by reading the mailboxes at the old service. */
const READS: ReadonlySet<string> = new Set(['mailboxes-inventoried', 'recipients-read'])

/** The buttons that mend a check: those that do it, and the page where it is done. */
export function CheckRemedies(props: { readonly at: InMove; readonly check: string; readonly mayRun: boolean }) {
  const { at, check, mayRun } = props
  const kind = PASSES[check]
  return (
    <div className={classes.remedies}>
      {mayRun && kind !== undefined && <AskPasses at={at} kind={kind} />}
      {mayRun && READS.has(check) && <ReadMailboxes at={at} />}
      {mayRun && check === 'trial-green' && <TryOne at={at} />}
      {mayRun && check === 'credentials-checked' && <AskPasses at={at} kind="trial" />}
      {mayRun && check === 'way-back-rehearsed' && <TryWayBack at={at} />}
      {mayRun && check === 'credentials-erased' && <ErasePasswords at={at} />}
      {mayRun && check === 'credentials-given' && <Remind at={at} />}
      {(WHERE[check] ?? []).map((where) => (
        <PageButton key={where.page} at={at} {...where} />
      ))}
    </div>
  )
}

function AskPasses({ at, kind }: { readonly at: InMove; readonly kind: 'trial' | 'delta' | 'final' }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const ask = useMutation({
    mutationFn: () => client.call(passes.askPassesOfMove, { params: at, body: { kind } }),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  if (ask.data !== undefined) return <p role="status">{t('need.asked', { count: ask.data.requested })}</p>
  return (
    <>
      {ask.error !== null && <ProblemBox error={ask.error} />}
      <Button size="sm" loading={ask.isPending} onClick={() => ask.mutate()}>
        {t(`need.run.${kind}`)}
      </Button>
    </>
  )
}

/** Reminds everybody who was invited and has not answered; it cannot be done more often than once an hour. */
function Remind({ at }: { readonly at: InMove }) {
  const { t } = useWords()
  const sends = useSends()
  const remind = useMutation({
    mutationFn: () => client.call(employees.remindEmployees, { params: at, body: { which: { filter: {} } } }),
  })
  const { data: counts } = useQuery(employeeCountQuery(at))
  const { invited = 0, opened = 0, expired = 0 } = counts?.states ?? {}
  // Nobody is reminded of what nobody has asked them for.
  if (remind.data === undefined && invited + opened + expired === 0) return null
  if (!sends) return <NoLetters />
  if (remind.data !== undefined) return <p role="status">{t('need.reminded', { count: remind.data.reminded })}</p>
  return (
    <>
      {remind.error !== null && <ProblemBox error={remind.error} />}
      <Button size="sm" loading={remind.isPending} onClick={() => remind.mutate()}>
        {t('need.remind')}
      </Button>
    </>
  )
}

import { Button, Group } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { employeeCountQuery, employeesQuery } from '../../api/people-queries.ts'
import { Empty } from '../../parts/card.tsx'
import { More } from '../../parts/more.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { WaitingRows } from '../../parts/waiting.tsx'
import { useWords } from '../../words/use-words.ts'
import { useMayPlan } from '../moves/may-plan.ts'
import pages from '../pages.module.css'
import { useMove } from '../where.ts'
import { Actions, ChosenBar } from './people/actions.tsx'
import { type Ask, type Asking, totalOf } from './people/asking.ts'
import { Filters } from './people/filters.tsx'
import classes from './people/people.module.css'
import { EmployeeRow } from './people/row.tsx'
import { readPeopleSearch } from './people/search.ts'
import { BoardSentence } from './people/sentence.tsx'
import { useChosen } from './people/use-chosen.ts'

const InviteDialog = lazy(() => import('./people/invite.tsx').then(({ Invite }) => ({ default: Invite })))
const RemindDialog = lazy(() => import('./people/remind.tsx').then(({ Remind }) => ({ default: Remind })))
const RevokeDialog = lazy(() => import('./people/revoke.tsx').then(({ Revoke }) => ({ default: Revoke })))
const WelcomePanel = lazy(() => import('./people/welcome.tsx').then(({ Welcome }) => ({ default: Welcome })))
const RemindersPanel = lazy(() => import('./people/reminders.tsx').then(({ Reminders }) => ({ default: Reminders })))

/** Who of the employees was invited, has opened the page, gave access, was refused, or has not answered. */
export function People() {
  const { t } = useWords()
  const at = useMove()
  const mayAsk = useMayPlan(at)
  const { state, welcome, text } = readPeopleSearch(useSearch({ strict: false }))
  const [asking, setAsking] = useState<Asking>()
  const count = useQuery(employeeCountQuery(at))
  const list = useInfiniteQuery(employeesQuery(at, { state, welcome, text }))
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const chosen = useChosen(rows, `${state} ${welcome} ${text}`)
  const error = count.error ?? list.error
  if (error !== null && (count.data === undefined || list.data === undefined))
    return <ProblemBox error={error} again={() => void Promise.all([count.refetch(), list.refetch()])} />
  if (count.data === undefined || list.data === undefined) return <WaitingRows rows={6} />
  const { states } = count.data
  if (totalOf(states) === 0) return <Nobody />
  const ask: Ask = (what) => setAsking(what)
  const counted =
    text !== undefined || welcome !== undefined ? undefined : state === undefined ? totalOf(states) : states[state]
  const all = { which: { filter: { state, text } }, count: counted }
  return (
    <>
      <BoardSentence count={count.data} />
      {mayAsk ? <Actions states={states} ask={ask} at={at} /> : <p className={pages.quiet}>{t('people.mayNot')}</p>}
      <Filters at={at} states={states} welcomes={count.data.welcome.states} search={{ state, welcome, text }} />
      {mayAsk && rows.length > 0 && (
        <ChosenBar chosen={chosen} rows={rows} all={all} more={list.hasNextPage && welcome === undefined} ask={ask} />
      )}
      {rows.length === 0 && <p className={classes.none}>{t('people.noneSo')}</p>}
      <ul className={classes.rows} aria-label={t('pages.people')} aria-busy={list.isPlaceholderData}>
        {rows.map((row) => (
          <EmployeeRow key={row.mailbox} row={row} chosen={mayAsk ? chosen : undefined} ask={ask} />
        ))}
      </ul>
      <More list={list} />
      <Suspense>
        {asking?.what === 'invite' && (
          <InviteDialog at={at} asking={asking} rows={rows} onClose={() => setAsking(undefined)} />
        )}
        {asking?.what === 'remind' && <RemindDialog at={at} asking={asking} onClose={() => setAsking(undefined)} />}
        {asking?.what === 'revoke' && <RevokeDialog at={at} asking={asking} onClose={() => setAsking(undefined)} />}
        {asking?.what === 'welcome' && <WelcomePanel at={at} onClose={() => setAsking(undefined)} />}
        {asking?.what === 'rule' && <RemindersPanel at={at} onClose={() => setAsking(undefined)} />}
      </Suspense>
    </>
  )
}

function Nobody() {
  const { t } = useWords()
  const at = useMove()
  const mayAsk = useMayPlan(at)
  return (
    <Empty title={t('people.empty.title')} text={t('people.empty.text')} example={t('people.empty.example')}>
      {mayAsk && (
        <Group>
          <Button component={Link} to={`/organisations/${at.organisation}/moves/${at.move}/setup/people`}>
            {t('people.empty.button')}
          </Button>
        </Group>
      )}
    </Empty>
  )
}

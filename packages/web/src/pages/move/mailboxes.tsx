import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef, useState } from 'react'
import { type MailboxOrder, mailboxCountKey, mailboxCountQuery, windowQuery } from '../../api/mailboxes-queries.ts'
import { moveKey, wavesQuery } from '../../api/queries.ts'
import { Empty } from '../../parts/card.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'
import { useMayPlan } from '../moves/may-plan.ts'
import { useMove } from '../where.ts'
import { BulkBar } from './mailboxes/bulk.tsx'
import classes from './mailboxes/mailboxes.module.css'
import { MailboxPanel } from './mailboxes/panel.tsx'
import { columnsOf, filterOf, isFiltered, type MailboxSearch, orderOf, readSearch } from './mailboxes/search.ts'
import { useSelection } from './mailboxes/selection.ts'
import { Loading, NoneFound } from './mailboxes/states.tsx'
import { Table } from './mailboxes/table.tsx'
import { ListMenu, Toolbar } from './mailboxes/toolbar.tsx'

/** The mailboxes of a move: a list to work in, and one of them beside it. */
export function Mailboxes() {
  const { t } = useWords()
  const at = useMove()
  const mayDo = useMayPlan(at)
  const queries = useQueryClient()
  const { search, filter, order, columns, change, listing } = useAddress()
  const [list, setList] = useState({ listing, epoch: 0, total: undefined as number | undefined, said: '' })
  const counts = useQuery(mailboxCountQuery(at, filter))
  // The first rows do not wait for how many there are.
  useQuery(windowQuery(queries, at, { filter, order, epoch: list.epoch }, 0))
  const waves = useQuery(wavesQuery(at))
  const wavesById = useMemo(() => new Map((waves.data?.items ?? []).map((wave) => [wave.id, wave])), [waves.data])
  // The list keeps its length until it is asked for anew: nothing jumps.
  const known = list.listing === listing ? list.total : undefined
  const total = known ?? counts.data?.total
  const selection = useSelection(`${listing} ${list.epoch}`, filter, total ?? 0)
  const searchField = useRef<HTMLInputElement>(null)
  const onOpen = useCallback((open: string | undefined) => change({ open }), [change])
  const onSort = useCallback(
    ({ sort, order: way }: MailboxOrder) =>
      change({ sort: sort === 'address' ? undefined : sort, order: way === 'down' ? 'down' : undefined }),
    [change],
  )
  const onSearch = useCallback(() => searchField.current?.focus(), [])
  if (counts.error !== null && counts.data === undefined)
    return <ProblemBox error={counts.error} again={() => void counts.refetch()} />
  if (known === undefined && counts.data !== undefined && !counts.isPlaceholderData)
    setList({ listing, epoch: list.epoch, total: counts.data.total, said: list.listing === listing ? list.said : '' })
  const renew = (said = '') => {
    setList({ listing, epoch: list.epoch + 1, total: undefined, said })
    void queries.invalidateQueries({ queryKey: mailboxCountKey(at) })
  }
  const done = async (said: string) => {
    await queries.invalidateQueries({ queryKey: mailboxCountKey(at) })
    renew(said)
    void queries.invalidateQueries({ queryKey: moveKey(at) })
  }
  if (total === 0 && !isFiltered(search))
    return (
      <Empty title={t('mailboxes.empty.title')} text={t('mailboxes.empty.text')} example={t('mailboxes.empty.example')}>
        {mayDo && (
          <Button component={Link} to={`/organisations/${at.organisation}/moves/${at.move}/setup/people`}>
            {t('people.empty.button')}
          </Button>
        )}
      </Empty>
    )
  const others = known !== undefined && counts.data !== undefined && counts.data.total !== known
  return (
    <div className={classes.page} data-wide data-panel={search.open !== undefined || undefined}>
      {/* Above both: nothing moves when a mailbox opens beside the list. */}
      <div className={classes.above}>
        <Toolbar at={at} search={search} waves={waves.data?.items ?? []} searchRef={searchField} onSearch={change} />
        <div className={classes.said} aria-live="polite">
          <span>
            {list.said !== '' ? list.said : total === undefined ? '' : t('mailboxes.total', { count: total })}
          </span>
          {others && (
            <Button size="compact-sm" variant="light" onClick={() => renew()}>
              {t('mailboxes.renew')}
            </Button>
          )}
          {!mayDo && <span className={classes.quiet}>{t('mailboxes.mayNot')}</span>}
          <ListMenu at={at} search={search} onSearch={change} />
        </div>
      </div>
      <div className={classes.list} data-bulk={selection.count > 0 || undefined}>
        {total === undefined ? (
          <Loading />
        ) : total === 0 ? (
          <NoneFound onClear={() => change(readSearch({ open: search.open, columns: search.columns }), true)} />
        ) : (
          <Table
            {...{ at, filter, order, total, columns, selection, onOpen, onSort, onSearch }}
            epoch={list.epoch}
            waves={wavesById}
            open={search.open}
          />
        )}
        {selection.count === 0 && (total ?? 0) > 0 && (
          <p className={classes.keys} aria-hidden="true">
            {t('mailboxes.keys')}
          </p>
        )}
        {selection.count > 0 && (
          <BulkBar
            {...{ at, selection, mayDo }}
            total={total ?? 0}
            waves={waves.data?.items ?? []}
            onDone={(said) => void done(said)}
          />
        )}
      </div>
      {search.open !== undefined && (
        <MailboxPanel key={search.open} at={{ ...at, mailbox: search.open }} onShut={() => onOpen(undefined)} />
      )}
    </div>
  )
}

/** What the address of the page says, and how it is changed. */
function useAddress() {
  const found: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const written = JSON.stringify(readSearch(found))
  const change = useCallback(
    (part: MailboxSearch, whole = false) =>
      void navigate({
        to: '.',
        search: (before) => (whole ? part : { ...readSearch(before), ...part }),
        // Opening a mailbox is a step that one goes back from, typing is none.
        replace: !('open' in part) || whole,
        resetScroll: false,
      }),
    [navigate],
  )
  return useMemo(() => {
    const search = readSearch(JSON.parse(written) as Record<string, unknown>)
    const [filter, order] = [filterOf(search), orderOf(search)]
    return { search, filter, order, columns: columnsOf(search), change, listing: JSON.stringify([filter, order]) }
  }, [written, change])
}

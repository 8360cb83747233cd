import { people } from '@caravan/contract'
import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type ChosenMailboxes, type Mailbox, mailboxesQuery } from '../../../../api/people-queries.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { More } from '../../../../parts/more.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { Tick } from '../../../../parts/tick.tsx'
import { WaitingRows } from '../../../../parts/waiting.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './addresses.module.css'
import type { AddressCount } from './new-addresses.tsx'

type Decision = Mailbox['decision']
type Which = { readonly ids: string[] } | { readonly filter: ChosenMailboxes }

/** In the order in which they are offered; what is not decided comes first where it is looked for. */
const OFFERED = ['move', 'archive-only', 'stay', 'leave-behind'] as const
const FILTERS = ['undecided', ...OFFERED] as const

interface Props {
  readonly at: InMove
  readonly count: AddressCount
  readonly mayWrite: boolean
}

/** Whether each mailbox moves, is archived, stays or is left behind, and who said so. */
export function Decisions({ at, count, mayWrite }: Props) {
  const { t, number } = useWords()
  const queries = useQueryClient()
  const [shown, setShown] = useState<Decision | undefined>(count.decisions.undecided > 0 ? 'undecided' : undefined)
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 250)
  const [ticked, setTicked] = useState<readonly string[]>([])
  const filter: ChosenMailboxes = { decision: shown, text: text === '' ? undefined : text }
  const list = useInfiniteQuery(mailboxesQuery(at, filter))
  const rows = list.data?.pages.flatMap(({ items }) => items)
  const chosen = ticked.filter((id) => rows?.some((row) => row.id === id))
  const decide = useMutation({
    mutationFn: ({ which, decision }: { which: Which; decision: Decision }) =>
      client.call(people.changeMailboxes, { params: at, body: { which, set: { decision } } }),
    onSuccess: () => setTicked([]),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  const filterCount = text === '' ? (shown === undefined ? count.mailboxes : count.decisions[shown]) : undefined
  return (
    <Card title={t('addresses.part.decisions')}>
      <p className={classes.lead}>
        {count.decisions.undecided === 0
          ? t('addresses.decisions.all')
          : t('addresses.decisions.open', { count: count.decisions.undecided })}
      </p>
      <p className={classes.meaning}>{t('addresses.decisions.meaning')}</p>
      {mayWrite && count.decisions.undecided > 0 && (
        <Button
          mb="md"
          loading={decide.isPending}
          onClick={() => decide.mutate({ which: { filter: { decision: 'undecided' } }, decision: 'move' })}
        >
          {t('addresses.decisions.moveAll', { count: count.decisions.undecided })}
        </Button>
      )}
      <div className={classes.filters}>
        <TextInput
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={typed}
          maxLength={320}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <div className={classes.chips} role="group" aria-label={t('people.filter')}>
          {[undefined, ...FILTERS].map((one) => (
            <button
              key={one ?? ''}
              type="button"
              className={classes.chip}
              aria-pressed={one === shown}
              onClick={() => setShown(one)}
            >
              {one === undefined ? t('addresses.decisions.any') : t(`addresses.decision.${one}`)}{' '}
              <span>{number(one === undefined ? count.mailboxes : count.decisions[one])}</span>
            </button>
          ))}
        </div>
      </div>
      {mayWrite && rows !== undefined && rows.length > 0 && (
        <Bulk
          rows={rows}
          chosen={chosen}
          tick={setTicked}
          beyond={list.hasNextPage ? filterCount : undefined}
          busy={decide.isPending}
          decide={(all, decision) => decide.mutate({ which: all ? { filter } : { ids: [...chosen] }, decision })}
        />
      )}
      {decide.error !== null && <ProblemBox error={decide.error} />}
      {list.error !== null && rows === undefined && <ProblemBox error={list.error} again={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <WaitingRows rows={6} />}
      {rows?.length === 0 && <p className={classes.quiet}>{t('people.noneSo')}</p>}
      <ul className={classes.lines} aria-busy={list.isPlaceholderData}>
        {rows?.map((row) => (
          <DecisionLine
            key={row.id}
            row={row}
            mayWrite={mayWrite}
            ticked={chosen.includes(row.id)}
            tick={() => setTicked(chosen.includes(row.id) ? chosen.filter((id) => id !== row.id) : [...chosen, row.id])}
            decide={(decision) => decide.mutate({ which: { ids: [row.id] }, decision })}
          />
        ))}
      </ul>
      <More list={list} />
    </Card>
  )
}

interface BulkProps {
  readonly rows: readonly Mailbox[]
  readonly chosen: readonly string[]
  readonly tick: (ids: readonly string[]) => void
  /** How many the filter has, where not all of them are shown. */
  readonly beyond: number | undefined
  readonly busy: boolean
  readonly decide: (all: boolean, decision: Decision) => void
}

function Bulk({ rows, chosen, tick, beyond, busy, decide }: BulkProps) {
  const { t } = useWords()
  const [all, setAll] = useState(false)
  const whole = chosen.length === rows.length
  const everything = whole && all && beyond !== undefined
  return (
    <div className={classes.bulk}>
      <Checkbox
        checked={whole}
        indeterminate={chosen.length > 0 && !whole}
        onChange={() => {
          setAll(false)
          tick(whole ? [] : rows.map(({ id }) => id))
        }}
        label={
          chosen.length === 0 ? t('people.choose') : t('people.chosen', { count: everything ? beyond : chosen.length })
        }
      />
      {whole && beyond !== undefined && !all && (
        <Button size="xs" variant="subtle" onClick={() => setAll(true)}>
          {t('addresses.decisions.chooseAll', { count: beyond })}
        </Button>
      )}
      {chosen.length > 0 && (
        <Group gap="xs">
          {OFFERED.map((one) => (
            <Button key={one} size="xs" variant="default" disabled={busy} onClick={() => decide(everything, one)}>
              {t(`addresses.decision.${one}`)}
            </Button>
          ))}
        </Group>
      )}
    </div>
  )
}

interface LineProps {
  readonly row: Mailbox
  readonly mayWrite: boolean
  readonly ticked: boolean
  readonly tick: () => void
  readonly decide: (decision: Decision) => void
}

function DecisionLine({ row, mayWrite, ticked, tick, decide }: LineProps) {
  const { t, day } = useWords()
  const { displayName, sourceAddress, targetAddress, decision, decidedBy, decidedAt } = row
  const name = displayName === '' ? sourceAddress : displayName
  return (
    <li className={classes.decision} data-chosen={ticked || undefined}>
      {mayWrite && <Tick checked={ticked} name={name} onChange={tick} />}
      <div className={classes.who}>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className={classes.quiet}>
          <bdi dir="ltr">{sourceAddress}</bdi>
          {targetAddress !== null && targetAddress !== sourceAddress && (
            <>
              {' '}
              <Icon name="running" size={12} /> <bdi dir="ltr">{targetAddress}</bdi>
            </>
          )}
        </span>
      </div>
      {mayWrite ? (
        <NativeSelect
          aria-label={t('addresses.decisions.of', { name })}
          value={decision}
          data={FILTERS.map((value) => ({ value, label: t(`addresses.decision.${value}`) }))}
          onChange={({ currentTarget }) => decide(currentTarget.value as Decision)}
        />
      ) : (
        <span>{t(`addresses.decision.${decision}`)}</span>
      )}
      <span className={classes.quiet}>
        {decidedBy !== null &&
          decidedAt !== null &&
          t('addresses.decisions.by', { name: decidedBy, day: day(decidedAt) })}
      </span>
    </li>
  )
}

import { type AnswerOf, people } from '@caravan/contract'
import { Button, Checkbox, Group } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../../api/client.ts'
import { type SeenFilter, seenQuery } from '../../../../api/people-queries.ts'
import { type InMove, moveKey } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { More } from '../../../../parts/more.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { WaitingRows } from '../../../../parts/waiting.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from './addresses.module.css'
import { SEEN_DECISIONS, type SeenDecision } from './seen-decisions.ts'
import { SeenLine } from './seen-line.tsx'
import { SeenReading } from './seen-reading.tsx'

type Progress = AnswerOf<typeof people.seenAddressesProgress>

const SHOWN = ['undecided', 'decided', 'all'] as const
const SORTS = ['plus', 'junk'] as const

interface Props {
  readonly at: InMove
  readonly progress: Progress
  readonly mayWrite: boolean
}

/** Every address of the own domains that mail was sent to: in the move, or decided. */
export function Seen({ at, progress, mayWrite }: Props) {
  const { t } = useWords()
  const [filter, setFilter] = useState<SeenFilter>({ show: 'undecided', sort: undefined })
  return (
    <div className={classes.stack}>
      <SeenReading at={at} progress={progress} mayWrite={mayWrite} />
      {progress.addresses > 0 && (
        <Card title={t('addresses.seen.title')}>
          <p className={classes.lead}>
            {progress.undecided === 0
              ? t('addresses.seen.all', { count: progress.addresses })
              : t('addresses.seen.open', { count: progress.undecided })}
          </p>
          <div className={classes.chips} role="group" aria-label={t('people.filter')}>
            {SHOWN.map((show) => (
              <button
                key={show}
                type="button"
                className={classes.chip}
                aria-pressed={filter.show === show}
                onClick={() => setFilter({ ...filter, show })}
              >
                {t(`addresses.seen.show.${show}`)}
              </button>
            ))}
            {SORTS.map((sort) => (
              <button
                key={sort}
                type="button"
                className={classes.chip}
                aria-pressed={filter.sort === sort}
                onClick={() => setFilter({ ...filter, sort: filter.sort === sort ? undefined : sort })}
              >
                {t(`addresses.seen.sort.${sort}`)}
              </button>
            ))}
          </div>
          <SeenList at={at} filter={filter} mayWrite={mayWrite} />
        </Card>
      )}
    </div>
  )
}

type Meant = { readonly addresses: string[] } | { readonly sort: 'plus' | 'junk' }

function SeenList({
  at,
  filter,
  mayWrite,
}: {
  readonly at: InMove
  readonly filter: SeenFilter
  readonly mayWrite: boolean
}) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const list = useInfiniteQuery(seenQuery(at, filter))
  const rows = list.data?.pages.flatMap(({ items }) => items)
  const chosen = ticked.filter((address) => rows?.some((row) => row.address === address))
  const decide = useMutation({
    mutationFn: ({ meant, decision }: { meant: Meant; decision: SeenDecision | null }) =>
      client.call(people.decideSeenAddresses, { params: at, body: { ...meant, decision } }),
    onSuccess: () => setTicked([]),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  if (rows === undefined)
    return list.error === null ? (
      <WaitingRows rows={5} />
    ) : (
      <ProblemBox error={list.error} again={() => void list.refetch()} />
    )
  const { sort } = filter
  return (
    <>
      {mayWrite && rows.length > 0 && (
        <div className={classes.bulk}>
          <Checkbox
            checked={chosen.length === rows.length}
            indeterminate={chosen.length > 0 && chosen.length < rows.length}
            onChange={() => setTicked(chosen.length === rows.length ? [] : rows.map(({ address }) => address))}
            label={chosen.length === 0 ? t('people.choose') : t('people.chosen', { count: chosen.length })}
          />
          {chosen.length > 0 && (
            <Choices
              label={t('addresses.seen.forChosen')}
              busy={decide.isPending}
              decide={(decision) => decide.mutate({ meant: { addresses: [...chosen] }, decision })}
            />
          )}
          {chosen.length === 0 && sort !== undefined && filter.show === 'undecided' && (
            <Choices
              label={t('addresses.seen.forSort')}
              busy={decide.isPending}
              decide={(decision) => decide.mutate({ meant: { sort }, decision })}
            />
          )}
        </div>
      )}
      {decide.error !== null && <ProblemBox error={decide.error} />}
      {rows.length === 0 && <p className={classes.quiet}>{t('addresses.seen.noneSo')}</p>}
      <ul className={classes.lines} aria-busy={list.isPlaceholderData}>
        {rows.map((row) => (
          <SeenLine
            key={row.address}
            row={row}
            mayWrite={mayWrite}
            ticked={chosen.includes(row.address)}
            tick={() =>
              setTicked(
                chosen.includes(row.address) ? chosen.filter((one) => one !== row.address) : [...chosen, row.address],
              )
            }
            decide={(decision) => decide.mutate({ meant: { addresses: [row.address] }, decision })}
          />
        ))}
      </ul>
      <More list={list} />
    </>
  )
}

interface ChoicesProps {
  readonly label: string
  readonly busy: boolean
  readonly decide: (decision: SeenDecision) => void
}

const Choices = ({ label, busy, decide }: ChoicesProps) => {
  const { t } = useWords()
  return (
    <Group gap="xs" role="group" aria-label={label}>
      <span className={classes.quiet}>{label}</span>
      {SEEN_DECISIONS.map((decision) => (
        <Button key={decision} size="xs" variant="default" disabled={busy} onClick={() => decide(decision)}>
          {t(`addresses.seen.decision.${decision}`)}
        </Button>
      ))}
    </Group>
  )
}

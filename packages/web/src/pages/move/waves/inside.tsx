import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { waveMailboxesQuery } from '../../../api/waves-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { Waiting } from '../../../parts/waiting.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Wave } from './state.ts'
import { usePut } from './use-waves.ts'
import classes from './waves.module.css'

interface Props {
  readonly at: InMove
  readonly wave: Wave
  readonly mayPlan: boolean
}

/** The mailboxes of a wave, and those in none, to be put into it. */
export function Inside({ at, wave, mayPlan }: Props) {
  const { t } = useWords()
  const inside = useInfiniteQuery(waveMailboxesQuery(at, wave.id))
  const put = usePut(at)
  if (inside.error !== null) return <ProblemBox error={inside.error} again={() => void inside.refetch()} />
  if (inside.data === undefined) return <Waiting />
  const mailboxes = inside.data.pages.flatMap(({ items }) => items)
  return (
    <>
      {mailboxes.length === 0 && <p className={classes.quiet}>{t('waves.inside.empty')}</p>}
      <ul className={classes.addresses}>
        {mailboxes.map(({ id, sourceAddress, displayName }) => (
          <li key={id}>
            <span>
              <bdi>{sourceAddress}</bdi>
              {displayName !== '' && displayName !== sourceAddress && (
                <bdi className={classes.quiet}>{displayName}</bdi>
              )}
            </span>
            {mayPlan && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={t('waves.inside.out', { address: sourceAddress })}
                onClick={() => put.mutate({ ids: [id], wave: null })}
              >
                <Icon name="cross" />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {inside.hasNextPage && (
        <MoreButton onClick={() => void inside.fetchNextPage()} busy={inside.isFetchingNextPage} />
      )}
      {put.error !== null && <ProblemBox error={put.error} />}
      {mayPlan && <Free at={at} wave={wave} />}
    </>
  )
}

function MoreButton({ onClick, busy }: { readonly onClick: () => void; readonly busy: boolean }) {
  const { t } = useWords()
  return (
    <Button variant="subtle" size="sm" loading={busy} onClick={onClick}>
      {t('waves.inside.more')}
    </Button>
  )
}

/** Mailboxes in no wave, to choose from. */
function Free({ at, wave }: Omit<Props, 'mayPlan'>) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [searched] = useDebouncedValue(text.trim(), 200)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const free = useInfiniteQuery({ ...waveMailboxesQuery(at, 'none', searched), placeholderData: keepPreviousData })
  const put = usePut(at)
  const found = (free.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ decision }) => decision !== 'stay' && decision !== 'leave-behind')
  const choose = (id: string, on: boolean) =>
    setChosen(new Set(on ? [...chosen, id] : [...chosen].filter((one) => one !== id)))
  const putChosen = () => put.mutate({ ids: [...chosen], wave: wave.id }, { onSuccess: () => setChosen(new Set()) })
  return (
    <section className={classes.add} aria-label={t('waves.inside.add')}>
      <h3>{t('waves.inside.add')}</h3>
      <TextInput
        type="search"
        label={t('waves.inside.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {free.error !== null && <ProblemBox error={free.error} again={() => void free.refetch()} />}
      {free.data !== undefined && found.length === 0 && <p className={classes.quiet}>{t('waves.inside.none')}</p>}
      <ul className={classes.addresses}>
        {found.map(({ id, sourceAddress }) => (
          <li key={id}>
            <Checkbox
              label={<bdi>{sourceAddress}</bdi>}
              checked={chosen.has(id)}
              onChange={(event) => choose(id, event.currentTarget.checked)}
            />
          </li>
        ))}
      </ul>
      {free.hasNextPage && <MoreButton onClick={() => void free.fetchNextPage()} busy={free.isFetchingNextPage} />}
      {put.error !== null && <ProblemBox error={put.error} />}
      {chosen.size > 0 && (
        <div className={classes.put}>
          <Button loading={put.isPending} onClick={putChosen}>
            {t('waves.inside.put', { count: chosen.size })}
          </Button>
        </div>
      )}
    </section>
  )
}

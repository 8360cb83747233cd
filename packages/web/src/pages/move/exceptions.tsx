import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { exceptionsByCodeQuery } from '../../api/mailboxes-queries.ts'
import { Empty } from '../../parts/card.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'
import { useMayPlan } from '../moves/may-plan.ts'
import { useMove } from '../where.ts'
import classes from './exceptions/exceptions.module.css'
import { Filter, type Shown } from './exceptions/filter.tsx'
import { Group } from './exceptions/group.tsx'
import { Loading } from './mailboxes/states.tsx'

/** What could not be copied as it was, of the whole move, by what happened. */
export function ExceptionsPage() {
  const { t } = useWords()
  const at = useMove()
  const mayDo = useMayPlan(at)
  const [shown, setShown] = useState<Shown>({ accepted: 'false', search: '' })
  const { data, error, refetch } = useQuery(exceptionsByCodeQuery(at))
  if (error !== null && data === undefined) return <ProblemBox error={error} again={() => void refetch()} />
  if (data === undefined) return <Loading />
  if (data.items.length === 0)
    return (
      <Empty
        title={t('exceptions.empty.title')}
        text={t('exceptions.empty.text')}
        example={t('exceptions.empty.example')}
      />
    )
  const sum = (of: 'open' | 'accepted') => data.items.reduce((before, item) => before + item[of], 0)
  const groups = data.items
    .filter((group) =>
      shown.accepted === undefined ? true : group[shown.accepted === 'true' ? 'accepted' : 'open'] > 0,
    )
    .toSorted((a, b) => b.open - a.open || b.accepted - a.accepted)
  return (
    <div className={classes.page}>
      <p className={classes.sentence}>
        {sum('open') === 0 ? t('exceptions.allAccepted') : t('exceptions.openInAll', { count: sum('open') })}
      </p>
      <p className={classes.quiet}>{mayDo ? t('exceptions.explained') : t('mailboxes.mayNot')}</p>
      <Filter shown={shown} open={sum('open')} accepted={sum('accepted')} onChange={setShown} />
      {groups.length === 0 && <p className={classes.quiet}>{t('exceptions.noneShown')}</p>}
      {groups.map((group) => (
        <Group key={group.code} at={at} group={group} shown={shown} mayDo={mayDo} />
      ))}
    </div>
  )
}

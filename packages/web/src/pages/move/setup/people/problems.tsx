import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Preview, previewQuery, type SentTable, TABLE_PAGE } from '../../../../api/people-queries.ts'
import type { InMove } from '../../../../api/queries.ts'
import { Card } from '../../../../parts/card.tsx'
import { WaitingRows } from '../../../../parts/more.tsx'
import { Pill } from '../../../../parts/pill.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { Pager } from './pager.tsx'
import classes from './people.module.css'

type Problem = Preview['problems'][number]

/** A part of a list that is looked at. */
export interface PartProps {
  readonly at: InMove
  readonly tableKey: string
  readonly sent: SentTable
  readonly count: number
}

/** What is wrong with the list, row by row, and what to do. */
export function PreviewProblems({ at, tableKey, sent, count }: PartProps) {
  const { t, number } = useWords()
  const [offset, setOffset] = useState(0)
  const { data, error, refetch } = useQuery(previewQuery(at, tableKey, sent, offset))
  return (
    <Card title={t('importing.problems.title')} aside={<span className={classes.quiet}>{number(count)}</span>}>
      {error !== null && <ProblemBox error={error} again={() => void refetch()} />}
      {data === undefined && error === null && <WaitingRows rows={3} />}
      <ProblemList problems={data?.problems ?? []} />
      <Pager offset={offset} size={TABLE_PAGE} count={count} go={setOffset} />
    </Card>
  )
}

export const ProblemList = ({ problems }: { readonly problems: readonly Problem[] }) => (
  <ul className={classes.problems}>
    {problems.map((problem, index) => (
      <ProblemLine key={`${problem.row} ${problem.code} ${index}`} problem={problem} />
    ))}
  </ul>
)

function ProblemLine({ problem }: { readonly problem: Problem }) {
  const { t, maybe, language } = useWords()
  const { row, code, severity, field, column, cell, message, remedy, otherRow } = problem
  // In English the server says it more exactly.
  const own = (part: 'text' | 'remedy') =>
    language === 'en' ? undefined : maybe(`importing.problem.${code}.${part}`, { row: otherRow ?? 0 })
  const where = column ?? (field === undefined ? undefined : t(`importing.field.${field}`))
  return (
    <li className={classes.problem}>
      <div className={classes.place}>
        <strong>{row === 0 ? t('importing.problems.whole') : t('importing.problems.row', { row })}</strong>
        {severity === 'error' ? (
          <Pill tone="bad" icon="stop">
            {t('importing.problems.error')}
          </Pill>
        ) : (
          <Pill tone="warning" icon="alert">
            {t('importing.problems.warning')}
          </Pill>
        )}
      </div>
      <div className={classes.wrong}>
        {where !== undefined && (
          <p className={classes.quiet}>
            <bdi>{where}</bdi>
            {cell !== undefined && cell !== '' && (
              <>
                {': '}
                <bdi className={classes.cell}>{cell}</bdi>
              </>
            )}
          </p>
        )}
        <p>{own('text') ?? message}</p>
        <p className={classes.quiet}>{own('remedy') ?? remedy}</p>
      </div>
    </li>
  )
}

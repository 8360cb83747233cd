import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'

/** A part of the panel, with what is read for it. */
export function Section<Data>(props: {
  readonly title: string
  readonly query: UseQueryResult<Data>
  readonly aside?: ((data: Data) => ReactNode) | undefined
  readonly children: (data: Data) => ReactNode
}) {
  const { title, query, aside, children } = props
  const { t } = useWords()
  const { data, error } = query
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <h3>{title}</h3>
        {data !== undefined && aside?.(data)}
      </div>
      {data !== undefined ? (
        children(data)
      ) : error === null ? (
        <p className={classes.quiet}>{t('shell.loading')}</p>
      ) : (
        <ProblemBox error={error} again={() => void query.refetch()} />
      )}
    </section>
  )
}

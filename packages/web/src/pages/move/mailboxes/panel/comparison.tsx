import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type InMailbox, passReportQuery } from '../../../../api/mailboxes-queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'

/** What a verification says in its report (core's `ComparisonReport`), as far as it is shown. */
interface Comparison {
  readonly messages?: { readonly source?: number }
  readonly missing?: number
  readonly extra?: number
  readonly verified?: Readonly<Record<string, number | string>>
  readonly exceptions?: readonly { readonly folder: string; readonly code: string }[]
}

const RUNGS = ['exact', 'normalised', 'equivalent', 'mismatched'] as const
/** Folders that are named for one kind of exception. */
const NAMED = 3

/** What reading both sides again has found; fetched when somebody looks. */
export function ComparisonResult({ at, pass }: { readonly at: InMailbox; readonly pass: string }) {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({ ...passReportQuery(at, pass), enabled: open })
  return (
    <details className={classes.folded} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('panel.found.title')}</summary>
      {open && data === undefined && error === null && <p className={classes.quiet}>{t('shell.loading')}</p>}
      {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {data?.report != null && <Found report={data.report} />}
    </details>
  )
}

function Found({ report }: { readonly report: Comparison }) {
  const { t, number, maybe } = useWords()
  const { missing = 0, extra = 0, verified = {}, exceptions = [] } = report
  const counted = [
    ...RUNGS.map((rung) => ({ name: t(`rung.${rung}.name`), count: Number(verified[rung] ?? 0) })),
    { name: t('panel.found.missing'), count: missing },
    { name: t('panel.found.extra'), count: extra },
  ].filter(({ count }, index) => count > 0 || index === 0)
  return (
    <>
      <p className={classes.quiet}>{t('panel.found.read', { count: report.messages?.source ?? 0 })}</p>
      <ul className={classes.lines}>
        {counted.map(({ name, count }) => (
          <li key={name}>
            <span>{name}</span>
            <strong>{number(count)}</strong>
          </li>
        ))}
        {byCode(exceptions).map(([code, folders]) => (
          <li key={code}>
            <span>
              {maybe(`exceptionCode.${code}.title`) ?? code}
              <span className={classes.note}>
                <bdi>{[...new Set(folders)].slice(0, NAMED).join(' · ')}</bdi>
              </span>
            </span>
            <strong>{number(folders.length)}</strong>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Folders of each kind of exception. */
const byCode = (exceptions: NonNullable<Comparison['exceptions']>): [string, string[]][] =>
  [...Map.groupBy(exceptions, ({ code }) => code)].map(([code, all]) => [code, all.map(({ folder }) => folder)])

import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { HOURS, type Hours, historyQuery } from '../../../api/history-queries.ts'
import type { InMove } from '../../../api/queries.ts'
import { Card } from '../../../parts/card.tsx'
import { Chart, Legend } from '../../../parts/chart/chart.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { bySteps, type History, type Step } from './history.ts'
import classes from './overview.module.css'

/** Lines of the table beside the chart. */
const LINES = 24

/** How many messages a minute a move copies and reads again. */
export function Pace({ at }: { readonly at: InMove }) {
  const { t } = useWords()
  const [hours, setHours] = useState<Hours>(3)
  const { data, error, refetch } = useQuery(historyQuery(at, hours))
  const choose = (
    <NativeSelect
      size="xs"
      aria-label={t('chart.span')}
      value={String(hours)}
      data={HOURS.map((one) => ({ value: String(one), label: t(`chart.last.h${one}`) }))}
      onChange={({ currentTarget }) => setHours(Number(currentTarget.value) as Hours)}
    />
  )
  return (
    <Card title={t('chart.pace')} aside={choose}>
      {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {/* As high as what comes: nothing jumps. Where nothing comes it is a line. */}
      <div className={classes.drawn} data-empty={data?.pace.length === 0 || undefined}>
        {data !== undefined && data.pace.length === 0 && <p className={classes.quiet}>{t('chart.paceNone')}</p>}
        {data !== undefined && data.pace.length > 0 && <Drawn history={data} />}
      </div>
    </Card>
  )
}

/** Steps that are drawn at least, however lately it began. */
const LEAST = 30

/** Without what lies before the first figure, so that a copy that has just begun is more than a line at the edge. */
const sinceBegun = (steps: readonly Step[]): readonly Step[] =>
  steps.slice(
    Math.max(0, Math.min(steps.findIndex(({ copied, verified }) => copied + verified > 0) - 1, steps.length - LEAST)),
  )

function Drawn({ history }: { readonly history: History }) {
  const { t, number, moment } = useWords()
  const steps = sinceBegun(bySteps(history))
  const values = steps.map(({ copied }) => copied)
  const most = Math.max(...values)
  const now = steps.at(-1)
  const times = [0, 0.5, 1].map((share) => steps[Math.round(share * (steps.length - 1))]?.at ?? history.to)
  const every = Math.max(1, Math.floor(steps.length / LINES))
  return (
    <Chart
      title={t('chart.pace')}
      summary={t('chart.paceSummary', {
        now: now?.copied ?? 0,
        most,
        when: moment(steps[values.indexOf(most)]?.at ?? history.to),
      })}
      layers={[
        { name: 'area', look: 'area', values, floor: values.map(() => 0) },
        { name: 'pace', look: 'pace', values },
        { name: 'verified', look: 'verified', values: steps.map(({ verified }) => verified) },
      ]}
      times={times.map((time) => moment(time))}
      read={(index) => {
        const step = steps[index]
        return step === undefined ? '' : `${moment(step.at)} · ${t('chart.perMinute', { count: step.copied })}`
      }}
      table={{
        head: [t('chart.time'), t('chart.copied'), t('chart.verified')],
        rows: steps
          .filter((_, index) => (steps.length - 1 - index) % every === 0)
          .reverse()
          .map(({ at, copied, verified }) => ({ label: moment(at), cells: [number(copied), number(verified)] })),
      }}
    >
      <Legend
        entries={[
          { name: t('chart.copied'), look: 'pace' },
          { name: t('chart.verified'), look: 'verified' },
        ]}
      />
    </Chart>
  )
}

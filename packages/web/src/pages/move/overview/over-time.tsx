import { Card } from '../../../parts/card.tsx'
import { Chart, Legend } from '../../../parts/chart/chart.tsx'
import type { Layer } from '../../../parts/chart/paths.ts'
import { useWords } from '../../../words/use-words.ts'
import { type History, standings, TONES } from './history.ts'

/** Lines of the table beside the chart. */
const LINES = 12

/** How the mailboxes came to stand where they do. */
export function OverTime({ history }: { readonly history: History }) {
  const { t, number, moment, day } = useWords()
  const found = standings(history)
  const [first, last] = [found[0], found.at(-1)]
  if (first === undefined || last === undefined || history.states.length < 2) return null
  const floors = found.map(() => 0)
  const layers = TONES.map((tone): Layer => {
    const floor = [...floors]
    for (const [index, { counts }] of found.entries()) floors[index] = (floors[index] ?? 0) + counts[tone]
    return { name: tone, look: tone, values: [...floors], floor, stepped: true }
  })
  const long = Date.parse(last.at) - Date.parse(first.at) > 2 * 86_400_000
  const said = (at: string) => (long ? day(at) : moment(at))
  const shown = TONES.filter((tone) => found.some(({ counts }) => counts[tone] > 0))
  return (
    <Card title={t('chart.states')}>
      <Chart
        title={t('chart.states')}
        summary={t('chart.statesSummary', {
          when: said(first.at),
          then: first.counts.ok,
          now: last.counts.ok,
          of: TONES.reduce((sum, tone) => sum + last.counts[tone], 0),
        })}
        layers={layers}
        top={Math.max(1, ...floors, ...layers.flatMap(({ values }) => values))}
        times={[said(first.at), moment(last.at)]}
        read={(index) => {
          const one = found[index]
          return one === undefined ? '' : `${moment(one.at)} · ${t('chart.homeThen', { count: one.counts.ok })}`
        }}
        table={{
          head: [t('chart.time'), ...shown.map((tone) => t(`chart.tone.${tone}`))],
          rows: found
            .filter((_, index) => (found.length - 1 - index) % Math.ceil(found.length / LINES) === 0)
            .reverse()
            .map(({ at, counts }) => ({ label: moment(at), cells: shown.map((tone) => number(counts[tone])) })),
        }}
      >
        <Legend entries={shown.map((tone) => ({ name: t(`chart.tone.${tone}`), look: tone }))} />
      </Chart>
    </Card>
  )
}

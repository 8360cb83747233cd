import { useQuery } from '@tanstack/react-query'
import type { InMove } from '../../../api/queries.ts'
import { estimateQuery } from '../../../api/waves-queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useMayPlan } from '../../moves/may-plan.ts'
import type { Panel } from './panels.tsx'
import type { Wave, WaveProgress } from './state.ts'
import { useControl, useOrder } from './use-waves.ts'
import { type Asked, WaveCard } from './wave-card.tsx'
import classes from './waves.module.css'

/** The waves in their order. What can be undone is done at once; what cannot is asked about first. */
export function WaveList(props: {
  readonly at: InMove
  readonly waves: readonly Wave[]
  readonly progress: readonly WaveProgress[]
  readonly zone: string
  readonly onPanel: (panel: Panel) => void
}) {
  const { at, waves, progress, zone, onPanel } = props
  const mayPlan = useMayPlan(at)
  const control = useControl(at)
  const order = useOrder(at)
  const { data: estimates } = useQuery(estimateQuery(at))
  const ask = (wave: Wave, index: number, what: Asked) => {
    if (what === 'pause' || what === 'resume') control.mutate({ what, wave: wave.id })
    else if (what === 'up' || what === 'down') {
      const ids = waves.map(({ id }) => id)
      ids.splice(index, 1)
      ids.splice(what === 'up' ? index - 1 : index + 1, 0, wave.id)
      order.mutate(ids)
    } else if (what === 'edit') onPanel({ show: 'form', wave })
    else onPanel({ show: what, wave })
  }
  const error = control.error ?? order.error
  return (
    <>
      {error !== null && <ProblemBox error={error} />}
      <ol className={classes.list}>
        {waves.map((wave, index) => (
          <WaveCard
            key={wave.id}
            wave={wave}
            progress={progress.find((one) => one.wave === wave.id)}
            seconds={estimates?.waves.find((one) => one.wave === wave.id)?.estimate?.seconds}
            place={{ number: index + 1, first: index === 0, last: index === waves.length - 1 }}
            zone={zone}
            mayPlan={mayPlan}
            busy={control.isPending && control.variables.wave === wave.id}
            onAsk={(what) => ask(wave, index, what)}
          />
        ))}
      </ol>
    </>
  )
}

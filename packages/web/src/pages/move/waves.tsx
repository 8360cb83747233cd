import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { moveQuery, stagesQuery, wavesQuery } from '../../api/queries.ts'
import { waveProgressQuery } from '../../api/waves-queries.ts'
import { Empty } from '../../parts/card.tsx'
import { Icon } from '../../parts/icon.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { Waiting } from '../../parts/waiting.tsx'
import { useWords } from '../../words/use-words.ts'
import { useMayPlan } from '../moves/may-plan.ts'
import { useMove } from '../where.ts'
import { Calendar } from './waves/calendar.tsx'
import { EstimateCard } from './waves/estimate.tsx'
import { type Panel, Panels } from './waves/panels.tsx'
import type { WaveProgress } from './waves/state.ts'
import { WaveList } from './waves/wave-list.tsx'
import classes from './waves/waves.module.css'

/** The waves of a move in their order, what is in none, and the days of all. */
export function Waves() {
  const { t } = useWords()
  const at = useMove()
  const mayPlan = useMayPlan(at)
  const [panel, setPanel] = useState<Panel>()
  const move = useQuery(moveQuery(at))
  const stages = useQuery(stagesQuery(at))
  const waves = useQuery(wavesQuery(at))
  const progress = useQuery(waveProgressQuery(at))
  const failed = [move, stages, waves, progress].find(({ error, data }) => error !== null && data === undefined)
  if (failed) return <ProblemBox error={failed.error} again={() => void failed.refetch()} />
  if (!move.data || !stages.data || !waves.data || !progress.data) return <Waiting />
  const { items } = waves.data
  const free = freeOf(progress.data.items)
  const split = (
    <Button size="sm" variant={items.length === 0 ? 'filled' : 'default'} onClick={() => setPanel({ show: 'split' })}>
      {t('waves.none.split')}
    </Button>
  )
  const add = (
    <Button
      size="sm"
      variant={items.length === 0 && free > 0 ? 'default' : 'filled'}
      leftSection={<Icon name="plus" />}
      onClick={() => setPanel({ show: 'form', wave: undefined })}
    >
      {t('waves.add')}
    </Button>
  )
  const mayNot = !mayPlan && <p className={classes.quiet}>{t('waves.mayNot')}</p>
  return (
    <>
      {items.length === 0 ? (
        <Empty title={t('waves.empty.title')} text={t('waves.empty.text')} example={t('waves.empty.example')}>
          {free > 0 && <p className={classes.gap}>{t('waves.none.text', { count: free })}</p>}
          {mayPlan && (
            <div className={classes.buttons}>
              {free > 0 && split}
              {add}
            </div>
          )}
          {mayNot}
        </Empty>
      ) : (
        <>
          <div className={classes.head}>
            <div>
              <h2>{t('waves.title')}</h2>
              <p className={classes.quiet}>{t('waves.text')}</p>
            </div>
            {mayPlan && add}
            {mayNot}
          </div>
          <WaveList at={at} waves={items} progress={progress.data.items} zone={move.data.timeZone} onPanel={setPanel} />
          {free > 0 && (
            <div className={classes.free}>
              <p>{t('waves.none.text', { count: free })}</p>
              {mayPlan && split}
            </div>
          )}
        </>
      )}
      <EstimateCard at={at} />
      <div className={classes.calendar}>
        <Calendar move={move.data} stages={stages.data} waves={items} />
      </div>
      <Panels
        at={at}
        panel={panel}
        waves={items}
        progress={progress.data.items}
        zone={move.data.timeZone}
        mayPlan={mayPlan}
        onClose={() => setPanel(undefined)}
      />
    </>
  )
}

/** Mailboxes in no wave that move, or may move. */
function freeOf(items: readonly WaveProgress[]): number {
  const none = items.find(({ wave }) => wave === null)
  return none === undefined ? 0 : none.undecided + none.copied
}

import { Drawer, UnstyledButton } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { bringInSight } from '../../../parts/in-sight.ts'
import { useWords } from '../../../words/use-words.ts'
import { Gate } from './gate.tsx'
import classes from './stages.module.css'
import { STATE_LOOK, type Stage, type Stages, stateOf } from './state.ts'

/** The eight stages as one line; on a narrow screen it scrolls, and begins with the one that goes on. */
export function StageLine({ at, stages }: { readonly at: InMove; readonly stages: Stages }) {
  const { t } = useWords()
  const line = useRef<HTMLOListElement>(null)
  const [looked, setLooked] = useState<Stage['stage']>()
  const going = stages.items.filter(({ status }) => status === 'open').at(-1)?.stage
  useEffect(() => bringInSight(line.current, `[data-stage="${going}"]`), [going])
  const stage = stages.items.find((one) => one.stage === looked)
  return (
    <div className={classes.around}>
      <ol ref={line} className={classes.line} aria-label={t('stage.label')} tabIndex={0}>
        {stages.items.map((one) => (
          <li key={one.stage} data-stage={one.stage} data-state={stateOf(one)}>
            <Cell stage={one} onLook={() => setLooked(one.stage)} />
          </li>
        ))}
      </ol>
      <Drawer
        opened={stage !== undefined}
        onClose={() => setLooked(undefined)}
        position="right"
        size={440}
        title={stage === undefined ? '' : t(`stage.${stage.stage}`)}
        closeButtonProps={{ 'aria-label': t('shell.shut') }}
        transitionProps={{ duration: 150 }}
      >
        {stage !== undefined && <Gate at={at} stages={stages} stage={stage} />}
      </Drawer>
    </div>
  )
}

function Cell({ stage, onLook }: { readonly stage: Stage; readonly onLook: () => void }) {
  const { t } = useWords()
  const state = stateOf(stage)
  return (
    <UnstyledButton className={classes.cell} onClick={onLook} aria-haspopup="dialog">
      <Icon name={STATE_LOOK[state].icon} />
      <span className={classes.name}>{t(`stage.${stage.stage}`)}</span>
      <span className={state === 'open' || state === 'blocked' ? classes.word : classes.heard}>
        {t(`stage.status.${state}`)}
      </span>
    </UnstyledButton>
  )
}

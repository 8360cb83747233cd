import { Popover, UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { Gate } from './gate.tsx'
import classes from './stages.module.css'
import { STATE_LOOK, type Stage, type Stages, stateOf } from './state.ts'

/** The eight stages as one line; on a narrow screen it scrolls, and begins with the one that goes on. */
export function StageLine({ at, stages }: { readonly at: InMove; readonly stages: Stages }) {
  const { t } = useWords()
  const line = useRef<HTMLOListElement>(null)
  const going = stages.items.filter(({ status }) => status === 'open').at(-1)?.stage
  useEffect(() => {
    const [list, cell] = [line.current, line.current?.querySelector<HTMLElement>(`[data-stage="${going}"]`)]
    if (!list || !cell) return
    // Within the line alone: the page stays where it is.
    list.scrollTo({ left: cell.offsetLeft - (list.clientWidth - cell.clientWidth) / 2 })
  }, [going])
  return (
    <ol ref={line} className={classes.line} aria-label={t('stage.label')} tabIndex={0}>
      {stages.items.map((stage) => (
        <li key={stage.stage} data-stage={stage.stage} data-state={stateOf(stage)}>
          <Cell at={at} stages={stages} stage={stage} />
        </li>
      ))}
    </ol>
  )
}

function Cell({ at, stages, stage }: { readonly at: InMove; readonly stages: Stages; readonly stage: Stage }) {
  const { t } = useWords()
  const state = stateOf(stage)
  const word = t(`stage.status.${state}`)
  return (
    <Popover width={400} position="bottom-start" shadow="md" withinPortal trapFocus transitionProps={{ duration: 120 }}>
      <Popover.Target>
        <UnstyledButton className={classes.cell}>
          <Icon name={STATE_LOOK[state].icon} />
          <span className={classes.name}>{t(`stage.${stage.stage}`)}</span>
          <span className={state === 'open' || state === 'blocked' ? classes.word : classes.heard}>{word}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.gate}>
        <Gate at={at} stages={stages} stage={stage} />
      </Popover.Dropdown>
    </Popover>
  )
}

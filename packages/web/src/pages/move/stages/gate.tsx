import { Button, Group } from '@mantine/core'
import type { InMove } from '../../../api/queries.ts'
import { Icon, type IconName } from '../../../parts/icon.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import classes from './stages.module.css'
import { type Check, STATE_LOOK, type Stage, type Stages, stateOf } from './state.ts'
import { useStep } from './use-step.ts'

/** One stage: its days, what is asked before it is done, and the step that can be taken. */
export function Gate({ at, stages, stage }: { readonly at: InMove; readonly stages: Stages; readonly stage: Stage }) {
  const { t, day } = useWords()
  const mayRun = useMayPlan(at)
  const step = useStep(at, stages)
  const state = stateOf(stage)
  const asked = stage.checks.filter(({ status }) => status !== 'not-built')
  const notBuilt = stage.checks.length - asked.length
  const dates = [
    stage.since !== null && stage.status === 'open' && t('stage.since', { day: day(stage.since) }),
    stage.begins !== null && stage.status === 'waiting' && t('stage.from', { day: day(stage.begins) }),
    stage.ends !== null && t(hasPassed(stage.ends) ? 'stage.wasUntil' : 'stage.until', { day: day(stage.ends) }),
  ].filter((text) => text !== false)
  return (
    <>
      <Pill {...STATE_LOOK[state]}>{t(`stage.status.${state}`)}</Pill>
      {dates.length > 0 && <p className={classes.dates}>{dates.join(' · ')}</p>}
      <h3 className={classes.asks}>{t('stage.gate')}</h3>
      {asked.length === 0 && <p className={classes.quiet}>{t('stage.noGate')}</p>}
      <ul className={classes.checks}>
        {asked.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </ul>
      {notBuilt > 0 && <p className={classes.quiet}>{t('stage.notBuilt', { count: notBuilt })}</p>}
      {step.error !== null && <ProblemBox error={step.error} />}
      {mayRun && stage.applies && stage.status !== 'left' && (stage.status === 'waiting' || stage.mayLeave) && (
        <Group mt="md">
          <Button
            size="sm"
            variant={stage.mayLeave ? 'filled' : 'default'}
            loading={step.isPending}
            onClick={() => step.mutate({ do: stage.status === 'waiting' ? 'open' : 'leave', stage: stage.stage })}
          >
            {t(stage.status === 'waiting' ? 'stage.begin' : 'stage.leave')}
          </Button>
        </Group>
      )}
    </>
  )
}

/** A day of the plan that lies before today, where the reader is. */
const hasPassed = (day: string): boolean => new Date(`${day}T23:59:59`) < new Date()

const CHECK_ICONS: Readonly<Record<Exclude<Check['status'], 'not-built'>, IconName>> = {
  green: 'check',
  red: 'alert',
  unknown: 'ring',
  'not-applicable': 'minus',
}

function CheckLine({ check: { name, status, asks, evidence, override } }: { readonly check: Check }) {
  const { t, maybe } = useWords()
  if (status === 'not-built') return null
  const word = override === null ? t(`stage.check.${status}`) : t('stage.check.passed', { name: override.by })
  const missing = status === 'red' && override === null
  return (
    <li data-status={override === null ? status : 'green'}>
      <Icon name={override === null ? CHECK_ICONS[status] : 'check'} />
      <span>
        {maybe(`check.${name}.asks`) ?? asks} <span className={classes.quiet}>{word}</span>
        {missing && evidence !== null && evidence.of !== null && (
          <span className={classes.quiet}> · {t('overview.amiss', { amiss: evidence.amiss, of: evidence.of })}</span>
        )}
      </span>
    </li>
  )
}

import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Check, Stage, Stages } from '../stages/state.ts'
import { useStep } from '../stages/use-step.ts'
import { usePause } from '../use-pause.ts'
import { CheckRemedies } from './check-remedies.tsx'
import { NeedCard } from './need-card.tsx'
import classes from './overview.module.css'

/** What a stage that goes on lacks before it is done. */
export function CheckNeed(props: {
  readonly at: InMove
  readonly mayRun: boolean
  readonly stage: Stage['stage']
  readonly check: Check
}) {
  const { at, mayRun, stage, check } = props
  const { t, maybe } = useWords()
  const { name, evidence, asks, remedy } = check
  const of = evidence?.of ?? null
  const count = evidence !== null && of !== null ? ` · ${t('overview.amiss', { amiss: evidence.amiss, of })}` : ''
  return (
    <NeedCard
      tone="warning"
      icon="alert"
      word={`${t('overview.waitsFor', { stage: t(`stage.${stage}`) })}${count}`}
      title={maybe(`check.${name}.title`) ?? asks}
      text={maybe(`check.${name}.text`) ?? remedy}
    >
      {evidence !== null && evidence.examples.length > 0 && (
        <p className={classes.examples} dir="ltr">
          {evidence.examples.slice(0, 3).join(', ')}
          {evidence.examples.length > 3 && ' …'}
        </p>
      )}
      <CheckRemedies at={at} check={check.name} mayRun={mayRun} />
    </NeedCard>
  )
}

/** A move that stands still because somebody said so. */
export function PausedNeed({ at, mayRun }: { readonly at: InMove; readonly mayRun: boolean }) {
  const { t } = useWords()
  const pause = usePause(at)
  return (
    <NeedCard
      tone="warning"
      icon="pause"
      word={t('moves.paused')}
      title={t('need.paused.title')}
      text={t('need.paused.text')}
    >
      {pause.error !== null && <ProblemBox error={pause.error} />}
      {mayRun && (
        <Button size="sm" loading={pause.isPending} onClick={() => pause.mutate('resume')}>
          {t('need.paused.button')}
        </Button>
      )}
    </NeedCard>
  )
}

interface StepProps {
  readonly at: InMove
  readonly stages: Stages
}

/** A move that nobody is in yet. */
export function SetupNeed({ at: { organisation, move } }: Pick<StepProps, 'at'>) {
  const { t } = useWords()
  return (
    <NeedCard
      tone="going"
      icon="running"
      word={t('setup.need.word')}
      title={t('setup.need.title')}
      text={t('setup.need.text')}
    >
      <Button component={Link} to={`/organisations/${organisation}/moves/${move}/setup`} size="sm">
        {t('setup.need.button')}
      </Button>
    </NeedCard>
  )
}

/** The very first step. */
export function BeginNeed({ at, stages }: StepProps) {
  const { t } = useWords()
  const step = useStep(at, stages)
  return (
    <NeedCard
      tone="going"
      icon="running"
      word={t('overview.yourTurn')}
      title={t('overview.begin.title')}
      text={t('overview.begin.text')}
    >
      {step.error !== null && <ProblemBox error={step.error} />}
      <Button size="sm" loading={step.isPending} onClick={() => step.mutate({ do: 'open', stage: 'assess' })}>
        {t('overview.begin.button')}
      </Button>
    </NeedCard>
  )
}

/** A stage whose gate is open. */
export function LeaveNeed({ at, stages, stage: { stage } }: StepProps & { readonly stage: Stage }) {
  const { t } = useWords()
  const step = useStep(at, stages)
  return (
    <NeedCard
      tone="going"
      icon="check"
      word={t('overview.yourTurn')}
      title={t('overview.mayLeave.title', { stage: t(`stage.${stage}`) })}
      text={t('overview.mayLeave.text')}
    >
      {step.error !== null && <ProblemBox error={step.error} />}
      <Button size="sm" loading={step.isPending} onClick={() => step.mutate({ do: 'leave', stage })}>
        {t('overview.mayLeave.button')}
      </Button>
    </NeedCard>
  )
}

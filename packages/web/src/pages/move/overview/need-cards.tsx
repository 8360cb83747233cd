import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { PassOver } from '../stages/pass-over.tsx'
import { Refusals } from '../stages/refusals.tsx'
import type { Check, Stage, Stages } from '../stages/state.ts'
import { Leave } from '../stages/steps.tsx'
import { useStep } from '../stages/use-step.ts'
import { usePause } from '../use-pause.ts'
import { CheckRemedies } from './check-remedies.tsx'
import { NeedCard } from './need-card.tsx'
import classes from './overview.module.css'
import { PageButton } from './page-button.tsx'

/** Of what is amiss these are named. */
const FEW = 3

/** What a stage that goes on lacks before it is done. */
export function CheckNeed(props: {
  readonly at: InMove
  readonly mayRun: boolean
  readonly stages: Stages
  readonly stage: Stage
  readonly check: Check
}) {
  const { at, mayRun, stages, stage, check } = props
  const { t, maybe } = useWords()
  const { name, evidence, asks, remedy } = check
  const of = evidence?.of ?? null
  const count = evidence !== null && of !== null ? ` · ${t('overview.amiss', { amiss: evidence.amiss, of })}` : ''
  return (
    <NeedCard
      tone="warning"
      icon="alert"
      word={`${t('overview.waitsFor', { stage: t(`stage.${stage.stage}`) })}${count}`}
      title={maybe(`check.${name}.title`) ?? asks}
      text={maybe(`check.${name}.text`) ?? remedy}
    >
      {evidence !== null && <Examples at={at} evidence={evidence} />}
      {check.name === 'approved' ? (
        // Nothing mends it but somebody's word.
        <PassOver at={at} stages={stages} stage={stage} check={check} />
      ) : (
        <CheckRemedies at={at} check={check.name} mayRun={mayRun} />
      )}
    </NeedCard>
  )
}

/** Some of what is amiss; of a sign-in that is refused which side refuses it, in its own words. */
function Examples({ at, evidence }: { readonly at: InMove; readonly evidence: NonNullable<Check['evidence']> }) {
  const { examples, refusals = [] } = evidence
  if (refusals.length > 0) return <Refusals at={at} refusals={refusals} />
  return (
    examples.length > 0 && (
      <p className={classes.examples} dir="ltr">
        {examples.slice(0, FEW).join(', ')}
        {examples.length > FEW && ' …'}
      </p>
    )
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

/** A stage that nothing keeps from beginning. */
export function NextNeed({ at, stages, stage: { stage, begins, standing } }: StepProps & { readonly stage: Stage }) {
  const { t, maybe, day } = useWords()
  const step = useStep(at, stages)
  const text = maybe(`gate.begins.${stage}`) ?? ''
  return (
    <NeedCard
      tone="going"
      icon="running"
      word={standing === 'ahead' && begins !== null ? t('stage.from', { day: day(begins) }) : t('overview.yourTurn')}
      title={t('gate.mayBegin', { stage: t(`stage.${stage}`) })}
      text={text}
    >
      {step.error !== null && <ProblemBox error={step.error} />}
      <Button
        size="sm"
        variant={standing === 'ahead' ? 'default' : 'filled'}
        loading={step.isPending}
        onClick={() => step.mutate({ do: 'open', stage })}
      >
        {t('gate.begin', { stage: t(`stage.${stage}`) })}
      </Button>
    </NeedCard>
  )
}

/** Mailboxes whose wave nobody has started. */
export function StartNeed({ at, count }: Pick<StepProps, 'at'> & { readonly count: number }) {
  const { t } = useWords()
  return (
    <NeedCard
      tone="going"
      icon="running"
      word={t('overview.yourTurn')}
      title={t('gate.start.title', { count })}
      text={t('gate.start.text')}
    >
      <PageButton at={at} page="waves" words="need.toWaves" />
    </NeedCard>
  )
}

/** A stage whose gate is open. */
export function LeaveNeed({ at, stages, stage }: StepProps & { readonly stage: Stage }) {
  const { t } = useWords()
  return (
    <NeedCard
      tone="going"
      icon="check"
      word={t('overview.yourTurn')}
      title={t('overview.mayLeave.title', { stage: t(`stage.${stage.stage}`) })}
      text={t('overview.mayLeave.text')}
    >
      <Leave at={at} stages={stages} stage={stage} label={t('overview.mayLeave.button')} />
    </NeedCard>
  )
}

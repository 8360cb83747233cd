import type { AnswerOf, alerts } from '@caravan/contract'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { InMove } from '../../../api/queries.ts'
import type { IconName } from '../../../parts/icon.tsx'
import { Pill, type Tone } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { Check, Stage, Stages } from '../stages/state.ts'
import { useStep } from '../stages/use-step.ts'
import classes from './overview.module.css'

interface CardProps {
  readonly tone: Tone
  readonly icon: IconName
  readonly word: string
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

function NeedCard({ tone, icon, word, title, text, children }: CardProps) {
  return (
    <article className={classes.need}>
      <div>
        <Pill tone={tone} icon={icon}>
          {word}
        </Pill>
      </div>
      <h3>{title}</h3>
      <p>{text}</p>
      {children}
    </article>
  )
}

/** A mailbox that does not go on by itself, with the words of the server that refused it folded. */
export function AlertNeed({ alert }: { readonly alert: AnswerOf<typeof alerts.listAlerts>['items'][number] }) {
  const { t, moment } = useWords()
  const said = [alert.message, alert.serverReply, alert.remedy].filter((text) => text !== null && text !== '')
  return (
    <NeedCard
      tone="bad"
      icon="stop"
      word={t('overview.stuckSince', { when: moment(alert.since) })}
      title={t(`cause.${alert.cause}.title`, { address: alert.sourceAddress })}
      text={t(`cause.${alert.cause}.text`)}
    >
      <details>
        <summary>{t('problem.serverSaid')}</summary>
        {said.map((text) => (
          <p key={text} dir="auto">
            {text}
          </p>
        ))}
      </details>
    </NeedCard>
  )
}

/** What a stage that goes on lacks before it is done. */
export function CheckNeed({ stage, check }: { readonly stage: Stage['stage']; readonly check: Check }) {
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

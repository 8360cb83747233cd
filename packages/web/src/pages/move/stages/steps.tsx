import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { InMove } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { Confirm } from '../mailboxes/confirm.tsx'
import panel from '../mailboxes/panel.module.css'
import { mayBegin, type Stage, type Stages } from './state.ts'
import { useStep } from './use-step.ts'

interface Props {
  readonly at: InMove
  readonly stages: Stages
  readonly stage: Stage
}

/** What can be done with a stage now: begin it, end it, or open it once more. */
export function Steps(props: Props) {
  const { at, stages, stage } = props
  const { t } = useWords()
  const begin = useStep(at, stages)
  if (!useMayPlan(at)) return null
  if (stage.status === 'left') return <Reopen {...props} />
  if (stage.mayLeave) return <Leave {...props} label={t('stage.leave')} />
  if (!mayBegin(stage)) return null
  return (
    <>
      {begin.error !== null && <ProblemBox error={begin.error} />}
      <Group mt="md">
        <Button
          size="sm"
          variant="default"
          loading={begin.isPending}
          onClick={() => begin.mutate({ do: 'open', stage: stage.stage })}
        >
          {t('stage.begin')}
        </Button>
      </Group>
    </>
  )
}

/** Stages whose end changes what is asked from then on: each asks once. */
const WEIGHTY: ReadonlySet<Stage['stage']> = new Set(['cutover', 'close'])

/** Ends a stage; with a question where that weighs. */
export function Leave({ at, stages, stage: { stage }, label }: Props & { readonly label: string }) {
  const { maybe } = useWords()
  const step = useStep(at, stages)
  const [asked, setAsked] = useState(false)
  const leave = () => step.mutate({ do: 'leave', stage }, { onSettled: () => setAsked(false) })
  return (
    <>
      {step.error !== null && <ProblemBox error={step.error} />}
      <Group mt="md">
        <Button size="sm" loading={step.isPending} onClick={WEIGHTY.has(stage) ? () => setAsked(true) : leave}>
          {label}
        </Button>
      </Group>
      {asked && (
        <Confirm
          question={maybe(`step.${stage}.question`) ?? ''}
          text={maybe(`step.${stage}.text`) ?? ''}
          yes={maybe(`step.${stage}.yes`) ?? ''}
          busy={step.isPending}
          onYes={leave}
          onNo={() => setAsked(false)}
        />
      )}
    </>
  )
}

function Reopen({ at, stages, stage: { stage } }: Props) {
  const { t } = useWords()
  const step = useStep(at, stages)
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  return (
    <>
      <Group mt="md">
        <Button size="sm" variant="default" onClick={() => setAsked(true)}>
          {t('step.reopen.button')}
        </Button>
      </Group>
      {asked && (
        <Confirm
          question={t('step.reopen.question', { stage: t(`stage.${stage}`) })}
          text={t('step.reopen.text')}
          yes={t('step.reopen.yes')}
          busy={step.isPending}
          off={reason.trim() === ''}
          onYes={() => step.mutate({ do: 'reopen', stage, reason }, { onSuccess: () => setAsked(false) })}
          onNo={() => setAsked(false)}
        >
          <div className={panel.form}>
            <Textarea
              data-autofocus
              mt="md"
              label={t('step.reopen.reason')}
              autosize
              minRows={2}
              maxLength={2_000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            {step.error !== null && <ProblemBox error={step.error} />}
          </div>
        </Confirm>
      )}
    </>
  )
}

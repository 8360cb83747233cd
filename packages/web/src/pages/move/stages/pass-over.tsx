import { moves } from '@caravan/contract'
import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey, stagesQuery } from '../../../api/queries.ts'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useRole } from '../../moves/may-plan.ts'
import { Confirm } from '../mailboxes/confirm.tsx'
import panel from '../mailboxes/panel.module.css'
import { ApprovedFacts } from './approved-facts.tsx'
import { type Check, isPassable, type Stage, type Stages } from './state.ts'

interface Props {
  readonly at: InMove
  readonly stages: Pick<Stages, 'version'>
  readonly stage: Pick<Stage, 'stage' | 'status'>
  readonly check: Check
}

/** Goes on without a check, with a reason that the audit log keeps; nothing for who may not. */
export function PassOver(props: Props) {
  const { at, stage, check } = props
  const { t } = useWords()
  const role = useRole(at)
  const [asked, setAsked] = useState(false)
  if (role === undefined || !isPassable(stage, check, role)) return null
  const approval = check.name === 'approved'
  return (
    <>
      <Button size="sm" variant={approval ? 'filled' : 'default'} onClick={() => setAsked(true)}>
        {t(approval ? 'passOver.approve.button' : 'passOver.button')}
      </Button>
      {asked && <Dialog {...props} approval={approval} onShut={() => setAsked(false)} />}
    </>
  )
}

function Dialog({
  at,
  stages,
  stage: { stage },
  check: { name, asks },
  approval,
  onShut,
}: Props & { readonly approval: boolean; readonly onShut: () => void }) {
  const { t, maybe } = useWords()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const step = useMutation({
    scope: { id: `steps of ${at.move}` },
    mutationFn: async () => {
      const { version } = queries.getQueryData(stagesQuery(at).queryKey) ?? stages
      const after = await client.call(moves.overrideCheck, {
        params: at,
        body: { stage, check: name, reason, version },
      })
      // Who has noted the yes has nothing more to say at this gate.
      if (!approval || after.items.find((one) => one.stage === stage)?.mayLeave !== true) return after
      return client.call(moves.advanceStage, { params: at, body: { do: 'leave', stage, version: after.version } })
    },
    onSuccess: (after) => {
      queries.setQueryData(stagesQuery(at).queryKey, after)
      onShut()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
  return (
    <Confirm
      question={t(approval ? 'passOver.approve.question' : 'passOver.question')}
      text={approval ? t('passOver.approve.text') : t('passOver.text', { asks: maybe(`check.${name}.asks`) ?? asks })}
      yes={t(approval ? 'passOver.approve.yes' : 'passOver.yes')}
      busy={step.isPending}
      off={reason.trim().length < LEAST_REASON}
      onNo={onShut}
      onYes={() => step.mutate()}
    >
      <div className={panel.form}>
        {approval && <ApprovedFacts at={at} />}
        <Textarea
          data-autofocus
          mt="md"
          {...(approval && { placeholder: t('passOver.approve.example') })}
          label={t(approval ? 'passOver.approve.reason' : 'passOver.reason')}
          autosize
          minRows={2}
          maxLength={2_000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {step.error !== null && <ProblemBox error={step.error} />}
      </div>
    </Confirm>
  )
}

/** As the server has it. */
const LEAST_REASON = 3

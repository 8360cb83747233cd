import { type AnswerOf, moves, passes } from '@caravan/contract'
import { PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client, faultOf } from '../../../../api/client.ts'
import { type InMailbox, mailboxCountQuery } from '../../../../api/mailboxes-queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { Confirm } from '../confirm.tsx'
import classes from '../panel.module.css'
import { useStep } from './use-step.ts'

/** Lets a service sign in for everybody: that is for all of its mailboxes, and says for how many. This one goes on. */
export function MasterDialog(props: {
  readonly at: InMailbox
  readonly service: AnswerOf<typeof moves.changeService>
  readonly kind: 'first' | 'delta' | 'final'
  readonly onShut: () => void
}) {
  const { at, service, kind, onShut } = props
  const { t } = useWords()
  const [user, setUser] = useState(service.masterUser ?? '')
  const [password, setPassword] = useState('')
  const { data: counts } = useQuery(mailboxCountQuery(at, { service: service.id }))
  const step = useStep<unknown>(at, onShut)
  const params = { organisation: at.organisation, move: at.move, service: service.id }
  const give = async () => {
    await client.call(moves.changeService, { params, body: { auth: 'master', masterUser: user.trim() } })
    await client.call(moves.putServicePassword, { params, body: { password } })
    // What the stages do not let run yet goes on with them.
    await client.call(passes.askPass, { params: at, body: { kind } }).catch(unlessStaged)
  }
  return (
    <Confirm
      question={t('remedy.master')}
      text={t('remedy.masterText', { service: service.name, count: counts?.total ?? 0 })}
      yes={t('remedy.masterGive')}
      busy={step.isPending}
      off={user.trim() === '' || password === ''}
      onNo={onShut}
      onYes={() => step.mutate(give)}
    >
      <div className={classes.form}>
        <TextInput
          data-autofocus
          mt="md"
          label={t('remedy.masterUser')}
          autoComplete="off"
          maxLength={500}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('remedy.passwordField')}
          autoComplete="off"
          maxLength={10_000}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {step.error !== null && <ProblemBox error={step.error} />}
      </div>
    </Confirm>
  )
}

function unlessStaged(error: unknown): void {
  const fault = faultOf(error)
  if (fault.kind !== 'refused' || fault.problem.status !== 409) throw error
}

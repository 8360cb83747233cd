import { passes, people } from '@caravan/contract'
import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { client } from '../../../../api/client.ts'
import type { InMailbox } from '../../../../api/mailboxes-queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { Confirm } from '../confirm.tsx'
import { useStep } from './use-step.ts'

/** Takes a new password into the vault, and lets the copy go on with it. */
export function PasswordDialog(props: {
  readonly at: InMailbox
  readonly side: 'source' | 'target'
  readonly kind: 'first' | 'delta'
  readonly onShut: () => void
}) {
  const { at, side, kind, onShut } = props
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const step = useStep<unknown>(at, onShut)
  const give = async () => {
    await client.call(people.putMailboxCredential, { params: { ...at, side }, body: { password } })
    await client.call(passes.askPass, { params: at, body: { kind } })
  }
  return (
    <Confirm
      question={t('remedy.password')}
      text={t(`remedy.passwordText.${side}`)}
      yes={t('remedy.passwordGive')}
      busy={step.isPending}
      off={password === ''}
      onNo={onShut}
      onYes={() => step.mutate(give)}
    >
      <PasswordInput
        data-autofocus
        mt="md"
        label={t('remedy.passwordField')}
        autoComplete="off"
        maxLength={10_000}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('remedy.passwordShow') }}
      />
      {step.error !== null && <ProblemBox error={step.error} />}
    </Confirm>
  )
}

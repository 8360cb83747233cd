import { type AnswerOf, people } from '@caravan/contract'
import { Button, Group, Modal, PasswordInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { client, faultOf } from '../../../../api/client.ts'
import type { InMailbox } from '../../../../api/mailboxes-queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'
import { useStep } from './use-step.ts'

interface Props {
  readonly at: InMailbox
  readonly side: 'source' | 'target'
  readonly onShut: () => void
}

/** The service could not be asked, so that it has said nothing of the password. */
const UNREACHED = 424

/** Takes a password, tries it at once, and keeps it where it opens the mailbox; what waited for it goes on. */
export function PasswordDialog({ at, side, onShut }: Props) {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const step = useStep<AnswerOf<typeof people.tryMailboxPassword>>(at)
  const fault = step.error === null ? undefined : faultOf(step.error)
  const unreached = fault?.kind === 'refused' && fault.problem.status === UNREACHED
  const give = (unreached: 'refuse' | 'keep') =>
    step.mutate(() =>
      client.call(people.tryMailboxPassword, { params: { ...at, side }, body: { password, unreached } }),
    )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    give('refuse')
  }
  return (
    <Modal
      opened
      onClose={onShut}
      centered
      title={t('remedy.password')}
      closeButtonProps={{ 'aria-label': t('mailboxes.no') }}
      transitionProps={{ duration: 100 }}
    >
      {step.data === undefined ? (
        <form className={classes.form} onSubmit={submit}>
          <p>{t(`remedy.passwordText.${side}`)}</p>
          <PasswordInput
            data-autofocus
            label={t('remedy.passwordField')}
            visibilityToggleButtonProps={{ 'aria-label': t('remedy.passwordShow') }}
            autoComplete="off"
            maxLength={10_000}
            value={password}
            onChange={(event) => {
              setPassword(event.currentTarget.value)
              step.reset()
            }}
          />
          {step.error !== null && <ProblemBox error={step.error} />}
          {unreached && <p>{t('remedy.passwordUnreached')}</p>}
          <Group justify="flex-end" gap="sm">
            {unreached && (
              <Button variant="default" disabled={step.isPending} onClick={() => give('keep')}>
                {t('remedy.passwordKeep')}
              </Button>
            )}
            <Button type="submit" loading={step.isPending} disabled={password === ''}>
              {t('remedy.passwordGive')}
            </Button>
          </Group>
        </form>
      ) : (
        <div className={classes.form}>
          <p role="status">
            {t(step.data.opened === null ? 'remedy.passwordUntried' : 'remedy.passwordOpens')}{' '}
            {step.data.goesOn && t('remedy.passwordGoesOn')}
          </p>
          <Group justify="flex-end">
            <Button data-autofocus onClick={onShut}>
              {t('remedy.done')}
            </Button>
          </Group>
        </div>
      )}
    </Modal>
  )
}

import { type AnswerOf, people } from '@caravan/contract'
import { Button, Group, Modal, PasswordInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client, faultOf } from '../../../../api/client.ts'
import { type InMailbox, mailboxQuery } from '../../../../api/mailboxes-queries.ts'
import { servicesQuery } from '../../../../api/queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'
import { Consent } from './consent.tsx'
import { useStep } from './use-step.ts'

interface Props {
  readonly at: InMailbox
  readonly side: 'source' | 'target'
  readonly onShut: () => void
}

/** The service could not be asked, so that it has said nothing of the password. */
const UNREACHED = 424

/** What opens a mailbox: a password, or the consent of its owner where its service takes tokens. */
export function PasswordDialog(props: Props) {
  const { at, side, onShut } = props
  const { t } = useWords()
  const { data: services } = useQuery(servicesQuery(at))
  const { data: row } = useQuery(mailboxQuery(at))
  const own = services?.items.find(({ id }) => id === (side === 'source' ? row?.sourceService : row?.targetService))
  const agreedAt = own?.oauth?.way === 'consent' ? own.oauth.name : undefined
  return (
    <Modal
      opened
      onClose={onShut}
      centered
      title={t(agreedAt === undefined ? 'remedy.password' : 'remedy.consent')}
      closeButtonProps={{ 'aria-label': t('mailboxes.no') }}
      transitionProps={{ duration: 100 }}
    >
      {agreedAt === undefined ? <Password {...props} /> : <Consent at={at} side={side} name={agreedAt} />}
    </Modal>
  )
}

/** Takes a password, tries it at once, and keeps it where it opens the mailbox; what waited for it goes on. */
function Password({ at, side, onShut }: Props) {
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
  return step.data === undefined ? (
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
  )
}

import { type AnswerOf, employees } from '@caravan/contract'
import { Button, Group, Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { client } from '../../../../api/client.ts'
import type { InMailbox } from '../../../../api/mailboxes-queries.ts'
import { meQuery } from '../../../../api/queries.ts'
import { useFocusBack } from '../../../../parts/focus-back.ts'
import { LocalAddress, ToServerSettings } from '../../../../parts/local-address.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'
import { useStep } from './use-step.ts'

/** Invites the employee anew: by a letter, or by a link that is handed over and shown this once. */
export function InviteDialog({ at, onShut }: { readonly at: InMailbox; readonly onShut: () => void }) {
  const { t } = useWords()
  useFocusBack()
  const { data: me } = useQuery(meQuery)
  const sends = me?.sendsLetters !== false
  const step = useStep<AnswerOf<typeof employees.inviteEmployees>>(at)
  const invite = (by: 'letter' | 'link') =>
    step.mutate(() =>
      client.call(employees.inviteEmployees, { params: at, body: { which: { ids: [at.mailbox] }, by, again: true } }),
    )
  const [skipped] = step.data?.examples ?? []
  const [made] = step.data?.links ?? []
  return (
    <Modal
      opened
      onClose={onShut}
      centered
      title={t('remedy.invite')}
      closeButtonProps={{ 'aria-label': t('mailboxes.no') }}
      transitionProps={{ duration: 100 }}
    >
      <div className={classes.form}>
        {step.error !== null && <ProblemBox error={step.error} />}
        {step.data === undefined ? (
          <>
            <p>{t('remedy.inviteText')}</p>
            {!sends && (
              <p>
                {t('local.noSender')} <ToServerSettings />
              </p>
            )}
            <LocalAddress />
            <Group gap="sm">
              {sends && (
                <Button loading={step.isPending} onClick={() => invite('letter')}>
                  {t('remedy.byLetter')}
                </Button>
              )}
              <Button variant={sends ? 'default' : 'filled'} loading={step.isPending} onClick={() => invite('link')}>
                {t('remedy.byLink')}
              </Button>
            </Group>
          </>
        ) : (
          <>
            <p role="status">
              {skipped !== undefined
                ? t('remedy.notInvited')
                : made !== undefined
                  ? t('remedy.linkMade')
                  : t('remedy.letterSent')}
            </p>
            {made !== undefined && (
              <code className={classes.link} dir="ltr">
                {made.link}
              </code>
            )}
            <Group justify="flex-end">
              <Button variant="default" onClick={onShut}>
                {t('remedy.done')}
              </Button>
            </Group>
          </>
        )}
      </div>
    </Modal>
  )
}

import { type AnswerOf, type alerts, employees, passes, people } from '@caravan/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey } from '../../../api/queries.ts'
import { Once } from '../../../parts/once.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './overview.module.css'
import { PageButton } from './page-button.tsx'

export type Alert = AnswerOf<typeof alerts.listAlerts>['items'][number]

/** Errors that a new password or consent of the mailbox's employee mends. */
const ACCESS: ReadonlySet<string> = new Set([
  'sign-in-refused',
  'sign-in-expired',
  'sign-in-unsupported',
  'web-sign-in-needed',
  'credential-missing',
])
/** Causes that another try may mend. */
const RETRIED: ReadonlySet<Alert['cause']> = new Set(['pass-fails', 'differs', 'handed-back'])
const AGAIN = ['first', 'delta', 'final'] as const

/** The buttons that mend what holds a mailbox up. */
export function AlertRemedies({ at, alert }: { readonly at: InMove; readonly alert: Alert }) {
  const { t } = useWords()
  const needsAccess = alert.code !== null && ACCESS.has(alert.code)
  const retry = useRetry(at, alert.mailbox)
  const invite = useInvitation(at, alert.mailbox)
  const link = invite.data?.links[0]?.link
  const error = retry.error ?? invite.error
  return (
    <>
      {error !== null && <ProblemBox error={error} />}
      {retry.isSuccess && <p role="status">{t('need.retried')}</p>}
      {invite.data !== undefined && link === undefined && (
        <p role="status">{t(invite.data.invited > 0 ? 'need.invited' : 'need.notInvited')}</p>
      )}
      {link !== undefined && <Once label={t('need.link')} value={link} />}
      <div className={classes.remedies}>
        {needsAccess && (
          <>
            <Button
              size="sm"
              loading={invite.isPending && invite.variables === 'letter'}
              onClick={() => invite.mutate('letter')}
            >
              {t('need.invite')}
            </Button>
            <Button
              size="sm"
              variant="default"
              loading={invite.isPending && invite.variables === 'link'}
              onClick={() => invite.mutate('link')}
            >
              {t('need.inviteByLink')}
            </Button>
          </>
        )}
        {RETRIED.has(alert.cause) && (
          <Button
            size="sm"
            variant={needsAccess ? 'default' : 'filled'}
            loading={retry.isPending}
            disabled={retry.isSuccess}
            onClick={() => retry.mutate()}
          >
            {t('need.retry')}
          </Button>
        )}
        <PageButton at={at} page="mailboxes" search={{ open: alert.mailbox }} words="need.openMailbox" />
      </div>
    </>
  )
}

/** Asks for the pass that came to no good end once more. */
function useRetry(at: InMove, mailbox: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const params = { ...at, mailbox }
      const { lastPass } = await client.call(people.readMailbox, { params })
      const kind = AGAIN.find((one) => one === lastPass?.kind) ?? 'first'
      return client.call(passes.askPass, { params, body: { kind } })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
}

/** Has the employee give the access anew: by a letter, or by a link that somebody hands over. */
function useInvitation(at: InMove, mailbox: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (by: 'letter' | 'link') =>
      client.call(employees.inviteEmployees, { params: at, body: { which: { ids: [mailbox] }, by, again: true } }),
    onSettled: () => queries.invalidateQueries({ queryKey: moveKey(at) }),
  })
}

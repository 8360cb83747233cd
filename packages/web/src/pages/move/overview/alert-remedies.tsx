import { type AnswerOf, type alerts, employees, passes, people } from '@caravan/contract'
import { Button, Menu } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { client } from '../../../api/client.ts'
import { type InMove, moveKey, servicesQuery } from '../../../api/queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { LocalAddress } from '../../../parts/local-address.tsx'
import { Once } from '../../../parts/once.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useSends } from '../../../parts/sends.tsx'
import { useWords } from '../../../words/use-words.ts'
import { kindAgain } from '../again.ts'
import { useOtherWay, useOtherWays } from '../other-way.tsx'
import { refusing } from '../refusing.ts'
import classes from './overview.module.css'
import { PageButton } from './page-button.tsx'

const PasswordDialog = lazy(() =>
  import('../mailboxes/panel/password.tsx').then((file) => ({ default: file.PasswordDialog })),
)

export type Alert = AnswerOf<typeof alerts.listAlerts>['items'][number]

/** Errors that a new password or consent of the mailbox's employee mends. */
const ACCESS: ReadonlySet<string | null> = new Set([
  'sign-in-refused',
  'sign-in-expired',
  'sign-in-unsupported',
  'web-sign-in-needed',
  'credential-missing',
  'consent-ended',
  'token-refused',
])
/** Causes that another try may mend. */
const RETRIED: ReadonlySet<Alert['cause']> = new Set(['pass-fails', 'differs', 'handed-back'])

interface Way {
  readonly name: string
  readonly busy?: boolean
  readonly do: () => void
}

/** The buttons that mend what holds a mailbox up: one to press, one beside it, and a menu with the others. */
export function AlertRemedies({ at, alert }: { readonly at: InMove; readonly alert: Alert }) {
  const { t } = useWords()
  const sends = useSends()
  const [asked, setAsked] = useState(false)
  const { data: services } = useQuery(servicesQuery(at))
  const retry = useRetry(at, alert.mailbox)
  const invite = useInvitation(at, alert.mailbox)
  const otherWay = useOtherWay(at, alert.mailbox)
  const others = useOtherWays(at, alert.sourceService)
  const link = invite.data?.links[0]?.link
  const error = retry.error ?? invite.error ?? otherWay.error
  const done = retry.isSuccess || otherWay.isSuccess
  const side = refusing(services?.items ?? [], alert, alert.message)?.side ?? 'source'
  const access = ACCESS.has(alert.code)
  const inviting = (by: 'letter' | 'link'): Way => ({
    name: t(by === 'letter' ? 'need.invite' : 'need.inviteByLink'),
    busy: invite.isPending && invite.variables === by,
    do: () => invite.mutate(by),
  })
  const password: Way = { name: t('remedy.password'), do: () => setAsked(true) }
  const again: Way = { name: t('need.retry'), busy: retry.isPending, do: () => retry.mutate() }
  const invitations = side === 'target' ? [] : [...(sends ? [inviting('letter')] : []), inviting('link')]
  const through =
    side === 'target'
      ? []
      : others.map(
          ({ id, name }): Way => ({
            name: t('remedy.through', { service: name }),
            busy: otherWay.isPending && otherWay.variables === id,
            do: () => otherWay.mutate(id),
          }),
        )
  const ways: readonly Way[] = [
    ...(access ? [...invitations.slice(0, 1), ...through, password, ...invitations.slice(1)] : []),
    ...(RETRIED.has(alert.cause) && alert.code !== 'administrator-refused' ? [again] : []),
  ]
  return (
    <>
      {error !== null && <ProblemBox error={error} />}
      {done && <p role="status">{t('need.retried')}</p>}
      {invite.data !== undefined && link === undefined && (
        <p role="status">{t(invite.data.invited > 0 ? 'need.invited' : 'need.notInvited')}</p>
      )}
      {link !== undefined && (
        <>
          <LocalAddress />
          <Once label={t('need.link')} value={link} />
        </>
      )}
      <div className={classes.remedies}>
        {alert.code === 'administrator-refused' && (
          <PageButton at={at} page="setup/sign-in" words="need.mendSignIn" variant="filled" />
        )}
        <Ways at={at} alert={alert} ways={ways} off={done} />
      </div>
      {asked && (
        <Suspense>
          <PasswordDialog at={{ ...at, mailbox: alert.mailbox }} side={side} onShut={() => setAsked(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Buttons that stand for themselves; what comes after them is in the menu, where one goes to the mailbox as well. */
const FIRST = 2

function Ways(props: {
  readonly at: InMove
  readonly alert: Alert
  readonly ways: readonly Way[]
  readonly off: boolean
}) {
  const { at, alert, ways, off } = props
  const { t } = useWords()
  const more = ways.slice(FIRST)
  return (
    <>
      {ways.slice(0, FIRST).map((way, place) => (
        <Button
          key={way.name}
          size="sm"
          variant={place === 0 ? 'filled' : 'default'}
          loading={way.busy ?? false}
          disabled={off}
          onClick={way.do}
        >
          {way.name}
        </Button>
      ))}
      {more.length === 0 ? (
        <PageButton at={at} page="mailboxes" search={{ open: alert.mailbox }} words="need.openMailbox" />
      ) : (
        <Menu position="bottom-start" transitionProps={{ duration: 0 }}>
          <Menu.Target>
            <Button
              size="sm"
              variant="default"
              rightSection={<Icon name="down" />}
              loading={more.some(({ busy }) => busy)}
            >
              {t('need.more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((way) => (
              <Menu.Item key={way.name} disabled={off} onClick={way.do}>
                {way.name}
              </Menu.Item>
            ))}
            <Menu.Item
              component={Link}
              to={`/organisations/${at.organisation}/moves/${at.move}/mailboxes`}
              search={{ open: alert.mailbox } as never}
            >
              {t('need.openMailbox')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  )
}

/** Asks for the pass that came to no good end once more. */
function useRetry(at: InMove, mailbox: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const params = { ...at, mailbox }
      const row = await client.call(people.readMailbox, { params })
      return client.call(passes.askPass, { params, body: { kind: kindAgain(row) } })
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

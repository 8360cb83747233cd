import { type AnswerOf, organisations } from '@caravan/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { type InOrganisation, meQuery } from '../../../api/queries.ts'
import { invitationsQuery, membersQuery, useSetting } from '../../../api/settings-queries.ts'
import { Card } from '../../../parts/card.tsx'
import { Once } from '../../../parts/once.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { Waiting } from '../../../parts/waiting.tsx'
import { useWords } from '../../../words/use-words.ts'
import { LANGUAGE_CODES, LANGUAGES, type Language } from '../../../words/words.ts'
import { useMay } from '../may.ts'
import { Groups } from './groups.tsx'
import classes from './settings.module.css'

type Member = AnswerOf<typeof organisations.listMembers>['items'][number]
type Role = Member['role']

const ROLES: readonly Role[] = ['owner', 'lead', 'writer', 'approver', 'viewer']
/** What a lead may give (core's model/roles.ts). */
const BY_LEAD: readonly Role[] = ['writer', 'approver', 'viewer']

/** The roles that one may give here. */
function useGrants(at: InOrganisation): readonly Role[] {
  const owner = useMay(at, 'organisation:manage')
  const lead = useMay(at, 'members:manage')
  return owner ? ROLES : lead ? BY_LEAD : []
}

/** Who works for the organisation, who is invited, and how they are grouped. */
export function Members({ at }: { readonly at: InOrganisation }) {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(membersQuery(at))
  const grants = useGrants(at)
  return (
    <>
      <Card title={t('settings.members.title')}>
        {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
        {error === null && data === undefined && <Waiting />}
        <ul className={classes.list}>
          {data?.items.map((member) => (
            <MemberLine key={member.user} at={at} member={member} grants={grants} />
          ))}
        </ul>
      </Card>
      {grants.length > 0 && <Invitations at={at} grants={grants} />}
      {data !== undefined && <Groups at={at} members={data.items} mayChange={grants.length > 0} />}
    </>
  )
}

function MemberLine(props: { readonly at: InOrganisation; readonly member: Member; readonly grants: readonly Role[] }) {
  const { at, member, grants } = props
  const { user, name, email, role, ofAgency } = member
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  const change = useSetting(at, (wanted: Role) =>
    client.call(organisations.changeMember, { params: { ...at, user }, body: { role: wanted } }),
  )
  const remove = useSetting(at, () => client.call(organisations.removeMember, { params: { ...at, user } }))
  const mayChange = !ofAgency && grants.includes(role) && user !== me?.id
  const error = change.error ?? remove.error
  return (
    <li>
      <span>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <bdi className={classes.quiet}>{email}</bdi>
        {ofAgency && <span className={classes.quiet}> · {t('settings.members.ofAgency')}</span>}
      </span>
      <span className={classes.end}>
        {mayChange ? (
          <>
            <NativeSelect
              aria-label={t('settings.members.roleOf', { name })}
              value={role}
              data={grants.map((one) => ({ value: one, label: t(`role.${one}.name`) }))}
              onChange={({ currentTarget }) => change.mutate(currentTarget.value as Role)}
            />
            <Button
              variant="default"
              loading={remove.isPending}
              aria-label={t('settings.members.removeNamed', { name })}
              onClick={() => remove.mutate(undefined)}
            >
              {t('settings.remove')}
            </Button>
          </>
        ) : (
          <span>{t(`role.${role}.name`)}</span>
        )}
      </span>
      {error !== null && <ProblemBox error={error} />}
    </li>
  )
}

function Invitations({ at, grants }: { readonly at: InOrganisation; readonly grants: readonly Role[] }) {
  const { t, day, language: mine } = useWords()
  const { data } = useQuery(invitationsQuery(at))
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const [language, setLanguage] = useState<Language>(mine)
  const invite = useSetting(at, () =>
    client.call(organisations.invite, { params: at, body: { email, role, language } }),
  )
  const revoke = useSetting(at, (invitation: string) =>
    client.call(organisations.revokeInvitation, { params: { ...at, invitation } }),
  )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    invite.mutate(undefined, { onSuccess: () => setEmail('') })
  }
  const error = invite.error ?? revoke.error
  return (
    <Card title={t('settings.invitations.title')}>
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.row}>
          <TextInput
            type="email"
            label={t('settings.invitations.email')}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
          <NativeSelect
            label={t('settings.invitations.role')}
            value={role}
            data={grants.map((one) => ({ value: one, label: t(`role.${one}.name`) }))}
            onChange={({ currentTarget }) => setRole(currentTarget.value as Role)}
          />
          <NativeSelect
            label={t('settings.invitations.language')}
            value={language}
            data={LANGUAGE_CODES.map((code) => ({ value: code, label: LANGUAGES[code].name }))}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value as Language)}
          />
          <Button type="submit" loading={invite.isPending}>
            {t('settings.invitations.invite')}
          </Button>
        </div>
        <p className={classes.quiet}>{t(`role.${role}.may`)}</p>
        {invite.data !== undefined && (
          <>
            <p role="status">
              {t(invite.data.sent ? 'settings.invitations.sent' : 'settings.invitations.notSent', {
                email: invite.data.email,
              })}
            </p>
            <Once label={t('settings.invitations.link')} value={invite.data.link} />
          </>
        )}
        {error !== null && <ProblemBox error={error} />}
      </form>
      <ul className={classes.list}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <span>
              <strong>
                <bdi>{one.email}</bdi>
              </strong>
              <span className={classes.quiet}>
                {t(`role.${one.role}.name`)} · {t('settings.until', { day: day(one.expiresAt) })}
              </span>
            </span>
            {grants.includes(one.role) && (
              <Button
                variant="default"
                aria-label={t('settings.invitations.revokeNamed', { email: one.email })}
                onClick={() => revoke.mutate(one.id)}
              >
                {t('settings.invitations.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

import { Button, PasswordInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { changePassword, endOtherSessions, endSession, sessionsQuery } from '../../../api/account.ts'
import { meQuery } from '../../../api/queries.ts'
import { Card } from '../../../parts/card.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { WaitingRows } from '../../../parts/waiting.tsx'
import { LanguageSwitch } from '../../../shell/switches.tsx'
import { useWords } from '../../../words/use-words.ts'
import { deviceOf } from './device.ts'
import { Passkeys } from './passkeys.tsx'
import { SecondFactor } from './second-factor.tsx'
import classes from './settings.module.css'

/** One's own account: it is the same in every organisation. */
export function Account() {
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  if (me === undefined) return null
  return (
    <>
      <Card title={t('settings.account.title')}>
        <div className={classes.form}>
          <p>
            <bdi>{me.name}</bdi> · <bdi>{me.email}</bdi>
          </p>
          <LanguageSwitch labelled />
        </div>
      </Card>
      <Password />
      <SecondFactor on={me.secondFactor} />
      <Passkeys />
      <Sessions />
    </>
  )
}

function Password() {
  const { t } = useWords()
  const [before, setBefore] = useState('')
  const [after, setAfter] = useState('')
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: () => changePassword(before, after),
    onSuccess: async () => {
      setBefore('')
      setAfter('')
      await queries.invalidateQueries(sessionsQuery)
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <Card title={t('settings.password.title')}>
      <form className={classes.form} onSubmit={submit}>
        <PasswordInput
          className={classes.wide}
          label={t('settings.password.before')}
          value={before}
          onChange={(event) => setBefore(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <PasswordInput
          className={classes.wide}
          label={t('settings.password.after')}
          description={t('begin.passwordHint')}
          value={after}
          onChange={(event) => setAfter(event.currentTarget.value)}
          autoComplete="new-password"
          minLength={12}
          maxLength={256}
          required
          withAsterisk={false}
        />
        {change.error !== null && <ProblemBox error={change.error} />}
        {change.isSuccess && <p role="status">{t('settings.password.changed')}</p>}
        <Button type="submit" loading={change.isPending}>
          {t('settings.password.change')}
        </Button>
      </form>
    </Card>
  )
}

function Sessions() {
  const { t, moment } = useWords()
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const end = useMutation({
    mutationFn: (token: string | undefined) => (token === undefined ? endOtherSessions() : endSession(token)),
    onSettled: () => queries.invalidateQueries(sessionsQuery),
  })
  const others = data?.items.filter(({ id }) => id !== data.here) ?? []
  return (
    <Card title={t('settings.sessions.title')}>
      {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {end.error !== null && <ProblemBox error={end.error} />}
      {error === null && data === undefined && <WaitingRows rows={2} />}
      <ul className={classes.list}>
        {data?.items.map(({ id, token, userAgent, ipAddress, updatedAt }) => (
          <li key={id}>
            <span>
              <strong>
                <bdi>{deviceOf(userAgent) ?? t('settings.sessions.unknown')}</bdi>
              </strong>
              <span className={classes.quiet}>
                <bdi>{ipAddress}</bdi> · {t('settings.sessions.seen', { when: moment(updatedAt) })}
              </span>
            </span>
            {id === data.here ? (
              <Pill tone="ok" icon="check">
                {t('settings.sessions.here')}
              </Pill>
            ) : (
              <Button variant="default" onClick={() => end.mutate(token)}>
                {t('settings.sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <Button variant="default" onClick={() => end.mutate(undefined)}>
          {t('settings.sessions.endOthers')}
        </Button>
      )}
    </Card>
  )
}

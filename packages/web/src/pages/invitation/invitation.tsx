import { organisations } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { meQuery } from '../../api/queries.ts'
import { Empty } from '../../parts/card.tsx'
import { useFieldErrors } from '../../parts/field-errors.ts'
import { NewPassword } from '../../parts/new-password.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { Doorway } from '../../shell/doorway.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'

/** A colleague comes by the link of an invitation: as who has signed in, or with a new account. */
export function Invitation() {
  const { t } = useWords()
  const { hash } = useLocation()
  const { data: me, isPending } = useQuery({ ...meQuery, retry: false })
  return (
    <Doorway>
      {!hash.startsWith('invite_') ? (
        <Empty title={t('invitation.noToken.title')} text={t('invitation.noToken.text')} />
      ) : (
        !isPending && <Accept token={hash} me={me?.email} />
      )}
    </Doorway>
  )
}

function Accept({ token, me }: { readonly token: string; readonly me: string | undefined }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const accept = useMutation({
    // Where it makes an account, its answer brings the session.
    mutationFn: () =>
      client.call(organisations.acceptInvitation, {
        body: { token, ...(me === undefined && { account: { name, password } }) },
      }),
    onSuccess: async ({ organisation }) => {
      queries.clear()
      await navigate({ to: '/organisations/$organisation', params: { organisation }, replace: true })
    },
  })
  const wrong = useFieldErrors(accept.error)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    accept.mutate()
  }
  return (
    <>
      <h1>{t('invitation.title')}</h1>
      <p className={pages.quiet}>{me === undefined ? t('invitation.text') : t('invitation.signedIn', { email: me })}</p>
      <form className={pages.form} onSubmit={submit}>
        {me === undefined && (
          <>
            <TextInput
              label={t('begin.name')}
              value={name}
              error={wrong('name')}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="name"
              maxLength={200}
              required
              withAsterisk={false}
            />
            <NewPassword
              label={t('begin.password')}
              description={t('begin.passwordHint')}
              value={password}
              onType={setPassword}
              error={wrong('password')}
            />
          </>
        )}
        {accept.error !== null && <ProblemBox error={accept.error} />}
        <Button type="submit" size="md" loading={accept.isPending}>
          {t('invitation.accept')}
        </Button>
        {me === undefined && (
          // Behind the # here, too: a query is sent to servers and stands in their logs.
          <Link to="/sign-in" search={{ to: '/invitation' }} hash={token}>
            {t('begin.toSignIn')}
          </Link>
        )}
      </form>
    </>
  )
}

import { host } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../api/client.ts'
import { Empty } from '../../parts/card.tsx'
import { useFieldErrors } from '../../parts/field-errors.ts'
import { NewPassword } from '../../parts/new-password.tsx'
import { ProblemBox } from '../../parts/problem.tsx'
import { Doorway } from '../../shell/doorway.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'

/** The first start: the one-time link makes the first owner and the organisation. */
export function Begin() {
  const { t } = useWords()
  const { hash } = useLocation()
  return (
    <Doorway>
      {hash.startsWith('begin_') ? (
        <Account token={hash} />
      ) : (
        <Empty title={t('begin.noToken.title')} text={t('begin.noToken.text')}>
          <Button component={Link} to="/sign-in" variant="default" mt="lg">
            {t('begin.toSignIn')}
          </Button>
        </Empty>
      )}
    </Doorway>
  )
}

function Account({ token }: { readonly token: string }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [organisation, setOrganisation] = useState('')
  const make = useMutation({
    // Its answer brings the session.
    mutationFn: () => client.call(host.begin, { body: { token, name, email, password, organisation } }),
    onSuccess: async (made) => {
      queries.clear()
      await navigate({ to: '/organisations/$organisation/moves', params: made, replace: true })
    },
  })
  const wrong = useFieldErrors(make.error)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <>
      <h1>{t('begin.title')}</h1>
      <p className={pages.quiet}>{t('begin.text')}</p>
      <form className={pages.form} onSubmit={submit}>
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
        <TextInput
          label={t('begin.email')}
          type="email"
          dir="ltr"
          value={email}
          error={wrong('email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
          autoComplete="username"
          maxLength={254}
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
        <TextInput
          label={t('begin.organisation')}
          description={t('begin.organisationHint')}
          value={organisation}
          error={wrong('organisation')}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
          autoComplete="organization"
          maxLength={200}
          required
          withAsterisk={false}
        />
        {make.error !== null && <ProblemBox error={make.error} />}
        <Button type="submit" size="md" loading={make.isPending}>
          {t('begin.submit')}
        </Button>
      </form>
    </>
  )
}

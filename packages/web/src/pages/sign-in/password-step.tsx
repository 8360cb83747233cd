import { Button, Divider, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { offersPasskeys } from '../../api/passkeys.ts'
import { signIn, throughProvider } from '../../api/sign-in.ts'
import { ProblemBox } from '../../parts/problem.tsx'
import { useWords } from '../../words/use-words.ts'
import pages from '../pages.module.css'
import { PasskeyButton } from './passkey.tsx'
import { SignInRefusal } from './refusal.tsx'
import { signInWaysQuery } from './ways.ts'

interface Props {
  /** Where one goes on to. */
  readonly to: string
  /** The provider has sent somebody back whom it or we do not let in. */
  readonly refused: boolean
  readonly onEnter: () => void
  readonly onCodeAsked: () => void
}

export function PasswordStep({ to, refused, onEnter, onCodeAsked }: Props) {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const entering = useMutation({
    mutationFn: () => signIn(email, password),
    onSuccess: (outcome) => {
      if (outcome === 'in') onEnter()
      if (outcome === 'code-asked') onCodeAsked()
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    entering.mutate()
  }
  return (
    <>
      <h1>{t('signIn.title')}</h1>
      <form className={pages.form} onSubmit={submit}>
        <TextInput
          label={t('signIn.email')}
          type="email"
          dir="ltr"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          autoComplete="username"
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={t('signIn.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        {entering.data === 'too-often' && <SignInRefusal what="tooOften" />}
        {(entering.data === 'refused' || (refused && entering.isIdle)) && <SignInRefusal what="refused" />}
        {entering.error !== null && <ProblemBox error={entering.error} />}
        <Button type="submit" size="md" loading={entering.isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
      <Others to={to} onEnter={onEnter} />
    </>
  )
}

/** Without a password: by a passkey, or by the OIDC provider where the host has one. */
function Others({ to, onEnter }: Pick<Props, 'to' | 'onEnter'>) {
  const { t } = useWords()
  const ways = useQuery(signInWaysQuery)
  const leave = useMutation({
    mutationFn: (provider: string) => throughProvider(provider, to),
    onSuccess: (url) => location.assign(url),
  })
  const oidc = ways.data?.oidc
  if (!oidc && !offersPasskeys()) return null
  return (
    <>
      <Divider label={t('signIn.or')} my="md" />
      <div className={pages.form}>
        {offersPasskeys() && <PasskeyButton onEnter={onEnter} />}
        {oidc && (
          <Button variant="default" size="md" loading={leave.isPending} onClick={() => leave.mutate(oidc.id)}>
            {t('signIn.through', { name: oidc.name })}
          </Button>
        )}
        {leave.error !== null && <ProblemBox error={leave.error} />}
      </div>
    </>
  )
}

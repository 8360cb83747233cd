import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import parts from '../../parts/parts.module.css'
import { Doorway } from '../../shell/doorway.tsx'
import { useWords } from '../../words/use-words.ts'
import { CodeStep } from './code-step.tsx'
import { PasswordStep } from './password-step.tsx'
import { signInWaysQuery } from './ways.ts'

/** Signing in: address and password, then the second factor where the account has one. */
export function SignInPage() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { to = '/', refused = false } = useSearch({ from: '/sign-in' })
  // What must not stand in a query comes along behind the #.
  const { hash } = useLocation()
  const [asked, setAsked] = useState(false)
  const enter = () => {
    queries.clear()
    void navigate({ href: hash === '' ? to : `${to}#${hash}`, replace: true })
  }
  return (
    <Doorway>
      <Nobody />
      {asked ? (
        <CodeStep onEnter={enter} onOther={() => setAsked(false)} />
      ) : (
        <PasswordStep to={to} refused={refused} onEnter={enter} onCodeAsked={() => setAsked(true)} />
      )}
    </Doorway>
  )
}

/** Who opens the address before anybody has an account is told where the first one comes from. */
function Nobody() {
  const { t } = useWords()
  const { data } = useQuery(signInWaysQuery)
  if (data === undefined || data.begun) return null
  return (
    <div className={parts.caution} role="note">
      <Icon name="alert" size={18} />
      <p>{t('signIn.nobody', { address: `${location.origin}/begin#` })}</p>
    </div>
  )
}

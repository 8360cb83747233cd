import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Doorway } from '../../shell/doorway.tsx'
import { CodeStep } from './code-step.tsx'
import { PasswordStep } from './password-step.tsx'

/** Signing in: address and password, then the second factor where the account has one. */
export function SignInPage() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { to = '/', refused = false } = useSearch({ from: '/sign-in' })
  const [asked, setAsked] = useState(false)
  const enter = () => {
    queries.clear()
    void navigate({ href: to, replace: true })
  }
  return (
    <Doorway>
      {asked ? (
        <CodeStep onEnter={enter} onOther={() => setAsked(false)} />
      ) : (
        <PasswordStep to={to} refused={refused} onEnter={enter} onCodeAsked={() => setAsked(true)} />
      )}
    </Doorway>
  )
}

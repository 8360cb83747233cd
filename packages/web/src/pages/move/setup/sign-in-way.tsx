import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import type { Service } from '../../../api/setup-queries.ts'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { useMove } from '../../where.ts'
import { EmployeeSteps } from './employee-steps.tsx'
import { ProviderWords } from './provider-words.tsx'
import classes from './setup.module.css'
import { wayOf } from './steps.ts'
import { TrySignIn } from './try-sign-in.tsx'
import { useServices } from './use-services.ts'
import { type Way, WayChoice } from './way-choice.tsx'

/** Employees have nothing yet at the new service. No provider that rents mailboxes to everybody has a master user. */
function waysAt({ side, signIn, auth }: Service): readonly Way[] {
  const ways: Way[] = side === 'source' ? ['employees', 'table'] : ['table']
  return signIn.provider === 'generic' || auth === 'master' ? [...ways, 'master'] : ways
}

const chosenOf = ({ auth, passwordsFrom }: Service): Way | null => (auth === 'master' ? 'master' : passwordsFrom)

/** How the mailboxes of one service are opened: chosen, given, kept; a master user can be tried at once. */
export function SignInWay({ service, without }: { readonly service: Service; readonly without?: Way }) {
  const { t } = useWords()
  const may = useMayPlan(useMove())
  const { change } = useServices()
  const [way, setWay] = useState(chosenOf(service))
  const [masterUser, setMasterUser] = useState(service.masterUser ?? '')
  const [password, setPassword] = useState('')
  const ways = waysAt(service).filter((one) => one !== without)
  const kept = way === chosenOf(service) && wayOf(service) === 'said' && password === ''
  const saved = kept && (way !== 'master' || masterUser === service.masterUser)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (way === null) return
    const settings =
      way === 'master' ? { auth: way, masterUser, password } : ({ auth: 'password', passwordsFrom: way } as const)
    change.mutate({ id: service.id, ...settings }, { onSuccess: () => setPassword('') })
  }
  const title = t(service.side === 'source' ? 'setupSignIn.old' : 'setupSignIn.new', { name: service.name })
  return (
    <article className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <h3>{title}</h3>
        {saved && (
          <Pill tone="ok" icon="check">
            {t('setupSignIn.saved')}
          </Pill>
        )}
      </div>
      <ProviderWords signIn={service.signIn} />
      <form onSubmit={submit}>
        <fieldset disabled={!may} className={classes.fields}>
          <WayChoice ways={ways} way={way} choose={setWay} label={title} />
          {!ways.includes('master') && <p className={classes.place}>{t('setupSignIn.noMaster')}</p>}
          {way === 'master' && (
            <div className={classes.fields}>
              <TextInput
                label={t('setupSignIn.masterUser')}
                dir="ltr"
                value={masterUser}
                onChange={(event) => setMasterUser(event.currentTarget.value)}
                maxLength={320}
                required
                withAsterisk={false}
                autoComplete="off"
                spellCheck={false}
              />
              <PasswordInput
                label={t('setupSignIn.password')}
                {...(service.hasPassword && { description: t('setupSignIn.kept') })}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                maxLength={1_000}
                required={!service.hasPassword}
                withAsterisk={false}
                autoComplete="new-password"
              />
            </div>
          )}
          {change.error !== null && <ProblemBox error={change.error} />}
          {may && way !== null && !saved && (
            <div>
              <Button type="submit" loading={change.isPending}>
                {t('setupSignIn.save')}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
      {way === 'employees' && <EmployeeSteps signIn={service.signIn} />}
      {may && saved && way === 'master' && <TrySignIn service={service} />}
    </article>
  )
}

import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type SyntheticEvent, useRef, useState } from 'react'
import type { Service } from '../../../api/setup-queries.ts'
import { useFieldErrors } from '../../../parts/field-errors.ts'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMayPlan } from '../../moves/may-plan.ts'
import { useMove } from '../../where.ts'
import { type Drafts, useDraft } from './drafts.ts'
import { EmployeeSteps } from './employee-steps.tsx'
import {
  type Application,
  applicationOf,
  OAuthFields,
  type OAuthWay,
  oauthWaysAt,
  registrationOf,
} from './oauth-fields.tsx'
import { ProviderWords } from './provider-words.tsx'
import classes from './setup.module.css'
import { wayOf } from './steps.ts'
import { TrySignIn } from './try-sign-in.tsx'
import { useServices } from './use-services.ts'
import { type Way, WayChoice } from './way-choice.tsx'

/** Employees have nothing yet at the new service. No provider that rents mailboxes to everybody has a master user. */
function waysAt(service: Service): readonly Way[] {
  const { side, signIn, auth } = service
  const ways: Way[] = side === 'source' ? ['employees', 'table'] : ['table']
  const master: Way[] = signIn.provider === 'generic' || auth === 'master' ? ['master'] : []
  return [...ways, ...master, ...oauthWaysAt(service)]
}

function chosenOf({ auth, oauth, passwordsFrom }: Service): Way | null {
  if (auth === 'oauth') return oauth?.way === 'consent' ? 'agree' : 'delegated'
  return auth === 'master' ? 'master' : passwordsFrom
}

const byTokens = (way: Way | null): way is OAuthWay => way === 'agree' || way === 'delegated'

/** Whether what is written down of an application is what is kept. */
const isKept = (service: Service, application: Application): boolean =>
  JSON.stringify(application) === JSON.stringify(applicationOf(service))

/** What is kept, and of an administrator whether it was ever let in. */
function Saved({ service: { auth, administrator } }: { readonly service: Service }) {
  const { t } = useWords()
  const [tone, icon, word] =
    auth !== 'master'
      ? (['ok', 'check', 'saved'] as const)
      : administrator.refusedAt !== null
        ? (['bad', 'stop', 'refused'] as const)
        : administrator.opened
          ? (['ok', 'check', 'works'] as const)
          : (['warning', 'alert', 'untried'] as const)
  return (
    <Pill tone={tone} icon={icon}>
      {t(`setupSignIn.${word}`)}
    </Pill>
  )
}

/** How the mailboxes of one service are opened: chosen, given, kept; a master user can be tried at once. */
export function SignInWay({
  service,
  without,
  drafts,
}: {
  readonly service: Service
  readonly without?: Way
  /** Where going on keeps what is not saved. */
  readonly drafts?: Drafts
}) {
  const { t } = useWords()
  const may = useMayPlan(useMove())
  const { change, register } = useServices()
  const form = useRef<HTMLFormElement>(null)
  const [way, setWay] = useState(chosenOf(service) === without ? null : chosenOf(service))
  const [masterUser, setMasterUser] = useState(service.masterUser ?? '')
  const [password, setPassword] = useState('')
  const [application, setApplication] = useState(applicationOf(service))
  const error = byTokens(way) ? register.error : change.error
  const wrong = useFieldErrors(error)
  const ways = waysAt(service).filter((one) => one !== without)
  const kept = way === chosenOf(service) && ['said', 'refused'].includes(wayOf(service)) && password === ''
  const saved =
    kept && (way !== 'master' || masterUser === service.masterUser) && (!byTokens(way) || isKept(service, application))
  const keep = async (chosen: Way): Promise<boolean> => {
    try {
      if (byTokens(chosen)) await register.mutateAsync({ service, body: registrationOf(service, chosen, application) })
      else if (chosen === 'master') await change.mutateAsync({ id: service.id, auth: chosen, masterUser, password })
      else await change.mutateAsync({ id: service.id, auth: 'password', passwordsFrom: chosen })
    } catch {
      // Its reason stands in the card.
      return false
    }
    setPassword('')
    setApplication({ ...application, secret: '' })
    return true
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (way !== null) void keep(way)
  }
  useDraft(drafts, service.id, async () => {
    if (!may || way === null || saved) return true
    return form.current?.reportValidity() === true && keep(way)
  })
  const title = t(service.side === 'source' ? 'setupSignIn.old' : 'setupSignIn.new', { name: service.name })
  return (
    <article className={classes.card} aria-label={title}>
      <div className={classes.cardHead}>
        <h3>{title}</h3>
        {saved && <Saved service={service} />}
      </div>
      <ProviderWords signIn={service.signIn} />
      <form ref={form} onSubmit={submit}>
        <fieldset disabled={!may} className={classes.fields}>
          <WayChoice ways={ways} way={way} choose={setWay} label={title} />
          {(way === 'employees' || way === 'table') && <p className={classes.place}>{t('setupSignIn.mixed')}</p>}
          {!ways.includes('master') && <p className={classes.place}>{t('setupSignIn.noMaster')}</p>}
          {way === 'master' && (
            <div className={classes.fields}>
              <TextInput
                label={t('setupSignIn.masterUser')}
                dir="ltr"
                value={masterUser}
                error={wrong('masterUser')}
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
                error={wrong('password')}
                onChange={(event) => setPassword(event.currentTarget.value)}
                maxLength={1_000}
                required={!service.hasPassword}
                withAsterisk={false}
                autoComplete="new-password"
              />
            </div>
          )}
          {byTokens(way) && (
            <OAuthFields service={service} way={way} value={application} change={setApplication} wrong={wrong} />
          )}
          {error !== null && <ProblemBox error={error} />}
          {may && way !== null && !saved && (
            <div>
              <Button type="submit" loading={change.isPending || register.isPending}>
                {t('setupSignIn.save')}
              </Button>
            </div>
          )}
        </fieldset>
      </form>
      {way === 'employees' && <EmployeeSteps signIn={service.signIn} />}
      {may && saved && (way === 'master' || way === 'delegated') && <TrySignIn service={service} />}
    </article>
  )
}

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
  const { change } = useServices()
  const form = useRef<HTMLFormElement>(null)
  const [way, setWay] = useState(chosenOf(service) === without ? null : chosenOf(service))
  const [masterUser, setMasterUser] = useState(service.masterUser ?? '')
  const [password, setPassword] = useState('')
  const wrong = useFieldErrors(change.error)
  const ways = waysAt(service).filter((one) => one !== without)
  const kept = way === chosenOf(service) && ['said', 'refused'].includes(wayOf(service)) && password === ''
  const saved = kept && (way !== 'master' || masterUser === service.masterUser)
  const keep = async (chosen: Way): Promise<boolean> => {
    const settings =
      chosen === 'master'
        ? { auth: chosen, masterUser, password }
        : ({ auth: 'password', passwordsFrom: chosen } as const)
    try {
      await change.mutateAsync({ id: service.id, ...settings })
    } catch {
      // Its reason stands in the card.
      return false
    }
    setPassword('')
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

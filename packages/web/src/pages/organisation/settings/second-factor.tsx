import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, type SyntheticEvent, useState } from 'react'
import { beginSecondFactor, endSecondFactor, newBackupCodes, proveSecondFactor } from '../../../api/account.ts'
import { meQuery } from '../../../api/queries.ts'
import { Card } from '../../../parts/card.tsx'
import { Once } from '../../../parts/once.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './settings.module.css'

/** Who does not set a second factor up does not load it. */
const Qr = lazy(async () => ({ default: (await import('../../../parts/qr.tsx')).QrCode }))

/** A code of an app besides the password, and the codes for when the phone is lost. */
export function SecondFactor({ on }: { readonly on: boolean }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const [codes, setCodes] = useState<readonly string[]>()
  const fresh = () => queries.invalidateQueries(meQuery)
  const begin = useMutation({ mutationFn: beginSecondFactor })
  const end = useMutation({ mutationFn: endSecondFactor, onSuccess: fresh })
  const renew = useMutation({
    mutationFn: newBackupCodes,
    onSuccess: ({ backupCodes }) => setCodes(backupCodes),
  })
  const proved = () => {
    setCodes(begin.data?.backupCodes)
    begin.reset()
    return fresh()
  }
  return (
    <Card
      title={t('settings.factor.title')}
      aside={
        <Pill tone={on ? 'ok' : 'warning'} icon={on ? 'check' : 'alert'}>
          {t(on ? 'settings.factor.on' : 'settings.factor.off')}
        </Pill>
      }
    >
      <p className={classes.quiet}>{t('settings.factor.text')}</p>
      {codes !== undefined && <Codes codes={codes} />}
      {!on && begin.data === undefined && <WithPassword does={begin}>{t('settings.factor.begin')}</WithPassword>}
      {begin.data !== undefined && <Prove uri={begin.data.totpURI} onProved={proved} />}
      {on && (
        <>
          <WithPassword does={renew}>{t('settings.factor.renew')}</WithPassword>
          <WithPassword does={end}>{t('settings.factor.end')}</WithPassword>
        </>
      )}
    </Card>
  )
}

interface Doing {
  readonly mutate: (password: string) => void
  readonly isPending: boolean
  readonly error: Error | null
}

/** Something that asks for the password once more. */
function WithPassword({ does, children }: { readonly does: Doing; readonly children: ReactNode }) {
  const { t } = useWords()
  const [password, setPassword] = useState('')
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    does.mutate(password)
    setPassword('')
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.row}>
        <PasswordInput
          label={t('settings.password.before')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          withAsterisk={false}
        />
        <Button type="submit" variant="default" loading={does.isPending}>
          {children}
        </Button>
      </div>
      {does.error !== null && <ProblemBox error={does.error} />}
    </form>
  )
}

/** The app is told the secret, and shows that it was. */
function Prove({ uri, onProved }: { readonly uri: string; readonly onProved: () => Promise<void> }) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const prove = useMutation({ mutationFn: proveSecondFactor, onSuccess: onProved })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    prove.mutate(code)
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <p>{t('settings.factor.scan')}</p>
      <Suspense>
        <div className={classes.qr}>
          <Qr link={uri} label={t('settings.factor.qr')} />
        </div>
      </Suspense>
      <Once label={t('settings.factor.byHand')} value={new URL(uri).searchParams.get('secret') ?? ''} />
      <div className={classes.row}>
        <TextInput
          label={t('settings.factor.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          required
          withAsterisk={false}
        />
        <Button type="submit" loading={prove.isPending}>
          {t('settings.factor.prove')}
        </Button>
      </div>
      {prove.error !== null && <ProblemBox error={prove.error} />}
    </form>
  )
}

function Codes({ codes }: { readonly codes: readonly string[] }) {
  const { t } = useWords()
  return (
    <div className={classes.form} role="status">
      <p>{t('settings.factor.codes')}</p>
      <ul className={classes.codes} dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Once label={t('settings.factor.copyCodes')} value={codes.join(' ')} />
    </div>
  )
}

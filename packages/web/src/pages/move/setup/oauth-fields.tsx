import { PasswordInput, Textarea, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Service } from '../../../api/setup-queries.ts'
import { useWords } from '../../../words/use-words.ts'
import classes from './setup.module.css'

/** An application as it is being written down; the secret is empty while the kept one stays. */
export interface Application {
  readonly clientId: string
  readonly secret: string
  readonly tenant: string
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly scopes: string
}

export type OAuthWay = 'agree' | 'delegated'

const PROVIDERS: Readonly<Partial<Record<string, 'google' | 'microsoft' | 'yandex'>>> = {
  gmail: 'google',
  microsoft: 'microsoft',
  yandex: 'yandex',
}

/** Who gives the tokens of a service: known by its host, else another token server. */
export const providerOf = ({ signIn: { provider } }: Service): 'google' | 'microsoft' | 'yandex' | 'other' =>
  PROVIDERS[provider] ?? 'other'

/** Which ways by tokens the provider of a service knows. */
export function oauthWaysAt(service: Service): readonly OAuthWay[] {
  const provider = providerOf(service)
  if (provider === 'google' || provider === 'microsoft') return ['agree', 'delegated']
  return provider === 'yandex' || service.signIn.provider === 'generic' ? ['agree'] : []
}

export const applicationOf = ({ oauth }: Service): Application => ({
  clientId: oauth?.clientId ?? '',
  secret: '',
  tenant: oauth?.tenant ?? '',
  authorizeUrl: oauth?.authorizeUrl ?? '',
  tokenUrl: oauth?.tokenUrl ?? '',
  scopes: oauth?.scopes.join(' ') ?? '',
})

/** What the API takes of it. */
export function registrationOf(service: Service, way: OAuthWay, one: Application) {
  const provider = providerOf(service)
  const blankless = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    ...{ provider, clientId: one.clientId.trim(), tenant: blankless(one.tenant) },
    way: way === 'agree' ? 'consent' : provider === 'google' ? 'service-account' : 'app-only',
    authorizeUrl: blankless(one.authorizeUrl),
    tokenUrl: blankless(one.tokenUrl),
    scopes: one.scopes.split(/\s+/).filter((scope) => scope !== ''),
    ...(one.secret !== '' && { secret: one.secret }),
  } as const
}

/** Where a provider sends browsers back to. */
const redirectUri = ({ oauth }: Service): string => oauth?.redirectUri ?? `${location.origin}/api/oauth/back`

interface Props {
  readonly service: Service
  readonly way: OAuthWay
  readonly value: Application
  readonly change: (value: Application) => void
  readonly wrong: (name: string) => string | undefined
}

/** The application that somebody registered at the provider. */
export function OAuthFields(props: Props) {
  const { service, way, value, change } = props
  const { t } = useWords()
  const provider = providerOf(service)
  if (way === 'delegated' && provider === 'google') return <ServiceAccount {...props} />
  const kept = service.oauth?.hasSecret === true
  return (
    <div className={classes.fields}>
      {way === 'agree' && (
        <div>
          <p className={classes.place}>{t('setupSignIn.oauth.redirect')}</p>
          <code dir="ltr">{redirectUri(service)}</code>
        </div>
      )}
      {provider === 'other' && (
        <>
          <Line {...props} name="authorizeUrl" type="url" />
          <Line {...props} name="tokenUrl" type="url" />
          <Line {...props} name="scopes" optional />
        </>
      )}
      <Line {...props} name="clientId" />
      {provider === 'microsoft' && (
        <Line {...props} name="tenant" optional={way === 'agree'} description={t('setupSignIn.oauth.tenantHint')} />
      )}
      <PasswordInput
        label={t('setupSignIn.oauth.secret')}
        {...(kept && { description: t('setupSignIn.oauth.kept') })}
        value={value.secret}
        error={props.wrong('secret')}
        onChange={(event) => change({ ...value, secret: event.currentTarget.value })}
        maxLength={10_000}
        required={!kept}
        withAsterisk={false}
        autoComplete="new-password"
      />
    </div>
  )
}

type Named = Exclude<keyof Application, 'secret'>

function Line({
  name,
  value,
  change,
  wrong,
  optional = false,
  type = 'text',
  description,
}: Props & { name: Named; optional?: boolean; type?: 'text' | 'url'; description?: ReactNode }) {
  const { t } = useWords()
  return (
    <TextInput
      label={t(`setupSignIn.oauth.${name}`)}
      {...(description !== undefined && { description })}
      type={type}
      dir="ltr"
      value={value[name]}
      error={wrong(name)}
      onChange={(event) => change({ ...value, [name]: event.currentTarget.value })}
      maxLength={2_000}
      required={!optional}
      withAsterisk={false}
      autoComplete="off"
      spellCheck={false}
    />
  )
}

/** Google hands a service account out as a file: it is pasted whole. */
function ServiceAccount({ service, value, change, wrong }: Props) {
  const { t } = useWords()
  const [file, setFile] = useState('')
  const kept = service.oauth?.hasSecret === true
  const take = (text: string) => {
    setFile(text)
    const key = keyIn(text)
    change({ ...value, clientId: key?.email ?? value.clientId, secret: key?.key ?? '' })
  }
  const unread = file !== '' && keyIn(file) === undefined ? t('setupSignIn.oauth.keyWrong') : undefined
  return (
    <Textarea
      label={t('setupSignIn.oauth.key')}
      description={t(kept ? 'setupSignIn.oauth.kept' : 'setupSignIn.oauth.keyHint')}
      dir="ltr"
      value={file}
      error={unread ?? wrong('secret') ?? wrong('clientId')}
      onChange={(event) => take(event.currentTarget.value)}
      minRows={4}
      autosize
      maxRows={8}
      maxLength={20_000}
      required={!kept}
      withAsterisk={false}
      autoComplete="off"
      spellCheck={false}
    />
  )
}

function keyIn(text: string): { email: string; key: string } | undefined {
  try {
    const { client_email: email, private_key: key } = JSON.parse(text) as Record<string, unknown>
    return typeof email === 'string' && typeof key === 'string' ? { email, key } : undefined
  } catch {
    return undefined
  }
}

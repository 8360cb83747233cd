import { type AnswerOf, type BodyOf, host } from '@caravan/contract'
import { Button, Group, NativeSelect, NumberInput, PasswordInput, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { type InOrganisation, meQuery } from '../../../api/queries.ts'
import { hostSettingsQuery, useSetting } from '../../../api/settings-queries.ts'
import { Card } from '../../../parts/card.tsx'
import { useFieldErrors } from '../../../parts/field-errors.ts'
import { Icon } from '../../../parts/icon.tsx'
import { LocalAddress } from '../../../parts/local-address.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { WaitingRows } from '../../../parts/waiting.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './settings.module.css'

type Kept = AnswerOf<typeof host.readHostSettings>
type Sender = NonNullable<Kept['sender']>

const TLS = ['implicit', 'starttls', 'none'] as const
/** RFC 8314 §3.3, RFC 6409 §3.1: one that was not changed follows the encryption. */
const PORTS: Readonly<Record<Sender['tls'], number>> = { implicit: 465, starttls: 587, none: 25 }
const BLANK: Sender = { host: '', port: 465, tls: 'implicit', user: null, from: '' }

/** What is the whole server's: where its links lead, and what its email is sent through. For its administrators. */
export function HostSettings({ at }: { readonly at: InOrganisation }) {
  const { data, error, refetch } = useQuery(hostSettingsQuery(at))
  if (error !== null && data === undefined) return <ProblemBox error={error} again={() => void refetch()} />
  if (data === undefined) return <WaitingRows rows={4} />
  return (
    <>
      <PublicAddress at={at} kept={data} />
      <SenderCard at={at} kept={data} />
    </>
  )
}

interface Props {
  readonly at: InOrganisation
  readonly kept: Kept
}

const useWrite = (at: InOrganisation) =>
  useSetting(at, (body: BodyOf<typeof host.writeHostSettings>) => client.call(host.writeHostSettings, { body }))

function PublicAddress({ at, kept }: Props) {
  const { t } = useWords()
  const { data: me } = useQuery(meQuery)
  const [typed, setTyped] = useState(kept.publicUrl ?? '')
  const write = useWrite(at)
  const wrong = useFieldErrors(write.error)
  const wanted = originOf(typed)
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    write.mutate({ ...kept, publicUrl: wanted === '' ? null : wanted })
  }
  return (
    <Card title={t('settings.host.address.title')}>
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.quiet}>{t('settings.host.address.text', { address: me?.publicUrl ?? '' })}</p>
        <LocalAddress here />
        <div className={classes.row}>
          <TextInput
            label={t('settings.host.address.label')}
            placeholder="https://caravan.example.com"
            inputMode="url"
            dir="ltr"
            value={typed}
            error={wrong('publicUrl')}
            onChange={(event) => setTyped(event.currentTarget.value)}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit" loading={write.isPending} disabled={wanted === (kept.publicUrl ?? '')}>
            {t('settings.save')}
          </Button>
        </div>
        {kept.publicUrl !== null && kept.publicUrl !== me?.publicUrl && (
          <p role="status">{t('settings.host.address.restart')}</p>
        )}
        {write.error !== null && <ProblemBox error={write.error} />}
      </form>
    </Card>
  )
}

/** Without a path, which no link keeps; who types the name alone means HTTPS. */
function originOf(typed: string): string {
  const text = typed.trim()
  if (text === '') return ''
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  return url === null || url.origin === 'null' ? text : url.origin
}

function SenderCard({ at, kept }: Props) {
  const { t } = useWords()
  const [on, setOn] = useState(kept.sender !== null)
  const [sender, setSender] = useState<Sender>(kept.sender ?? BLANK)
  const [password, setPassword] = useState('')
  const write = useWrite(at)
  const test = useMutation({ mutationFn: () => client.call(host.testSender, {}) })
  const change = (more: Partial<Sender>) => {
    setSender({ ...sender, ...more })
    test.reset()
    write.reset()
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const body = { ...kept, sender: on ? sender : null, ...(on && password !== '' && { senderPassword: password }) }
    write.mutate(body, { onSuccess: () => setPassword('') })
  }
  return (
    <Card title={t('settings.host.sender.title')}>
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.quiet}>{t('settings.host.sender.text')}</p>
        <Switch
          label={t('settings.host.sender.on')}
          checked={on}
          onChange={(event) => {
            setOn(event.currentTarget.checked)
            write.reset()
          }}
        />
        {on && <SenderFields sender={sender} change={change} password={password} setPassword={setPassword} />}
        {write.error !== null && <ProblemBox error={write.error} />}
        {test.error !== null && <ProblemBox error={test.error} />}
        {write.isSuccess && test.data === undefined && (
          <p role="status">
            <Icon name="check" /> {t('settings.host.sender.kept')}
          </p>
        )}
        {test.data !== undefined && (
          <p role="status">
            <Icon name="check" /> {t('settings.host.sender.tested', { email: test.data.to })}
          </p>
        )}
        <Group gap="sm">
          <Button type="submit" loading={write.isPending}>
            {t('settings.save')}
          </Button>
          {kept.sender !== null && on && (
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
              {t('settings.host.sender.test')}
            </Button>
          )}
        </Group>
      </form>
    </Card>
  )
}

interface FieldsProps {
  readonly sender: Sender
  readonly change: (more: Partial<Sender>) => void
  readonly password: string
  readonly setPassword: (password: string) => void
}

function SenderFields({ sender, change, password, setPassword }: FieldsProps) {
  const { t } = useWords()
  const text = {
    dir: 'ltr',
    autoComplete: 'off',
    spellCheck: false,
    withAsterisk: false,
    className: classes.wide,
  } as const
  return (
    <>
      <TextInput
        {...text}
        label={t('settings.host.sender.from')}
        description={t('settings.host.sender.fromHint')}
        type="email"
        placeholder="moving@example.com"
        value={sender.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        maxLength={254}
        required
      />
      <TextInput
        {...text}
        label={t('settings.host.sender.host')}
        placeholder="smtp.example.com"
        value={sender.host}
        onChange={(event) => change({ host: event.currentTarget.value.trim() })}
        maxLength={253}
        required
      />
      <div className={classes.row}>
        <NativeSelect
          label={t('setupService.tls')}
          value={sender.tls}
          onChange={({ currentTarget }) => {
            const tls = TLS.find((one) => one === currentTarget.value) ?? 'implicit'
            change({ tls, port: sender.port === PORTS[sender.tls] ? PORTS[tls] : sender.port })
          }}
          data={TLS.map((tls) => ({ value: tls, label: t(`setupService.tlsOf.${tls}`) }))}
        />
        <NumberInput
          label={t('setupService.port')}
          dir="ltr"
          value={sender.port}
          onChange={(port) => change({ port: Number(port) })}
          min={1}
          max={65_535}
          clampBehavior="strict"
          allowDecimal={false}
          hideControls
          required
          withAsterisk={false}
        />
      </div>
      <TextInput
        {...text}
        label={t('settings.host.sender.user')}
        description={t('settings.host.sender.userHint')}
        value={sender.user ?? ''}
        onChange={({ currentTarget: { value } }) => change({ user: value === '' ? null : value })}
        maxLength={320}
      />
      {sender.user !== null && (
        <PasswordInput
          className={classes.wide}
          label={t('setupSignIn.password')}
          description={t('settings.host.sender.passwordHint')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          maxLength={1_000}
          autoComplete="new-password"
        />
      )}
    </>
  )
}

import { ApiError } from '@caravan/contract'
import { Checkbox, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type Look, type Looked, lookQuery } from '../../../api/setup-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import { ProviderWords } from './provider-words.tsx'
import classes from './setup.module.css'
import { traitsOf } from './traits.ts'

interface Props {
  readonly place: Looked
  /** Lets a certificate pass that nobody trusts; undefined where that cannot be said here. */
  readonly letPass?: ((unverified: boolean) => void) | undefined
}

/** Whether the server answers now, with which certificate, what it offers, and how one signs in there. */
export function LookPanel({ place, letPass }: Props) {
  const { t } = useWords()
  const look = useQuery(lookQuery(useMove(), place))
  if (look.error !== null) return <ProblemBox error={look.error} again={() => void look.refetch()} />
  if (look.data === undefined || look.isFetching)
    return (
      <p className={classes.looking} role="status">
        <Loader size="sm" aria-hidden="true" />
        {t('setupService.looking', { host: place.host })}
      </p>
    )
  return (
    <section className={classes.look} aria-label={t('setupService.server')}>
      <Outcome look={look.data} again={() => void look.refetch()} />
      <CertificateNote look={look.data} place={place} />
      {look.data.certificate?.fault != null && letPass !== undefined && (
        <Checkbox
          label={t('setupLook.letPass')}
          description={t('setupLook.letPassHint')}
          checked={place.unverified}
          onChange={(event) => letPass(event.currentTarget.checked)}
        />
      )}
      {look.data.capabilities.length > 0 && <Offers look={look.data} />}
      {look.data.state === 'answers' && <ProviderWords signIn={look.data.signIn} />}
    </section>
  )
}

/** What keeps a server from being used; of a certificate, the words stand below and say more. */
function Outcome({ look, again }: { readonly look: Look; readonly again: () => void }) {
  const { t } = useWords()
  const { state, server, error, certificate } = look
  if (error !== null && certificate?.fault == null) {
    const { code, title, remedy, serverReply } = error
    const problem = { status: 422, code, title, remedy, ...(serverReply === null ? {} : { serverReply }) }
    return <ProblemBox error={new ApiError(problem)} again={again} />
  }
  return (
    <div className={classes.outcome} role="status">
      <Pill tone={state === 'answers' ? 'ok' : 'bad'} icon={state === 'answers' ? 'check' : 'stop'}>
        {t(`setupLook.${state}`)}
      </Pill>
      {server !== null && <span className={classes.place}>{t('setupLook.says', { server })}</span>}
    </div>
  )
}

/** Names in a sentence; the rest is in the certificate itself. */
const NAMED = 3

function CertificateNote({ look: { certificate, state }, place }: { readonly look: Look; readonly place: Looked }) {
  const { t, day } = useWords()
  if (certificate === null)
    return state === 'answers' && place.tls === 'none' ? <Note tone="warning">{t('setupLook.noTls')}</Note> : null
  const { names, issuer, validTo, fault } = certificate
  const values = { names: names.slice(0, NAMED).join(', '), issuer, day: day(validTo) }
  if (fault === null) return <Note tone="ok">{t('setupLook.certificate', values)}</Note>
  return (
    <>
      <Note tone="warning">{t(`setupLook.fault.${fault}`, values)}</Note>
      {state === 'failed' && <p>{t('setupLook.mend')}</p>}
      {place.unverified && <Note tone="warning">{t('setupLook.unchecked')}</Note>}
    </>
  )
}

type Tone = 'ok' | 'warning' | 'idle'
const ICONS = { ok: 'check', warning: 'alert', idle: 'dot' } as const

/** One fact, with its state as a sign. */
function Note({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return (
    <p className={classes.note} data-tone={tone}>
      <Icon name={ICONS[tone]} />
      <span>{children}</span>
    </p>
  )
}

function Offers({ look }: { readonly look: Look }) {
  const { t, number } = useWords()
  const { greeting, capabilities } = look
  return (
    <div>
      <h3>{t('setupLook.can')}</h3>
      <ul className={classes.notes}>
        {traitsOf(look).map(({ name, tone, size }) => (
          <li key={name}>
            <Note tone={tone}>{t(`setupLook.trait.${name}`, { size: number(size ?? 0) })}</Note>
          </li>
        ))}
        <li>
          <Note tone="idle">{t('setupLook.more')}</Note>
        </li>
      </ul>
      <details className={classes.folded}>
        <summary>{t('problem.serverSaid')}</summary>
        {greeting !== null && <code dir="ltr">{greeting}</code>}
        <code dir="ltr">{capabilities.join(' ')}</code>
      </details>
    </div>
  )
}

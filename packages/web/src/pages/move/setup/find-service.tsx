import { type AnswerOf, discoverService } from '@caravan/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import { providersQuery, type Side } from '../../../api/setup-queries.ts'
import { Icon } from '../../../parts/icon.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMove } from '../../where.ts'
import classes from './setup.module.css'

type Discovery = AnswerOf<typeof discoverService.discover>

/** What was found or chosen: a place with a name for it. */
export interface Suggestion {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls' | 'none'
}

interface Props {
  readonly side: Side
  readonly first: string
  readonly suggest: (suggestion: Suggestion) => void
  /** A server was named by hand since: that none was found is no news any more. */
  readonly byHand: boolean
  readonly begun: () => void
}

/** Finds a service by a domain or an address, or takes one that is known by name. */
export function FindService({ side, first, suggest, byHand, begun }: Props) {
  const { t } = useWords()
  const { organisation } = useMove()
  const [address, setAddress] = useState(first)
  const find = useMutation({
    mutationFn: () => client.call(discoverService.discover, { params: { organisation }, body: { address } }),
    onSuccess: (found) => {
      const best = bestOf(found)
      if (best !== undefined) suggest({ ...best, name: found.provider?.name ?? found.domain })
    },
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    begun()
    find.mutate()
  }
  return (
    <div className={classes.fields}>
      <form className={classes.find} onSubmit={submit}>
        <TextInput
          label={t(`setupService.${side}.find`)}
          placeholder={side === 'source' ? 'anna@alvero.example' : 'example.com'}
          dir="ltr"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          maxLength={320}
          required
          withAsterisk={false}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" variant="default" loading={find.isPending}>
          {t('setupService.findButton')}
        </Button>
      </form>
      <p className={classes.place} role="status">
        {find.isPending ? t('setupService.finding') : t('setupService.findHint')}
      </p>
      {find.error !== null && <ProblemBox error={find.error} />}
      {find.data !== undefined && (find.data.status !== 'nothing' || !byHand) && <Found discovery={find.data} />}
      <KnownProviders suggest={suggest} />
    </div>
  )
}

/** The first that answers; where none does, the first that is named. */
function bestOf({ services }: Discovery): Omit<Suggestion, 'name'> | undefined {
  const mailboxes = services.filter(({ kind }) => kind === 'imap')
  return mailboxes.find(({ state }) => state === 'answers') ?? mailboxes[0]
}

function Found({ discovery }: { readonly discovery: Discovery }) {
  const { t, maybe } = useWords()
  const { status, domain, provider, notes, services } = discovery
  const best = services.find(({ kind, state }) => kind === 'imap' && state === 'answers')
  if (status === 'nothing' || best === undefined)
    return (
      <p className={classes.note} data-tone="warning" role="status">
        <Icon name="alert" />
        <span>{t(status === 'nothing' ? 'setupService.nothing' : 'setupService.unconfirmed', { domain })}</span>
      </p>
    )
  const [evidence] = best.evidence
  const by = evidence && maybe(`setupService.foundBy.${evidence.source}`)
  return (
    <div role="status" className={classes.notes}>
      <p className={classes.note} data-tone="ok">
        <Icon name="check" />
        <span>
          {t('setupService.found', { host: provider?.name ?? best.host })} {by}
        </span>
      </p>
      {notes.map(({ code, text }) => (
        <p key={code} className={classes.note} data-tone="warning">
          <Icon name="alert" />
          <span>{maybe(`setupService.note.${code}`) ?? text}</span>
        </p>
      ))}
    </div>
  )
}

function KnownProviders({ suggest }: Pick<Props, 'suggest'>) {
  const { t } = useWords()
  const { data } = useQuery(providersQuery)
  const providers = data?.items ?? []
  return (
    <NativeSelect
      label={t('setupService.or')}
      defaultValue=""
      onChange={({ currentTarget }) => {
        const chosen = providers.find(({ id }) => id === currentTarget.value)
        if (chosen !== undefined) suggest(chosen)
      }}
      data={[
        { value: '', label: t('setupService.choose') },
        ...providers.map(({ id, name }) => ({ value: id, label: name })),
        { value: 'own', label: t('setupService.own') },
      ]}
    />
  )
}

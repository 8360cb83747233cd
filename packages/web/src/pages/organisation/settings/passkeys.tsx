import type { AnswerOf, organisations } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import {
  addPasskey,
  hasName,
  offersPasskeys,
  PasskeyRefused,
  passkeysQuery,
  removePasskey,
  renamePasskey,
} from '../../../api/passkeys.ts'
import { Card } from '../../../parts/card.tsx'
import { ProblemBox, Trouble } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { deviceOf } from './device.ts'
import classes from './settings.module.css'

type Passkey = AnswerOf<typeof organisations.listPasskeys>['items'][number]

/** Signing in by finger, face or PIN: each key with its name, and when it was used last. */
export function Passkeys() {
  const { t } = useWords()
  const { data, error, refetch } = useQuery(passkeysQuery)
  return (
    <Card title={t('settings.passkeys.title')}>
      <p className={classes.quiet}>{t('settings.passkeys.text')}</p>
      {error !== null && data === undefined && <ProblemBox error={error} again={() => void refetch()} />}
      {data !== undefined && data.length > 0 && (
        <ul className={classes.list}>
          {data.map((passkey) => (
            <Line key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      )}
      {offersPasskeys() ? (
        <Add />
      ) : (
        <p className={classes.quiet}>{t(hasName() ? 'settings.passkeys.notHere' : 'settings.passkeys.noName')}</p>
      )}
    </Card>
  )
}

/** Does something to the passkeys, then reads them again. */
function useStep<Given = void>(step: (given: Given) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: step, onSuccess: () => queries.invalidateQueries(passkeysQuery) })
}

function Add() {
  const { t } = useWords()
  const [name, setName] = useState(deviceOf(navigator.userAgent) ?? '')
  const add = useStep(() => addPasskey(name.trim()))
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.row}>
        <TextInput
          label={t('settings.passkeys.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
        />
        <Button type="submit" variant="default" loading={add.isPending}>
          {t('settings.passkeys.add')}
        </Button>
      </div>
      {add.error !== null && <WhyNot error={add.error} />}
    </form>
  )
}

function WhyNot({ error }: { readonly error: Error }) {
  const { t } = useWords()
  if (!(error instanceof PasskeyRefused)) return <ProblemBox error={error} />
  const key = error.why === 'refused' ? 'refused' : 'thereAlready'
  return <Trouble title={t(`settings.passkeys.${key}.title`)} remedy={t(`settings.passkeys.${key}.remedy`)} />
}

function Line({ passkey }: { readonly passkey: Passkey }) {
  const { t, moment } = useWords()
  const [asked, setAsked] = useState<'name' | 'remove'>()
  const { id, createdAt, lastUsedAt, synced } = passkey
  const name = passkey.name ?? t('settings.passkeys.unnamed')
  const remove = useStep(() => removePasskey(id))
  if (asked === 'name') return <Rename passkey={passkey} onEnd={() => setAsked(undefined)} />
  return (
    <li>
      <span>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span className={classes.quiet}>
          {lastUsedAt === null
            ? t('settings.passkeys.unused', { when: createdAt === null ? '' : moment(createdAt) })
            : t('settings.passkeys.used', { when: moment(lastUsedAt) })}
          {' · '}
          {t(synced ? 'settings.passkeys.synced' : 'settings.passkeys.ofDevice')}
        </span>
      </span>
      {asked === 'remove' ? (
        <span className={classes.end} role="group" aria-label={t('settings.passkeys.sure', { name })}>
          <span>{t('settings.passkeys.sure', { name })}</span>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('settings.remove')}
          </Button>
          <Button variant="default" onClick={() => setAsked(undefined)}>
            {t('settings.passkeys.keep')}
          </Button>
        </span>
      ) : (
        <span className={classes.end}>
          <Button
            variant="default"
            aria-label={t('settings.passkeys.renameNamed', { name })}
            onClick={() => setAsked('name')}
          >
            {t('settings.passkeys.rename')}
          </Button>
          <Button
            variant="default"
            aria-label={t('settings.passkeys.removeNamed', { name })}
            onClick={() => setAsked('remove')}
          >
            {t('settings.remove')}
          </Button>
        </span>
      )}
      {remove.error !== null && <ProblemBox error={remove.error} />}
    </li>
  )
}

function Rename({ passkey, onEnd }: { readonly passkey: Passkey; readonly onEnd: () => void }) {
  const { t } = useWords()
  const [name, setName] = useState(passkey.name ?? '')
  const rename = useStep(() => renamePasskey(passkey.id, name.trim()))
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    rename.mutate(undefined, { onSuccess: onEnd })
  }
  return (
    <li>
      <form className={`${classes.form} ${classes.wide}`} onSubmit={submit}>
        <div className={classes.row}>
          <TextInput
            label={t('settings.passkeys.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
            data-autofocus
            autoFocus
            required
            withAsterisk={false}
          />
          <Button type="submit" loading={rename.isPending}>
            {t('settings.save')}
          </Button>
          <Button variant="default" onClick={onEnd}>
            {t('settings.passkeys.keep')}
          </Button>
        </div>
        {rename.error !== null && <ProblemBox error={rename.error} />}
      </form>
    </li>
  )
}

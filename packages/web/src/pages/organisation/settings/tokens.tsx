import { type AnswerOf, organisations, type Scope } from '@caravan/contract'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { InOrganisation } from '../../../api/queries.ts'
import { useSetting } from '../../../api/settings-queries.ts'
import { Once } from '../../../parts/once.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './settings.module.css'

type Token = AnswerOf<typeof organisations.listTokens>['items'][number]

/** What a token is most often made for; an owner's own rights are given in the API. */
const OFFERED = ['read', 'people:write', 'credentials:write', 'move:write', 'move:run', 'audit:read'] as const

export function TokenLine({ at, token }: { readonly at: InOrganisation; readonly token: Token }) {
  const { t, day, maybe } = useWords()
  const revoke = useSetting(at, () => client.call(organisations.revokeToken, { params: { ...at, token: token.id } }))
  return (
    <li>
      <span>
        <strong>
          <bdi>{token.name}</bdi>
        </strong>
        <span className={classes.quiet}>
          {token.scopes.map((scope) => maybe(`settings.tokens.scope.${scope}`) ?? scope).join(', ')}
          {' · '}
          {t('settings.until', { day: day(token.expiresAt) })}
          {' · '}
          {token.lastUsedAt === null
            ? t('settings.tokens.neverUsed')
            : t('settings.tokens.used', { day: day(token.lastUsedAt) })}
        </span>
      </span>
      <Button
        variant="default"
        loading={revoke.isPending}
        aria-label={t('settings.tokens.revokeNamed', { name: token.name })}
        onClick={() => revoke.mutate(undefined)}
      >
        {t('settings.tokens.revoke')}
      </Button>
      {revoke.error !== null && <ProblemBox error={revoke.error} />}
    </li>
  )
}

export function NewToken({ at }: { readonly at: InOrganisation }) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [days, setDays] = useState('90')
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(['read']))
  const make = useSetting(at, () =>
    client.call(organisations.makeToken, { params: at, body: { name, days: Number(days), scopes: [...scopes] } }),
  )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    make.mutate(undefined, { onSuccess: () => setName('') })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <div className={classes.row}>
        <TextInput
          label={t('settings.tokens.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={200}
          required
          withAsterisk={false}
        />
        <TextInput
          type="number"
          label={t('settings.tokens.days')}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
          min={1}
          max={730}
          required
          withAsterisk={false}
        />
      </div>
      {OFFERED.map((scope) => (
        <Checkbox
          key={scope}
          label={t(`settings.tokens.scope.${scope}`)}
          checked={scopes.has(scope)}
          onChange={({ currentTarget: { checked } }) =>
            setScopes(new Set(checked ? [...scopes, scope] : [...scopes].filter((one) => one !== scope)))
          }
        />
      ))}
      <Button type="submit" loading={make.isPending} disabled={scopes.size === 0}>
        {t('settings.tokens.make')}
      </Button>
      {make.data !== undefined && <Once label={t('settings.tokens.once')} value={make.data.token} />}
      {make.error !== null && <ProblemBox error={make.error} />}
    </form>
  )
}

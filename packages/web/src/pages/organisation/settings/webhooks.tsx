import { type AnswerOf, webhooks } from '@caravan/contract'
import { Button, TextInput } from '@mantine/core'
import { type SyntheticEvent, useState } from 'react'
import { client } from '../../../api/client.ts'
import type { InOrganisation } from '../../../api/queries.ts'
import { useSetting } from '../../../api/settings-queries.ts'
import { Once } from '../../../parts/once.tsx'
import { Pill } from '../../../parts/pill.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import classes from './settings.module.css'

type Webhook = AnswerOf<typeof webhooks.listWebhooks>['items'][number]

export function WebhookLine({ at, webhook }: { readonly at: InOrganisation; readonly webhook: Webhook }) {
  const { t, moment } = useWords()
  const params = { ...at, webhook: webhook.id }
  const test = useSetting(at, () => client.call(webhooks.testWebhook, { params }))
  const change = useSetting(at, (what: 'remove' | 'resume') =>
    client.call(what === 'remove' ? webhooks.removeWebhook : webhooks.resumeWebhook, { params }),
  )
  const error = test.error ?? change.error
  return (
    <li>
      <span>
        <bdi dir="ltr">{webhook.url}</bdi>{' '}
        {webhook.disabledAt !== null ? (
          <Pill tone="bad" icon="stop">
            {t('settings.webhooks.disabled')}
          </Pill>
        ) : (
          webhook.failingSince !== null && (
            <Pill tone="warning" icon="alert">
              {t('settings.webhooks.failing', { when: moment(webhook.failingSince) })}
            </Pill>
          )
        )}
        {test.data !== undefined && (
          <span className={classes.quiet} role="status">
            {' '}
            {test.data.state === 'delivered'
              ? t('settings.webhooks.delivered')
              : t('settings.webhooks.notDelivered', { said: test.data.lastAnswer ?? '' })}
          </span>
        )}
      </span>
      <span className={classes.end}>
        {webhook.disabledAt !== null && (
          <Button loading={change.isPending} onClick={() => change.mutate('resume')}>
            {t('settings.webhooks.resume')}
          </Button>
        )}
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate(undefined)}>
          {t('settings.webhooks.test')}
        </Button>
        <Button
          variant="default"
          aria-label={t('settings.webhooks.removeNamed', { name: webhook.url })}
          onClick={() => change.mutate('remove')}
        >
          {t('settings.remove')}
        </Button>
      </span>
      {error !== null && <ProblemBox error={error} />}
    </li>
  )
}

export function NewWebhook({ at }: { readonly at: InOrganisation }) {
  const { t } = useWords()
  const [url, setUrl] = useState('')
  const [kinds, setKinds] = useState('')
  const make = useSetting(at, () =>
    client.call(webhooks.makeWebhook, {
      params: at,
      body: { url, kinds: kinds.split(/[\s,;]+/).filter((one) => one !== '') },
    }),
  )
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    make.mutate(undefined, { onSuccess: () => setUrl('') })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        className={classes.wide}
        type="url"
        dir="ltr"
        label={t('settings.webhooks.url')}
        placeholder="https://"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      <TextInput
        className={classes.wide}
        dir="ltr"
        label={t('settings.webhooks.kinds')}
        description={t('settings.webhooks.kindsHint')}
        value={kinds}
        onChange={(event) => setKinds(event.currentTarget.value)}
      />
      <Button type="submit" loading={make.isPending}>
        {t('settings.webhooks.make')}
      </Button>
      {make.data !== undefined && <Once label={t('settings.webhooks.once')} value={make.data.secret} />}
      {make.error !== null && <ProblemBox error={make.error} />}
    </form>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { InOrganisation } from '../../../api/queries.ts'
import { tokensQuery, webhooksQuery } from '../../../api/settings-queries.ts'
import { Card } from '../../../parts/card.tsx'
import { ProblemBox } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/use-words.ts'
import { useMay } from '../may.ts'
import classes from './settings.module.css'
import { NewToken, TokenLine } from './tokens.tsx'
import { NewWebhook, WebhookLine } from './webhooks.tsx'

/** What other programs may do here, and what they are told. */
export function Programs({ at }: { readonly at: InOrganisation }) {
  const { t } = useWords()
  const may = useMay(at, 'tokens:manage')
  const tokens = useQuery({ ...tokensQuery(at), enabled: may })
  const webhooks = useQuery({ ...webhooksQuery(at), enabled: may })
  if (!may)
    return (
      <Card title={t('settings.part.programs')}>
        <p className={classes.quiet}>{t('settings.programsMayNot')}</p>
      </Card>
    )
  return (
    <>
      <Card title={t('settings.tokens.title')}>
        <p className={classes.quiet}>{t('settings.tokens.text')}</p>
        {tokens.error !== null && <ProblemBox error={tokens.error} again={() => void tokens.refetch()} />}
        <ul className={classes.list}>
          {tokens.data?.items.map((token) => (
            <TokenLine key={token.id} at={at} token={token} />
          ))}
        </ul>
        <NewToken at={at} />
      </Card>
      <Card title={t('settings.webhooks.title')}>
        <p className={classes.quiet}>{t('settings.webhooks.text')}</p>
        {webhooks.error !== null && <ProblemBox error={webhooks.error} again={() => void webhooks.refetch()} />}
        <ul className={classes.list}>
          {webhooks.data?.items.map((webhook) => (
            <WebhookLine key={webhook.id} at={at} webhook={webhook} />
          ))}
        </ul>
        <NewWebhook at={at} />
      </Card>
    </>
  )
}

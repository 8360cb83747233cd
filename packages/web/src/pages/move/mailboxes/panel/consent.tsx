import { oauth } from '@caravan/contract'
import { Button, Group } from '@mantine/core'
import { client } from '../../../../api/client.ts'
import type { InMailbox } from '../../../../api/mailboxes-queries.ts'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import classes from '../panel.module.css'
import { useStep } from './use-step.ts'

/** Leads to the page of the provider on which the owner of the mailbox agrees; it leads back here. */
export function Consent(props: { readonly at: InMailbox; readonly side: 'source' | 'target'; readonly name: string }) {
  const { at, side, name } = props
  const { t } = useWords()
  const step = useStep<{ readonly url: string }>(at)
  const begin = () => {
    const back = `${location.pathname}${location.search}`
    step.mutate(() => client.call(oauth.beginMailboxConsent, { params: { ...at, side }, body: { back } }), {
      onSuccess: ({ url }) => location.assign(url),
    })
  }
  return (
    <div className={classes.form}>
      <p>{t('remedy.consentText', { name })}</p>
      {step.error !== null && <ProblemBox error={step.error} />}
      <Group justify="flex-end">
        <Button data-autofocus loading={step.isPending} onClick={begin}>
          {t('remedy.consentGo', { name })}
        </Button>
      </Group>
    </div>
  )
}

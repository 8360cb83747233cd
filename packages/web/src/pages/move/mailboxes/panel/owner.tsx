import { people } from '@caravan/contract'
import { client } from '../../../../api/client.ts'
import type { InMailbox, MailboxRow } from '../../../../api/mailboxes-queries.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { ProblemBox } from '../../../../parts/problem.tsx'
import { useWords } from '../../../../words/use-words.ts'
import { OwnerChooser } from '../../owner-chooser.tsx'
import classes from '../panel.module.css'
import { useStep } from './use-step.ts'

/** A shared address that nobody answers for, and the field in which somebody is named. */
export function Ownerless({ at, row }: { readonly at: InMailbox; readonly row: MailboxRow }) {
  const { t } = useWords()
  const step = useStep<unknown>(at)
  const { organisation, move } = at
  const name = (ownerName: string | null, ownerEmail: string | null) =>
    step.mutate(() => client.call(people.changeMailbox, { params: at, body: { ownerName, ownerEmail } }))
  return (
    <section className={classes.trouble} data-tone="warning" aria-label={t('panel.noOwner')}>
      <div className={classes.troubleTitle}>
        <Icon name="alert" size={18} />
        <strong>{t('panel.noOwner')}</strong>
      </div>
      <p>{t('check.role-owners-named.text')}</p>
      {step.error !== null && <ProblemBox error={step.error} />}
      <OwnerChooser
        at={{ organisation, move }}
        row={row}
        saving={step.isPending}
        onOwner={({ ownerName, ownerEmail }) => name(ownerName, ownerEmail)}
      />
    </section>
  )
}

import type { InMove } from '../../../api/queries.ts'
import { useWords } from '../../../words/use-words.ts'
import { type Alert, AlertRemedies } from './alert-remedies.tsx'
import { NeedCard } from './need-card.tsx'
import classes from './overview.module.css'
import { PageButton } from './page-button.tsx'

/** A mailbox that does not go on by itself, with the words of the server that refused it folded. */
export function AlertNeed(props: { readonly at: InMove; readonly alert: Alert; readonly mayRun: boolean }) {
  const { at, alert, mayRun } = props
  const { t, maybe, moment } = useWords()
  const said = [alert.message, alert.serverReply, alert.remedy].filter((text) => text !== null && text !== '')
  // What is known of the error says more than that a pass failed.
  const of = `trouble.${alert.code ?? ''}`
  const trouble = maybe(`${of}.title`)
  return (
    <NeedCard
      tone="bad"
      icon="stop"
      word={t('overview.stuckSince', { when: moment(alert.since) })}
      title={
        trouble === undefined
          ? t(`cause.${alert.cause}.title`, { address: alert.sourceAddress })
          : t('need.trouble', { address: alert.sourceAddress, trouble })
      }
      text={maybe(`${of}.text`) ?? t(`cause.${alert.cause}.text`)}
    >
      <details>
        <summary>{t('problem.serverSaid')}</summary>
        {said.map((text) => (
          <p key={text} dir="auto">
            {text}
          </p>
        ))}
      </details>
      {mayRun ? (
        <AlertRemedies at={at} alert={alert} />
      ) : (
        <div className={classes.remedies}>
          <PageButton at={at} page="mailboxes" search={{ open: alert.mailbox }} words="need.openMailbox" />
        </div>
      )}
    </NeedCard>
  )
}

import type { MailboxState } from '@caravan/contract'
import classes from './overview.module.css'
import { MAILBOX_STATES, STATE_ORDER } from './states.ts'

/** Mailboxes by their state as one line; the numbers stand beside it in words. */
export function StateBar({ states }: { readonly states: readonly { state: MailboxState; count: number }[] }) {
  return (
    <div className={classes.bar} aria-hidden="true">
      {STATE_ORDER.map((state) => {
        const count = states.find((one) => one.state === state)?.count ?? 0
        return count > 0 && <span key={state} data-tone={MAILBOX_STATES[state].tone} style={{ flexGrow: count }} />
      })}
    </div>
  )
}

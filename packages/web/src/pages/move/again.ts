import type { MailboxRow } from '../../api/mailboxes-queries.ts'

const WHOLE = ['first', 'delta', 'final'] as const

/** The pass that is asked for once more where the latest over a mailbox came to no good end. */
export const kindAgain = ({ lastPass }: Pick<MailboxRow, 'lastPass'>): (typeof WHOLE)[number] =>
  WHOLE.find((one) => one === lastPass?.kind) ?? 'first'

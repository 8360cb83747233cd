import { bareArgument, mailboxArgument } from '../arguments.ts'
import type { MailboxStatusResponse } from '../response.ts'
import type { Session } from '../session.ts'

/** What STATUS says of a mailbox; what was not asked for, or not answered, is undefined. */
export interface MailboxStatus {
  messages: number | undefined
  uidNext: number | undefined
  uidValidity: number | undefined
  unseen: number | undefined
  /** All messages' bytes (RFC 8438). */
  size: number | undefined
  highestModSeq: bigint | undefined
  /** Everything the server said, under its names in capitals. */
  items: ReadonlyMap<string, bigint>
}

/** Names the usual items of a STATUS answer. */
export function mailboxStatus(items: ReadonlyMap<string, bigint>): MailboxStatus {
  const number = (name: string): number | undefined => {
    const value = items.get(name)
    return value === undefined ? undefined : Number(value)
  }
  return {
    messages: number('MESSAGES'),
    uidNext: number('UIDNEXT'),
    uidValidity: number('UIDVALIDITY'),
    unseen: number('UNSEEN'),
    size: number('SIZE'),
    highestModSeq: items.get('HIGHESTMODSEQ'),
    items,
  }
}

/** The items as one parenthesised list. */
export function statusItems(items: readonly string[]): string {
  return bareArgument(`(${items.join(' ')})`)
}

/** STATUS (RFC 3501 §6.3.10). Servers may leave items out (NetEase and UIDNEXT); then they are undefined. */
export async function status(connection: Session, rawName: string, items: readonly string[]): Promise<MailboxStatus> {
  let answer: MailboxStatusResponse | undefined
  await connection.run({
    name: 'STATUS',
    parts: ['STATUS ', mailboxArgument(rawName, connection.utf8), ` ${statusItems(items)}`],
    // The first one is ours: servers answer in order, and some spell the name differently from the question.
    accept: (response) => {
      if (response.type !== 'mailbox-status' || answer !== undefined) return false
      answer = response
      return true
    },
  })
  return mailboxStatus(answer?.items ?? new Map<string, bigint>())
}

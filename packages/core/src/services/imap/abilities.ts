import type { ImapConnection } from '@caravan/imap'
import type { LabelPolicy } from '../port.ts'

/** RFC 7162 §3.2: who offers QRESYNC offers CONDSTORE. */
export const keepsModSeqs = (connection: ImapConnection): boolean =>
  connection.has('CONDSTORE') || connection.has('QRESYNC')

/** What flags are asked for by: labels become keywords where a message is copied once. */
export const flagItems = (connection: ImapConnection, labels: LabelPolicy | undefined): string =>
  labels !== undefined && connection.has('X-GM-EXT-1') ? 'FLAGS X-GM-LABELS' : 'FLAGS'

/** What identifies a message, as far as the server knows it. */
export function listingItems(connection: ImapConnection, flags: string): string {
  const items = ['UID', 'RFC822.SIZE', 'INTERNALDATE', flags]
  if (keepsModSeqs(connection)) items.push('MODSEQ')
  if (connection.has('X-GM-EXT-1')) items.push('X-GM-MSGID')
  else if (connection.has('OBJECTID')) items.push('EMAILID')
  return items.join(' ')
}

/** RFC 7889 §3: `APPENDLIMIT=n` holds for every mailbox. */
export function appendLimit(capabilities: ReadonlySet<string>): number | undefined {
  for (const name of capabilities) {
    const limit = /^APPENDLIMIT=(\d{1,15})$/.exec(name)?.[1]
    if (limit !== undefined) return Number(limit)
  }
  return undefined
}

/**
 * How many messages one command may name: RFC 9738 §3.1 `MESSAGELIMIT=1000`, as Yahoo has it, which otherwise deals with
 * the first ones alone; without end where it says nothing.
 */
export function messageLimit(capabilities: ReadonlySet<string>): number {
  for (const name of capabilities) {
    const limit = /^MESSAGELIMIT=([1-9]\d{0,8})$/.exec(name)?.[1]
    if (limit !== undefined) return Number(limit)
  }
  return Number.POSITIVE_INFINITY
}

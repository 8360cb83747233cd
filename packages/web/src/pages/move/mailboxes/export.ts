import { filled, people } from '@caravan/contract'
import type { MailboxFilter } from '../../../api/mailboxes-queries.ts'
import type { InMove } from '../../../api/queries.ts'

/** Where the list is to be had as a file: the server writes it, without formulas. */
export function exportAddress({ organisation, move }: InMove, filter: MailboxFilter): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== undefined)).toString()
  const path = filled(people.exportMailboxes.path, { organisation, move })
  return query === '' ? path : `${path}?${query}`
}

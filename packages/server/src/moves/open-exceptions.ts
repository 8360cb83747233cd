import type { LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import type { MovePath } from './one-move.ts'

/** What the last pass over each whole mailbox lists, with its acceptance: mailbox, key, e (as the report has it), a.*. */
export const listed = ({ organisation, move }: MovePath, condition: RawBuilder<unknown>) => sql`
  select m.id as mailbox, exception_key(e.value) as key, e.value as e, a.accepted_by, a.accepted_at, a.reason
  from move_mailboxes m cross join lateral (
      select p.report from pass_requests p where p.mailbox_id = m.id and p.state = 'ended'
        and p.kind in ('first', 'delta', 'final') order by p.requested_at desc limit 1) as l
    cross join lateral jsonb_array_elements(l.report->'exceptions') as e (value)
    left join accepted_exceptions a on a.mailbox_id = m.id and a.key = exception_key(e.value)
  where m.organisation_id = ${organisation} and m.move_id = ${move} and m.whole_exceptions > 0 and ${condition}`

/** Counts anew what nobody has accepted of these mailboxes; the gates go by it. */
export async function countOpenExceptions(trx: LedgerDb, path: MovePath, mailboxes: readonly string[]): Promise<void> {
  const these = sql`m.id = any(${[...mailboxes]}::uuid[])`
  await sql`
    update move_mailboxes m set exceptions_open = m.whole_exceptions - (
      select count(*) from (${listed(path, these)}) as x where x.mailbox = m.id and x.accepted_at is not null)
    where m.move_id = ${path.move} and ${these}`.execute(trx)
}

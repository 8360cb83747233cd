import type { AnswerOf, moves } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { wakeWorkers } from '../jobs/ask.ts'
import type { ServiceRow } from './one-service.ts'

type Pace = AnswerOf<typeof moves.changeService>['pace']

/** As people set it, out of the table. */
export const paceOf = (row: Pick<ServiceRow, 'out_per_day' | 'in_per_day' | 'bandwidth'>): Pace => ({
  outPerDay: row.out_per_day,
  inPerDay: row.in_per_day,
  bandwidth: row.bandwidth,
})

export const paceColumns = ({ outPerDay, inPerDay, bandwidth }: Pace) => ({
  out_per_day: outPerDay,
  in_per_day: inPerDay,
  bandwidth,
})

/** Passes that wait until the service has room by what was set before are tried by what is set now. */
export async function goOnByPace(trx: LedgerDb, service: string): Promise<void> {
  await sql`
    update pass_requests p set not_before = null from move_mailboxes b
    where b.id = p.mailbox_id and ${service} in (b.source_service, b.target_service)
      and p.state = 'queued' and p.not_before is not null`.execute(trx)
  await wakeWorkers(trx)
}

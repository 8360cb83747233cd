import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { inLockOrder, recordEvent } from '../events/write.ts'
import { cameBack } from './claim.ts'

/** A worker that said nothing for so long is taken for gone; it says something every three seconds. */
const GONE_SECONDS = 20
/** A job that nobody took in this time is sent again. */
const LOST_SECONDS = 30
const MOST = 1_000
const EVENTS_DAYS = 7
const EVENTS_AT_ONCE = 10_000

/** Puts right what workers left behind that are gone, and what the queue lost. One worker at a time does it. */
export async function sweep(db: LedgerDb): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended('caravan sweep', 0)) as mine`.execute(trx)
    if (rows[0]?.mine !== true) return
    await handBackOfTheGone(trx)
    await sql`
      update pass_requests set released_at = null where state = 'queued'
        and released_at < clock_timestamp() - ${LOST_SECONDS}::int * interval '1 second'
        and not exists (select from caravan_queue.job j where j.id = job_id and j.state in ('created', 'retry'))`.execute(
      trx,
    )
    await sql`delete from workers where seen_at < clock_timestamp() - interval '1 day'`.execute(trx)
  })
}

async function handBackOfTheGone(trx: LedgerDb): Promise<void> {
  const { rows } = await sql<{ id: string; organisation: string; move: string; mailbox: string; kind: string }>`
    update pass_requests p set state = 'queued', worker = null, released_at = null, not_before = null,
      ${cameBack('worker-gone')}
    where p.id in (
      select r.id from pass_requests r left join workers w on w.id = r.worker
      where r.state = 'running'
        and (w.id is null or w.seen_at < clock_timestamp() - ${GONE_SECONDS}::int * interval '1 second')
      order by r.requested_at limit ${MOST} for update of r skip locked)
    returning p.id, p.organisation_id as organisation, p.move_id as move, p.mailbox_id as mailbox, p.kind`.execute(trx)
  for (const { id, organisation, move, mailbox, kind } of inLockOrder(rows))
    await recordEvent(trx, organisation, 'pass.handed-back', { pass: id, move, mailbox, kind, because: 'worker-gone' })
}

/** Events that are a week old are of no use to a live view. Each organisation's newest stays: positions go on from it. */
export async function sweepEvents(db: LedgerDb): Promise<void> {
  await sql`
    delete from events where id in (
      select id from events e where at < now() - ${EVENTS_DAYS}::int * interval '1 day'
        and position < (select max(position) from events n where n.organisation_id = e.organisation_id)
      order by at limit ${EVENTS_AT_ONCE})`.execute(db)
}

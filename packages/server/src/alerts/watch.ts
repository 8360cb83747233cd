import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { inLockOrder, recordEvent } from '../events/write.ts'
import { type Cause, HELD_UP } from './conditions.ts'

/** Raised or cleared by one look; the rest follows with the next. */
const MOST = 1_000
const KEPT_DAYS = 90

interface Changed {
  readonly id: string
  readonly organisation: string
  readonly move: string
  readonly mailbox: string
  readonly address: string
  readonly cause: Cause
  readonly error: unknown
  readonly since: Date
}

/** What an event says of a mailbox that is held up. */
const told = ({ id, move, mailbox, address, cause, error, since }: Changed) => ({
  alert: id,
  move,
  mailbox,
  address,
  cause,
  error,
  since: since.toISOString(),
})

const CHANGED = sql`a.id, a.organisation_id as organisation, a.move_id as move, a.mailbox_id as mailbox,
  b.source_address as address, a.cause, a.error, a.since`

/**
 * Holds the alerts against the tables: what is over is cleared, what has been so for long enough is raised, each with
 * its event. One process at a time does it.
 */
export async function watchMailboxes(db: LedgerDb): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('caravan alerts', 0))`.execute(trx)
    await clear(trx)
    await note(trx)
    await raise(trx)
    await sql`
      delete from alerts where id in (select id from alerts where cleared_at is not null
        and (raised_at is null or cleared_at < now() - ${KEPT_DAYS}::int * interval '1 day') limit ${MOST})`.execute(
      trx,
    )
  })
}

/** A mailbox that another cause holds up by now is not free: its alert changes, and says so by being raised anew. */
async function clear(trx: LedgerDb): Promise<void> {
  const { rows } = await sql<Changed & { raised: boolean; held: boolean; setAside: boolean }>`
    with held as materialized (${HELD_UP}),
    over as (
      select a.id, h.mailbox is not null as held from alerts a left join held h on h.mailbox = a.mailbox_id
      where a.cleared_at is null and h.cause is distinct from a.cause
      order by a.since, a.id limit ${MOST} for update of a)
    update alerts a set cleared_at = clock_timestamp()
    from over, move_mailboxes b join moves m on m.id = b.move_id left join waves w on w.id = b.wave_id
    where a.id = over.id and b.id = a.mailbox_id
    returning ${CHANGED}, a.raised_at is not null as raised, over.held,
      coalesce(b.paused_at, m.paused_at, w.paused_at) is not null or b.decision in ('stay', 'leave-behind')
        or m.state #>> '{stages,close,status}' is not distinct from 'left' as "setAside"`.execute(trx)
  for (const one of inLockOrder(rows))
    if (one.raised && !one.held)
      await recordEvent(trx, one.organisation, 'mailbox.unstuck', {
        ...told(one),
        because: one.setAside ? 'set-aside' : 'goes-on',
      })
}

async function note(trx: LedgerDb): Promise<void> {
  await sql`
    insert into alerts (organisation_id, move_id, mailbox_id, cause, error, since)
    select h.organisation, h.move, h.mailbox, h.cause, h.error, h.since from (${HELD_UP}) h
    where not exists (select from alerts a where a.mailbox_id = h.mailbox and a.cleared_at is null)
    order by h.since, h.mailbox limit ${MOST}
    on conflict (mailbox_id) where cleared_at is null do nothing`.execute(trx)
}

async function raise(trx: LedgerDb): Promise<void> {
  const { rows } = await sql<Changed>`
    with held as materialized (${HELD_UP}),
    due as (
      select a.id, h.error from alerts a join held h on h.mailbox = a.mailbox_id and h.cause = a.cause
      where a.cleared_at is null and a.raised_at is null and a.since + h.wait <= clock_timestamp()
      order by a.since, a.id limit ${MOST} for update of a)
    update alerts a set raised_at = clock_timestamp(), error = due.error from due, move_mailboxes b
    where a.id = due.id and b.id = a.mailbox_id returning ${CHANGED}`.execute(trx)
  for (const one of inLockOrder(rows)) await recordEvent(trx, one.organisation, 'mailbox.stuck', told(one))
}

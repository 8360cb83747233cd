import { passes } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { readyFor, wakeWorkers } from './ask.ts'

/** Deltas asked for by one look; the rest follows with the next. */
const MOST = 1_000

/**
 * The last pass was refused at sign-in, and no password of its two sides was put since. The next one would be refused as
 * well, and a service that counts wrong passwords would lock somebody out of the mailbox; once a day is tried all the same,
 * for services that refuse by mistake.
 */
const REFUSED = sql`(b.last_error->>'code' in ('sign-in-refused', 'sign-in-expired', 'web-sign-in-needed', 'token-refused',
    'consent-ended', 'oauth-client-refused')
  and b.last_pass_at > now() - interval '1 day'
  and not exists (select from credentials c where c.organisation_id = b.organisation_id
    and c.subject in (b.id, b.source_service, b.target_service) and c.changed_at > b.last_pass_at))`

/**
 * Asks for a delta for each mailbox of a started wave whose last pass is longer ago than its move wants, until the move
 * closes. None after a way back: who went home is not moved again by himself.
 */
export async function askForDueDeltas(db: LedgerDb): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      insert into pass_requests (organisation_id, move_id, mailbox_id, kind, options, requested_by)
      select b.organisation_id, b.move_id, b.id, 'delta', ${JSON.stringify(passes.passOptions.parse({}))}::jsonb, 'Caravan'
      from move_mailboxes b join moves m on m.id = b.move_id join waves w on w.id = b.wave_id
      where m.delta_every_minutes is not null and w.started_at is not null
        and stages_let_run(m.state, 'delta')
        and b.paused_at is null and w.paused_at is null and m.paused_at is null
        and b.last_pass_at < now() - m.delta_every_minutes * interval '1 minute'
        and b.last_kind in ('first', 'delta', 'final') and ${readyFor('delta')} and not coalesce(${REFUSED}, false)
        and not exists (
          select from pass_requests o where o.mailbox_id = b.id and o.state in ('queued', 'running'))
      order by b.last_pass_at limit ${MOST}
      on conflict (mailbox_id) where state in ('queued', 'running') do nothing
      returning id`.execute(trx)
    if (rows.length > 0) await wakeWorkers(trx)
    return rows.length
  })
}

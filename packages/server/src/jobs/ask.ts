import type { PassOptionsAsked, RequestKind } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'

/** What came of asking for many; as the contract has it. */
export interface AskedFor {
  readonly requested: number
  readonly open: number
  readonly notReady: number
}

export interface Asking {
  readonly organisation: string
  readonly kind: RequestKind
  readonly options: PassOptionsAsked
  readonly by: string
}

/** Wakes the workers when the transaction commits. */
export const wakeWorkers = async (trx: LedgerDb): Promise<void> => {
  await sql`select pg_notify('caravan_passes', '')`.execute(trx)
}

/** There is a mailbox to copy from: at a service, or in files that were read. */
const SOURCE_READY = sql`case when b.source_files
  then exists (select from mail_files f where f.mailbox_id = b.id and f.state = 'read')
  else b.source_service is not null end`

/** Something opens it: a password of its own, or its service's. */
const OPENS = sql`(b.source_files
  or exists (select from credentials c where c.organisation_id = b.organisation_id
    and c.purpose = 'source-sign-in' and c.subject = b.id)
  or exists (select from credentials c where c.organisation_id = b.organisation_id
    and c.purpose = 'service-sign-in' and c.subject = b.source_service))`

/**
 * Both sides are named, and somebody decided that it moves; a trial may come before that, and reading who mail was sent
 * to needs the old side alone, and is not begun before there is a way in.
 */
export const readyFor = (kind: RequestKind): RawBuilder<boolean> =>
  kind === 'addresses'
    ? sql<boolean>`(${SOURCE_READY} and ${OPENS} and b.decision in ('move', 'archive-only', 'undecided'))`
    : sql<boolean>`(
  ${SOURCE_READY} and b.target_service is not null
  and coalesce(b.target_user, b.target_address) is not null
  and (b.decision in ('move', 'archive-only') or (${kind}::text = 'trial' and b.decision = 'undecided')))`

/**
 * Asks for a pass over each mailbox that `which` (a condition on `move_mailboxes b`) takes, in the caller's transaction.
 * One that has a pass that waits or runs gets no second one.
 */
export async function askForPasses(trx: LedgerDb, which: RawBuilder<unknown>, asking: Asking): Promise<AskedFor> {
  const { organisation, kind, options, by } = asking
  const { rows } = await sql<{ ready: number; all: number; requested: number }>`
    with chosen as (
      select b.id, b.move_id, ${readyFor(kind)} as ready from move_mailboxes b
      where b.organisation_id = ${organisation} and ${which}),
    made as (
      insert into pass_requests (organisation_id, move_id, mailbox_id, kind, options, requested_by)
      select ${organisation}, move_id, id, ${kind}, ${JSON.stringify(options)}::jsonb, ${by} from chosen where ready
      on conflict (mailbox_id) where state in ('queued', 'running') do nothing
      returning id)
    select (select count(*) from chosen) as all, (select count(*) from chosen where ready) as ready,
      (select count(*) from made) as requested`.execute(trx)
  const { all, ready, requested } = rows[0] ?? { all: 0, ready: 0, requested: 0 }
  if (requested > 0) await wakeWorkers(trx)
  return { requested, open: ready - requested, notReady: all - ready }
}

import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'

/** Letters of one look; the next has the rest. */
const MOST = 1_000

/** A mailbox (`b`) of a move (`v`) that is at work: neither paused nor closed. */
export const AT_WORK = sql`v.paused_at is null and b.paused_at is null and v.state #>> '{stages,close,status}' is distinct from 'left'`

/** Whether the switch of a move (`v`) was made. */
export const SWITCHED = sql`coalesce(v.state #>> '{stages,cutover,status}' = 'left', false)`

/** A mailbox (`b`) that somebody gets, and that can be opened. */
export const HANDED_OVER = sql`b.decision = 'move' and b.target_service is not null
  and coalesce(b.target_user, b.target_address) is not null`

/**
 * Notes a letter for each mailbox whose time has come, of moves whose lead wants that; how many. Message-IDs cannot be
 * guessed, so that no mail from outside is taken for one of these.
 */
export async function noteDue(db: LedgerDb): Promise<number> {
  const { rows } = await sql`
    insert into welcome_letters (mailbox_id, organisation_id, move_id, message_id)
    select b.id, b.organisation_id, b.move_id, '<welcome.' || gen_random_uuid() || '@caravan.invalid>'
    from welcome_settings w join moves v on v.id = w.move_id join move_mailboxes b on b.move_id = w.move_id
    where w.active and ${AT_WORK} and ${HANDED_OVER}
      and (${SWITCHED} or (w.laid_when = 'copied' and (b.copied_once or b.source_service is null)))
      and not exists (select from welcome_letters l where l.mailbox_id = b.id)
    limit ${MOST} on conflict do nothing returning mailbox_id`.execute(db)
  return rows.length
}

/**
 * What was given up is tried again once there is a reason to: another credential, or a pass that has signed in since. A
 * wrong password is never tried by itself: the employee's mailbox would be locked.
 */
export async function takeUpAgain(db: LedgerDb): Promise<number> {
  const { rows } = await sql`
    update welcome_letters l set next_at = clock_timestamp(), tries = 0
    from move_mailboxes b where b.id = l.mailbox_id and l.next_at is null and l.error_at is not null
      and l.opened_at is null and l.gone_at is null
      and ((b.last_pass_at > l.error_at and b.last_error is null) or exists (
        select from credentials c where c.organisation_id = l.organisation_id and c.changed_at > l.error_at
          and (c.purpose = 'target-sign-in' and c.subject = b.id
            or c.purpose = 'service-sign-in' and c.subject = b.target_service)))
    returning l.mailbox_id`.execute(db)
  return rows.length
}

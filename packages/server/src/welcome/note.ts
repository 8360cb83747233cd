import { CaravanError } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { audit } from '../api/audit.ts'
import { recordEvent } from '../events/write.ts'
import { ours, type Taken } from './taken.ts'

/** Most people open their mailbox on the first morning; nobody is looked after for ever. */
const NEXT_LOOK = sql`case
  when clock_timestamp() - laid_at < interval '12 hours' then clock_timestamp() + interval '15 minutes'
  when clock_timestamp() - laid_at < interval '7 days' then clock_timestamp() + interval '4 hours'
  when clock_timestamp() - laid_at < interval '90 days' then clock_timestamp() + interval '1 day' end`

/** How long after a try that failed comes the next, doubled each time up to a day. Longer than a late answer takes. */
const AGAIN_MINUTES = 15
const MOST_TRIES = 20

/** Codes after which the same credential is not tried again: see `takeUpAgain`. */
const NEEDS_SOMEBODY: ReadonlySet<string> = new Set([
  'sign-in-refused',
  'sign-in-unsupported',
  'sign-in-expired',
  'token-refused',
  'consent-ended',
  'oauth-client-refused',
  'credential-missing',
  'administrator-refused',
  'credential-damaged',
  'master-key-lost',
])

/** What was seen at a look; `opened` and `gone` end the looking. */
export type Seen = 'unopened' | 'opened' | 'gone'

const WELL = sql`tries = 0, error = null, error_at = null`

/** Another mailbox is the new one by now: what was laid into the earlier says nothing of it. */
export async function startedAnew(db: LedgerDb, one: Taken, place: string): Promise<Taken | undefined> {
  const { rows } = await sql<{ messageId: string }>`
    update welcome_letters set place = ${place}, message_id = '<welcome.' || gen_random_uuid() || '@caravan.invalid>',
      uid_validity = null, uid_floor = null, uid = null, mod_seq = null, laid_at = null, opened_at = null, gone_at = null
    where ${ours(one)} returning message_id as "messageId"`.execute(db)
  const [fresh] = rows
  return fresh && { ...one, ...fresh, place, uidValidity: null, uidFloor: null, uid: null, modSeq: null, laidAt: null }
}

/** Commits that the letter is about to leave; false where another process has it by now. */
export async function intended(
  db: LedgerDb,
  one: Taken,
  where: { readonly place: string; readonly uidValidity: number; readonly uidFloor: number },
): Promise<boolean> {
  const { rows } = await sql`
    update welcome_letters l set place = ${where.place}, uid_validity = ${where.uidValidity}, uid_floor = ${where.uidFloor}
    from welcome_settings w where w.move_id = l.move_id and w.active and ${ours(one)}
    returning l.mailbox_id`.execute(db)
  return rows.length > 0
}

/** @param at.uid undefined: the server did not tell it. */
export async function noteLaid(
  db: LedgerDb,
  one: Taken,
  at: { readonly uidValidity: number; readonly uid: number | undefined; readonly gone: boolean },
): Promise<void> {
  const { organisation, move, mailbox } = one
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      update welcome_letters set ${WELL}, uid_validity = ${at.uidValidity}, uid = ${at.uid ?? null},
        laid_at = clock_timestamp(), looked_at = clock_timestamp(),
        gone_at = case when ${at.gone} then clock_timestamp() end,
        next_at = case when not ${at.gone} then clock_timestamp() + interval '15 minutes' end
      where ${ours(one)} and laid_at is null returning mailbox_id`.execute(trx)
    if (rows.length === 0) return
    const subject = { kind: 'mailbox', id: mailbox }
    await audit(trx, 'system', { organisation, action: 'employee.welcome-laid', subject, after: { in: one.place } })
    await recordEvent(trx, organisation, 'employee.welcome-laid', { move, mailbox })
  })
}

/** @param at.modSeq of the INBOX, from before its flags were read */
export async function noteLook(
  db: LedgerDb,
  one: Taken,
  seen: Seen,
  at: { readonly uidValidity: number; readonly uid: number | null; readonly modSeq: bigint | null },
): Promise<void> {
  const { organisation, move, mailbox } = one
  const ends: RawBuilder<unknown> =
    seen === 'unopened'
      ? sql`next_at = ${NEXT_LOOK}`
      : sql`next_at = null, ${sql.ref(`${seen}_at`)} = clock_timestamp()`
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      update welcome_letters set ${WELL}, looked_at = clock_timestamp(), uid_validity = ${at.uidValidity}, uid = ${at.uid},
        mod_seq = ${at.modSeq === null ? null : String(at.modSeq)}::bigint, ${ends}
      where ${ours(one)} returning mailbox_id`.execute(trx)
    if (rows.length > 0 && seen !== 'unopened')
      await recordEvent(trx, organisation, `employee.welcome-${seen}`, { move, mailbox })
  })
}

/** What went wrong, in words for the lead; told once, however often it is tried again. */
export async function noteFailed(db: LedgerDb, one: Taken, error: unknown): Promise<void> {
  const { organisation, move, mailbox, tries } = one
  const { code, message, remedy, serverReply = null } = error instanceof CaravanError ? error : UNFORESEEN
  const again = !NEEDS_SOMEBODY.has(code) && tries + 1 < MOST_TRIES
  const minutes = Math.min(AGAIN_MINUTES * 2 ** tries, 1_440)
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      update welcome_letters set tries = tries + 1, error_at = clock_timestamp(),
        error = ${JSON.stringify({ code, title: message, remedy, serverReply: serverReply?.slice(0, 500) ?? null })}::jsonb,
        next_at = case when ${again} then clock_timestamp() + ${minutes}::int * interval '1 minute' end
      where ${ours(one)} returning mailbox_id`.execute(trx)
    if (rows.length > 0 && tries === 0)
      await recordEvent(trx, organisation, 'employee.welcome-failed', { move, mailbox, code })
  })
}

const UNFORESEEN = {
  code: 'welcome-failed',
  message: 'The welcome letter could not be laid or looked at.',
  remedy: 'It is tried again by itself; the log of the worker has the cause.',
  serverReply: null,
}

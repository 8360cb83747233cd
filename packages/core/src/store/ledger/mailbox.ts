import { sql } from 'kysely'
import type { PassKind, PassStatus } from '../../model/index.ts'
import type { LedgerDb } from './handle.ts'

/**
 * The ledger's id for a pair of mailboxes, made on first sight. Names hold no secret: `user@host:port`.
 * @param organisation whose ledger it is; none: the command's
 */
export async function mailboxId(db: LedgerDb, source: string, target: string, organisation?: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into mailboxes (source, target, organisation_id) values (${source}, ${target}, ${organisation ?? null})
    on conflict (source, target, organisation_id) do update set source = excluded.source
    returning id`.execute(db)
  return only(rows).id
}

export async function startPass(db: LedgerDb, mailbox: number, kind: PassKind, epoch: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into passes (mailbox_id, kind, epoch) values (${mailbox}, ${kind}, ${epoch}) returning id`.execute(db)
  return only(rows).id
}

export async function finishPass(db: LedgerDb, pass: number, status: PassStatus, report: unknown): Promise<void> {
  await sql`
    update passes set finished_at = now(), status = ${status}, report = ${jsonOf(report)}::jsonb
    where id = ${pass}`.execute(db)
}

/** PostgreSQL's JSON holds neither NUL nor half a surrogate pair, and a mail's header may have both. */
const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? item.replaceAll('\0', '').toWellFormed() : item,
  )

/** Whether an earlier pass of one of these kinds over this mailbox has recorded anything; dry runs have not. */
export async function hasHistory(db: LedgerDb, mailbox: number, kinds: readonly PassKind[]): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from source_folders where mailbox_id = ${mailbox}) and exists (
      select from passes where mailbox_id = ${mailbox} and kind = any(${kinds}::text[])
        and coalesce(report ->> 'dryRun', '') <> 'true') as found`.execute(db)
  return only(rows).found
}

/** What a pass asks before it has looked for anything at the target: such a one leaves all as it was. */
const ASKED_FIRST = ['source-shrunken', 'target-shrunken']

/**
 * Whether the latest pass of these kinds came to its end; one that was killed or interrupted has left things half done.
 * One that only asked does not count.
 */
export async function lastEnded(db: LedgerDb, mailbox: number, kinds: readonly PassKind[]): Promise<boolean> {
  const { rows } = await sql<{ status: string | null }>`
    select status from passes where mailbox_id = ${mailbox} and kind = any(${kinds}::text[])
      and coalesce(report ->> 'dryRun', '') <> 'true'
      and coalesce(report -> 'error' ->> 'code', '') <> all(${ASKED_FIRST}) order by id desc limit 1`.execute(db)
  return ['green', 'exceptions', 'mismatch'].includes(rows[0]?.status ?? '')
}

/** How many messages the source held when a pass last went on from its inventory. */
export async function lastKnown(db: LedgerDb, mailbox: number): Promise<number> {
  const { rows } = await sql<{ known: number }>`select known from mailboxes where id = ${mailbox}`.execute(db)
  return only(rows).known
}

/** How many copies of a mailbox stand at the target, as far as is known. */
export async function copiesOf(db: LedgerDb, mailbox: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from copies c join source_folders f on f.id = c.folder_id
    where f.mailbox_id = ${mailbox} and not c.lost`.execute(db)
  return only(rows).n
}

/** Notes how many messages the source holds, as far as somebody has accepted that. */
export async function setKnown(db: LedgerDb, mailbox: number, messages: number): Promise<void> {
  await sql`update mailboxes set known = ${messages} where id = ${mailbox}`.execute(db)
}

/** Takes a mailbox and everything known of it out of the ledger. */
export async function forgetMailbox(db: LedgerDb, mailbox: number): Promise<void> {
  await sql`delete from mailboxes where id = ${mailbox}`.execute(db)
}

/** Comparisons that ended without clearing up after themselves. One that keeps to a service's pace may take weeks. */
export async function forgetStaleComparisons(db: LedgerDb): Promise<void> {
  await sql`delete from mailboxes where source like 'comparison %' and created_at < now() - interval '90 days'`.execute(
    db,
  )
}

export function only<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined || rows.length !== 1) throw new Error(`one row expected, ${rows.length} found`)
  return row
}

import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/*
 * Passes over the same two mailboxes in the other direction have a mailbox of their own in the ledger. A message that
 * such a pass brought here has its origin at what is now the target: that is its copy, and it must not be sent there.
 */

/** The ledger's id of the same two mailboxes the other way; undefined where no pass went that way. */
export async function oppositeOf(db: LedgerDb, mailbox: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select o.id from mailboxes m join mailboxes o on o.source = m.target and o.target = m.source
      and o.organisation_id is not distinct from m.organisation_id
    where m.id = ${mailbox}`.execute(db)
  return rows[0]?.id
}

/** Names of the folders that passes the other way read, as they are today. */
export async function originFolders(db: LedgerDb, opposite: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from source_folders where mailbox_id = ${opposite} and not superseded order by name`.execute(db)
  return rows.map((row) => row.name)
}

/** Where passes the other way brought mail of each folder from: server's names, the latest first. */
export async function waysBack(db: LedgerDb, opposite: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ here: string; there: string }>`
    select target_name as here, source_name as there from routes
    where mailbox_id = ${opposite} order by target_name, used_at desc`.execute(db)
  const found = new Map<string, string[]>()
  for (const { here, there } of rows) found.set(here, [...(found.get(here) ?? []), there])
  return found
}

/** Gives passes the other way the exact way back of a folder that they know no way for. */
export async function setWayBack(
  db: LedgerDb,
  opposite: number,
  there: string,
  here: { readonly name: string; readonly path: readonly string[] },
): Promise<void> {
  await sql`
    insert into routes (mailbox_id, source_name, target_name, target_path)
    select ${opposite}, ${there}, ${here.name}, ${here.path}::text[]
    where not exists (select from routes where mailbox_id = ${opposite} and source_name = ${there})
    on conflict do nothing`.execute(db)
}

/**
 * Messages `m` of a source folder that a pass the other way brought there as the copy `c`, and that have no standing
 * copy of their own. Another arrival date than the one seen at that copy means that its UID is another message's now.
 */
const broughtHere = (opposite: number, folder: number) => sql`
  source_folders f
  join messages m on m.folder_id = f.id and not m.gone
  join target_folders x on x.mailbox_id = ${opposite} and x.name = f.name and x.uid_validity = f.uid_validity
  join copies c on c.target_folder_id = x.id and c.target_uid = m.uid and not c.merged
  left join checks k on k.folder_id = c.folder_id and k.uid = c.uid
  where f.id = ${folder} and (k.target_date is null or m.internal_date is null or k.target_date = m.internal_date)
    and not exists (select from copies own where own.folder_id = m.folder_id and own.uid = m.uid and not own.lost)`

/** A message that was brought here, and its origin where that is listed at the target. */
export interface Origin {
  readonly uid: number
  readonly sourceFlags: string
  readonly targetFolder: number
  readonly targetUid: number
  readonly targetFlags: string
  /** Of the origin's bytes, as they were read when it was copied. */
  readonly digest: Buffer
}

/**
 * Messages of a source folder whose origin stands at the target now, each of either once.
 * @param listed target folders that were listed in this pass
 */
export async function standingOrigins(
  db: LedgerDb,
  opposite: number,
  folder: number,
  listed: readonly number[],
  limit: number,
): Promise<Origin[]> {
  const { rows } = await sql<Origin>`
    select distinct on (b.uid) b.uid, b.flags as "sourceFlags", t.id as "targetFolder", s.uid as "targetUid",
      s.flags as "targetFlags", b.digest
    from (select m.uid, m.flags, f.mailbox_id, c.folder_id as origin_folder, c.uid as origin_uid, c.digest, c.lost
      from ${broughtHere(opposite, folder)}) as b
      join source_folders o on o.id = b.origin_folder
      join target_folders t on t.mailbox_id = b.mailbox_id and t.name = o.name and t.uid_validity = o.uid_validity
      join strangers s on s.target_folder_id = t.id and s.uid = b.origin_uid
      left join messages w on w.folder_id = b.origin_folder and w.uid = b.origin_uid
    where t.id = any(${listed}) and (w.internal_date is null or s.internal_date is null or w.internal_date = s.internal_date)
      and not exists (
        select from copies own where own.target_folder_id = t.id and own.target_uid = s.uid and not own.lost)
    order by b.uid, b.lost limit ${limit}`.execute(db)
  return rows
}

/** UIDs of a source folder's messages that were brought here and whose origin is not known to stand anywhere. */
export async function withoutOrigin(db: LedgerDb, opposite: number, folder: number): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select distinct m.uid from ${broughtHere(opposite, folder)}
      and not exists (select from copies own where own.folder_id = m.folder_id and own.uid = m.uid)
    order by m.uid`.execute(db)
  return rows.map((row) => row.uid)
}

/** Copies of a mailbox that are origins and stand, as far as is known. */
export async function originCount(db: LedgerDb, mailbox: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from copies c join source_folders f on f.id = c.folder_id
    where f.mailbox_id = ${mailbox} and c.origin and not c.lost`.execute(db)
  return rows[0]?.n ?? 0
}

/** Records origins as the copies of what came from them; with `lost`, as taken away from the target by its user. */
export async function insertOrigins(
  db: LedgerDb,
  pass: number,
  folder: number,
  rows: readonly (Pick<Origin, 'uid' | 'targetFolder' | 'targetUid' | 'digest'> & { readonly flags: string })[],
  lost: boolean,
): Promise<void> {
  await sql`
    insert into copies (folder_id, uid, target_folder_id, target_uid, pass_id, recognised, digest, flags, lost, origin)
    select ${folder}, n.uid, n.target_folder, n.target_uid, ${pass}, true, n.digest, n.flags, ${lost}, true
    from unnest(${rows.map((row) => row.uid)}::bigint[], ${rows.map((row) => row.targetFolder)}::integer[],
      ${rows.map((row) => row.targetUid)}::bigint[], ${rows.map((row) => row.digest)}::bytea[],
      ${rows.map((row) => row.flags)}::text[]) as n (uid, target_folder, target_uid, digest, flags)`.execute(db)
}

import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** A message that is gone from the source, and the copy of it that may be deleted. */
export interface GoneWithCopy {
  /** The source folder: ledger id, server's name. */
  readonly folder: number
  readonly folderName: string
  readonly uid: number
  readonly targetFolder: number
  readonly targetName: string
  readonly targetValidity: number
  readonly targetUid: number
  readonly digest: Buffer
  /** Flags as we set them last, and as the source had them. */
  readonly copyFlags: string
  readonly sourceFlags: string
  /** Arrival as the target showed it when the copy was read, in seconds since 1970. */
  readonly targetDate: number | null
}

/**
 * Messages gone from these source folders (server's names) whose copies we sent, which were read at the target and are
 * the same to the byte, and which nothing else counts on: no other message has the same copy, and none at the source
 * that is without a copy may be the one that is gone, moved.
 */
export async function goneWithCopy(
  db: LedgerDb,
  mailbox: number,
  names: readonly string[],
  limit: number,
): Promise<GoneWithCopy[]> {
  const { rows } = await sql<GoneWithCopy>`
    with bare as materialized (
      select w.size, w.internal_date from source_folders g join messages w on w.folder_id = g.id and not w.gone
      where g.mailbox_id = ${mailbox} and not g.superseded
        and not exists (select from copies y where y.folder_id = w.folder_id and y.uid = w.uid and not y.lost)
    )
    select f.id as folder, f.name as "folderName", c.uid, t.id as "targetFolder", t.name as "targetName",
      t.uid_validity as "targetValidity", c.target_uid as "targetUid", c.digest, c.flags as "copyFlags",
      m.flags as "sourceFlags", k.target_date as "targetDate"
    from source_folders f join messages m on m.folder_id = f.id and m.gone
      join copies c on c.folder_id = m.folder_id and c.uid = m.uid and not c.lost and not c.merged and not c.origin
      join checks k on k.folder_id = c.folder_id and k.uid = c.uid and k.level = 2 and k.rung = 1
      join target_folders t on t.id = c.target_folder_id and not t.superseded
    where f.mailbox_id = ${mailbox} and not f.superseded and f.name = any(${names}) and c.digest <> ''
      and (not c.recognised or exists (
        select from intents i where i.folder_id = c.folder_id and c.uid = any(i.uids)))
      and not exists (
        select from deletions d where d.folder_id = c.folder_id and d.uid = c.uid and d.kept is not null)
      and not exists (
        select from copies o where o.target_folder_id = c.target_folder_id and o.target_uid = c.target_uid
          and (o.folder_id, o.uid) <> (c.folder_id, c.uid) and not o.lost)
      and not exists (
        select from bare b where b.size = m.size or b.internal_date is not distinct from m.internal_date)
    order by f.id, t.id, c.target_uid limit ${limit}`.execute(db)
  return rows
}

type Place = Pick<GoneWithCopy, 'folder' | 'uid' | 'targetFolder' | 'targetUid'>

/** Notes copies that are about to be deleted, or, with a reason, that stay for good. */
export async function noteDeletions(
  db: LedgerDb,
  pass: number,
  places: readonly (Place & { readonly kept: string | null })[],
): Promise<void> {
  if (places.length === 0) return
  await sql`
    insert into deletions (folder_id, uid, pass_id, target_folder_id, target_uid, kept)
    select n.folder, n.uid, ${pass}, n.target_folder, n.target_uid, n.kept
    from unnest(${places.map((one) => one.folder)}::integer[], ${places.map((one) => one.uid)}::bigint[],
      ${places.map((one) => one.targetFolder)}::integer[], ${places.map((one) => one.targetUid)}::bigint[],
      ${places.map((one) => one.kept)}::text[]) as n (folder, uid, target_folder, target_uid, kept)
    on conflict (folder_id, uid) do update set pass_id = excluded.pass_id, target_folder_id = excluded.target_folder_id,
      target_uid = excluded.target_uid, at = excluded.at, done = false, kept = excluded.kept`.execute(db)
}

/** Notes that the target has deleted them. */
export async function deletionsDone(db: LedgerDb, folder: number, uids: readonly number[]): Promise<void> {
  await sql`update deletions set done = true where folder_id = ${folder} and uid = any(${uids})`.execute(db)
}

/** Of these UIDs of a target folder, those of copies that a pass was about to delete: it did, and died before it noted so. */
export async function deletedAmong(db: LedgerDb, targetFolder: number, uids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    update deletions set done = true
    where target_folder_id = ${targetFolder} and target_uid = any(${uids}) and kept is null
    returning target_uid as uid`.execute(db)
  return rows.map((row) => row.uid)
}

import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

/**
 * Notes messages whose copies may stand in another folder than they were sent to, in the transaction that settles the
 * batch they were in: until they were looked for, this is all that tells them from what never arrived.
 */
export async function noteMaybeMoved(trx: LedgerDb, folder: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return
  await sql`
    insert into maybe_moved (folder_id, uid) select ${folder}, uid from unnest(${uids}::bigint[]) as n (uid)
    on conflict do nothing`.execute(trx)
}

/** The UIDs of these source folders that are still to be looked for, by folder. */
export async function maybeMoved(db: LedgerDb, folders: readonly number[]): Promise<Map<number, readonly number[]>> {
  const { rows } = await sql<{ folder: number; uids: number[] }>`
    select n.folder_id as folder, array_agg(n.uid order by n.uid) as uids from maybe_moved n
    where n.folder_id = any(${folders}) and not exists (
      select from copies c where c.folder_id = n.folder_id and c.uid = n.uid and not c.lost)
    group by n.folder_id`.execute(db)
  return new Map(rows.map(({ folder, uids }) => [folder, uids]))
}

/** They were looked for in all folders of the target. */
export async function forgetMaybeMoved(db: LedgerDb, folder: number, uids: readonly number[]): Promise<void> {
  await sql`delete from maybe_moved where folder_id = ${folder} and uid = any(${uids})`.execute(db)
}

/** Whether of any message of a mailbox it is not known yet what became of it: its batch is open, or it is to be looked for. */
export async function anyInDoubt(db: LedgerDb, mailbox: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from source_folders f
      where f.mailbox_id = ${mailbox} and (
        exists (select from intents i where i.folder_id = f.id and i.closed_at is null)
        or exists (select from maybe_moved n where n.folder_id = f.id))) as found`.execute(db)
  return only(rows).found
}

/**
 * Notes a target folder's UIDNEXT of a moment at which nothing was in doubt; undefined: it gives UIDs anew, and what was
 * noted means nothing.
 */
export async function setFloor(db: LedgerDb, targetFolder: number, uidNext: number | undefined): Promise<void> {
  await sql`
    update target_folders set uid_floor = ${uidNext ?? null}
    where id = ${targetFolder} and uid_floor is distinct from ${uidNext ?? null}::bigint`.execute(db)
}

/** The same of target folders that stand as they are known. */
export async function setFloors(db: LedgerDb, targetFolders: readonly number[]): Promise<void> {
  if (targetFolders.length === 0) return
  await sql`
    update target_folders set uid_floor = known_uid_next
    where id = any(${targetFolders}) and uid_floor is distinct from known_uid_next`.execute(db)
}

/** No message that is in doubt and was filed in this target folder can have a lower UID there. */
export async function floorOf(db: LedgerDb, targetFolder: number): Promise<number> {
  const { rows } = await sql<{ floor: number }>`
    select coalesce(uid_floor, 1) as floor from target_folders where id = ${targetFolder}`.execute(db)
  return only(rows).floor
}

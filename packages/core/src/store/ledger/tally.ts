import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

/** What became of a folder's messages, counted from the ledger. */
export interface Tally {
  readonly copied: number
  readonly present: number
  /** Taken only after a repair, by this or an earlier pass. */
  readonly repaired: number
  /** Kept once with another of the same bytes. */
  readonly merged: number
  readonly removed: number
  /** Of `present`, those that are known by passes the other way and were not read here. */
  readonly origins: number
  readonly checked: number
  /** Of `checked`, those read in this pass. */
  readonly fresh: number
  readonly exact: number
  readonly normalised: number
  readonly equivalent: number
  readonly mismatched: number
}

/**
 * Counts each of these folders; one without copies is left out. A copy counts as `copied` where this pass sent it, also
 * when its UID was found only by settling; as `present` where it stood at the target before.
 */
export async function tallies(
  db: LedgerDb,
  folders: readonly number[],
  pass: number,
  level: number,
): Promise<Map<number, Tally>> {
  const { rows } = await sql<Tally & { folder: number }>`
    with sent as (
      select distinct folder_id, unnest(uids) as uid from intents
      where folder_id = any(${folders}) and pass_id = ${pass}
    ), standing as (
      select c.folder_id, c.lost, c.origin, c.merged and r.uid is null as merged, r.uid is not null as repaired,
        c.pass_id = ${pass} and (not c.recognised or s.uid is not null) as sent_now, k.rung, k.pass_id = ${pass} as fresh
      from copies c
        join messages m on m.folder_id = c.folder_id and m.uid = c.uid and not m.gone
        left join sent s on s.folder_id = c.folder_id and s.uid = c.uid
        left join repairs r on r.folder_id = c.folder_id and r.uid = c.uid
        left join checks k on k.folder_id = c.folder_id and k.uid = c.uid and k.level >= ${level}
      where c.folder_id = any(${folders})
    )
    select folder_id as folder,
      count(*) filter (where not lost and not repaired and not merged and sent_now) as copied,
      count(*) filter (where not lost and not repaired and not merged and not sent_now) as present,
      count(*) filter (where not lost and repaired) as repaired,
      count(*) filter (where not lost and merged) as merged,
      count(*) filter (where lost) as removed,
      count(*) filter (where not lost and origin) as origins,
      count(rung) filter (where not lost) as checked,
      count(rung) filter (where not lost and fresh) as fresh,
      count(*) filter (where not lost and rung = 1) as exact,
      count(*) filter (where not lost and rung = 2) as normalised,
      count(*) filter (where not lost and rung = 3) as equivalent,
      count(*) filter (where not lost and rung = 4) as mismatched
    from standing group by folder_id`.execute(db)
  return new Map(rows.map(({ folder, ...counted }) => [folder, counted]))
}

/** How often each combination of named transformations (bits) was met among the standing checks of these folders. */
export async function changeCounts(
  db: LedgerDb,
  folders: readonly number[],
): Promise<{ changes: number; n: number }[]> {
  const { rows } = await sql<{ changes: number; n: number }>`
    select k.changes, count(*) as n
    from checks k join copies c on c.folder_id = k.folder_id and c.uid = k.uid and not c.lost
      join messages m on m.folder_id = k.folder_id and m.uid = k.uid and not m.gone
    where k.folder_id = any(${folders}) and k.rung = 2 group by k.changes`.execute(db)
  return rows
}

/** Of these folders, those of which a report may have to list single messages: repaired, merged, unlike, removed unread. */
export async function remarkable(db: LedgerDb, folders: readonly number[], pass: number): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select folder_id as id from repairs where folder_id = any(${folders})
    union select folder_id from copies where folder_id = any(${folders}) and (merged or lost and pass_id = ${pass})
    union select folder_id from checks where folder_id = any(${folders}) and rung > 1`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** A standing copy that is not what the source gave, or only under transformations that nobody expected. */
export interface UnlikeCopy {
  readonly uid: number
  readonly size: number
  readonly rung: number
  readonly changes: number
}

/**
 * Copies on a rung below what is expected, of this or an earlier pass: they are listed every time, never silently green.
 * @param expected bits of the transformations that the target's profile declares
 * @param rebuilds whether it is expected to build messages anew
 * @param onlySent not those that were found there
 */
export async function unlikeCopies(
  db: LedgerDb,
  folder: number,
  expected: number,
  rebuilds: boolean,
  onlySent: boolean,
  limit: number,
): Promise<UnlikeCopy[]> {
  const { rows } = await sql<UnlikeCopy>`
    select k.uid, m.size, k.rung, k.changes
    from checks k join copies c on c.folder_id = k.folder_id and c.uid = k.uid and not c.lost
      join messages m on m.folder_id = k.folder_id and m.uid = k.uid and not m.gone
    where k.folder_id = ${folder} and not (c.recognised and ${onlySent}) and (k.rung > ${rebuilds ? 3 : 2} or k.rung = 2 and (k.changes & ${~expected & 0x7fff}::smallint) <> 0)
    order by k.uid limit ${limit}`.execute(db)
  return rows
}

/** Copies made by a pass that were taken away from the target before anybody had read them. */
export async function lostUnread(
  db: LedgerDb,
  folder: number,
  pass: number,
  limit: number,
): Promise<{ uid: number; size: number }[]> {
  const { rows } = await sql<{ uid: number; size: number }>`
    select c.uid, m.size from copies c join messages m on m.folder_id = c.folder_id and m.uid = c.uid and not m.gone
    where c.folder_id = ${folder} and c.lost and not c.origin and c.pass_id = ${pass}
      and not exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid)
    order by c.uid limit ${limit}`.execute(db)
  return rows
}

/** Copies that a pass sent and read again, in these folders. */
export async function attributesRead(db: LedgerDb, pass: number, folders: readonly number[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from copies c join checks k on k.folder_id = c.folder_id and k.uid = c.uid and k.pass_id = ${pass}
    where c.folder_id = any(${folders}) and c.pass_id = ${pass} and not c.recognised and not c.merged and not c.lost`.execute(
    db,
  )
  return only(rows).n
}

/** Messages that stand at the target once with another of the same bytes. */
export async function mergedCopies(
  db: LedgerDb,
  folder: number,
  limit: number,
): Promise<{ uid: number; size: number }[]> {
  const { rows } = await sql<{ uid: number; size: number }>`
    select c.uid, m.size from copies c join messages m on m.folder_id = c.folder_id and m.uid = c.uid and not m.gone
    where c.folder_id = ${folder} and c.merged and not c.lost order by c.uid limit ${limit}`.execute(db)
  return rows
}

/** Strangers of a target folder whose bytes are those of a message that was found there too: it stands there twice. */
export async function doubled(
  db: LedgerDb,
  targetFolder: number,
  limit: number,
): Promise<{ targetUid: number; folder: number; uid: number; size: number }[]> {
  const { rows } = await sql<{ targetUid: number; folder: number; uid: number; size: number }>`
    select distinct on (s.uid) s.uid as "targetUid", s.size, c.folder_id as folder, c.uid
    from strangers s join target_prints t on t.folder_id = s.target_folder_id and t.uid = s.uid
      join copies c on c.target_folder_id = s.target_folder_id and c.digest = t.exact
    where s.target_folder_id = ${targetFolder} order by s.uid, c.folder_id, c.uid limit ${limit}`.execute(db)
  return rows
}

/** Messages whose copy lacks flags that the source has. */
export async function flagsApart(db: LedgerDb, folder: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from copies c join messages m on m.folder_id = c.folder_id and m.uid = c.uid
    where c.folder_id = ${folder} and not c.lost and not m.gone and c.flags <> m.flags`.execute(db)
  return only(rows).n
}

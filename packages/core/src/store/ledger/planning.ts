import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** A message of the source beside what the ledger knows of its copy: what the plan is made from. */
export interface PlanRow {
  readonly uid: number
  readonly size: number
  readonly internalDate: number | null
  readonly flags: string
  readonly targetUid: number | null
  /** The ledger's target folder that the copy stands in: another than today's where a rule has changed since. */
  readonly targetFolder: number | null
  /** Flags as last set at the target by us; null without a copy. */
  readonly copyFlags: string | null
  readonly lost: boolean | null
  /** Found at the target, not sent by us. */
  readonly recognised: boolean | null
  /** Another folder shows it, and stands for it. */
  readonly elsewhere: boolean
}

/*
 * In both pages the bound on the UID stands on every table of the join. Without that a merge join reads the others from
 * their first row: 70 ms instead of 3 for a page of 1,000 in a folder of a million (`bench/ledger.ts --large`).
 */

/**
 * Messages now in a source folder after a UID, in UID order, at most `limit`.
 * @param which those that have no copy, or those whose copy has other flags than they
 */
export async function planPage(
  db: LedgerDb,
  folder: number,
  which: 'without-copy' | 'other-flags',
  after: number,
  limit: number,
): Promise<PlanRow[]> {
  const wanted = which === 'without-copy' ? sql`c.uid is null` : sql`c.flags <> m.flags`
  const { rows } = await sql<PlanRow>`
    select m.uid, m.size, m.internal_date as "internalDate", m.flags,
      c.target_uid as "targetUid", c.target_folder_id as "targetFolder", c.flags as "copyFlags", c.lost, c.recognised, m.elsewhere
    from messages m left join copies c on c.folder_id = m.folder_id and c.uid = m.uid and c.uid > ${after}
    where m.folder_id = ${folder} and m.uid > ${after} and not m.gone and ${wanted}
    order by m.uid limit ${limit}`.execute(db)
  return rows
}

export async function setCopyFlags(
  db: LedgerDb,
  folder: number,
  uids: readonly number[],
  flags: string,
): Promise<void> {
  await sql`update copies set flags = ${flags} where folder_id = ${folder} and uid = any(${uids})`.execute(db)
}

/** A copy that has not been read again at the wanted level. */
export interface UncheckedCopy {
  readonly uid: number
  readonly targetUid: number
  readonly size: number
  readonly digest: Buffer
  readonly internalDate: number | null
  readonly flags: string
  readonly passId: number
  readonly recognised: boolean
  /** The target keeps it once with another message. */
  readonly merged: boolean
  /** Read or listed at the target before, and not unlike. */
  readonly seen: boolean
}

/** A check that leaves nothing to do at a level. A mismatch is looked at again, but never by a weaker look. */
const settled = (level: WantedLevel) => {
  // Of a sample, every n-th message is wanted at the higher level.
  const wanted =
    typeof level === 'number'
      ? sql`${level}::smallint`
      : sql`case when k.uid % ${level.every}::bigint = 0 then ${level.sampled}::smallint else ${level.others}::smallint end`
  return sql`(k.level >= ${wanted} and k.rung < 4 or k.level > ${wanted})`
}

/** A level for every message, or a higher one for every n-th. */
export type WantedLevel = number | { readonly every: number; readonly sampled: number; readonly others: number }

/** A target folder in which copies of a source folder stand. */
export interface CopyHome {
  readonly id: number
  readonly name: string
  readonly uidValidity: number
}

/** Where the copies of a source folder stand: one folder, unless a rule has changed between passes. */
export async function copyHomes(db: LedgerDb, folder: number): Promise<CopyHome[]> {
  const { rows } = await sql<CopyHome>`
    select f.id, f.name, f.uid_validity as "uidValidity" from target_folders f
    where f.id in (select target_folder_id from copies where folder_id = ${folder} and not lost)
    order by f.id`.execute(db)
  return rows
}

/**
 * Names of the target folders where copies of each source folder stand, by its name: also of what it held before it was
 * numbered anew.
 */
export async function homeNames(db: LedgerDb, mailbox: number): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ source: string; names: string[] }>`
    select s.name as source, array_agg(distinct t.name order by t.name) as names
    from (select distinct c.folder_id, c.target_folder_id from source_folders f join copies c on c.folder_id = f.id
        where f.mailbox_id = ${mailbox} and not c.lost) as c
      join source_folders s on s.id = c.folder_id
      join target_folders t on t.id = c.target_folder_id and t.mailbox_id = ${mailbox}
    group by s.name`.execute(db)
  return new Map(rows.map(({ source, names }) => [source, names]))
}

/** Copies of a folder still standing at one target folder, without a check of at least this level, in UID order. */
export async function uncheckedPage(
  db: LedgerDb,
  folder: number,
  targetFolder: number,
  level: WantedLevel,
  after: number,
  limit: number,
): Promise<UncheckedCopy[]> {
  const { rows } = await sql<UncheckedCopy>`
    select c.uid, c.target_uid as "targetUid", m.size, c.digest, m.internal_date as "internalDate", c.flags, c.pass_id as "passId", c.recognised, c.merged,
      exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid and k.rung < 4) as seen
    from copies c join messages m on m.folder_id = c.folder_id and m.uid = c.uid and m.uid > ${after}
    where c.folder_id = ${folder} and c.target_folder_id = ${targetFolder} and c.uid > ${after} and not c.lost and not c.origin and not m.gone
      and not exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid and k.uid > ${after} and ${settled(level)})
    order by c.uid limit ${limit}`.execute(db)
  return rows
}

/** Messages and octets of folders' standing copies that wait for a check of at least this level; those that have none are left out. */
export async function uncheckedTotals(
  db: LedgerDb,
  folders: readonly number[],
  level: WantedLevel,
): Promise<Map<number, { messages: number; bytes: number }>> {
  const { rows } = await sql<{ folder: number; messages: number; bytes: number }>`
    select c.folder_id as folder, count(*) as messages, coalesce(sum(m.size), 0)::bigint as bytes
    from copies c join messages m on m.folder_id = c.folder_id and m.uid = c.uid
    where c.folder_id = any(${folders}) and not c.lost and not c.origin and not m.gone
      and not exists (
        select from checks k where k.folder_id = c.folder_id and k.uid = c.uid and ${settled(level)})
    group by c.folder_id`.execute(db)
  return new Map(rows.map(({ folder, messages, bytes }) => [folder, { messages, bytes }]))
}

import { sql } from 'kysely'
import { forgetCopies } from './folders.ts'
import type { LedgerDb } from './handle.ts'

/** A message of the source as the ledger last saw it. */
export interface KnownMessage {
  readonly uid: number
  readonly size: number
  readonly flags: string
  readonly gone: boolean
}

/** Messages of a source folder with after < UID <= upTo. */
export async function knownMessages(
  db: LedgerDb,
  folder: number,
  after: number,
  upTo: number,
): Promise<KnownMessage[]> {
  const { rows } = await sql<KnownMessage>`
    select uid, size, flags, gone from messages
    where folder_id = ${folder} and uid > ${after} and uid <= ${upTo} order by uid`.execute(db)
  return rows
}

export async function setGone(db: LedgerDb, folder: number, uids: readonly number[], gone: boolean): Promise<void> {
  if (uids.length === 0) return
  await sql`update messages set gone = ${gone} where folder_id = ${folder} and uid = any(${uids})`.execute(db)
}

/** Marks everything after a UID as gone; returns how many were not so before. */
export async function setGoneAfter(db: LedgerDb, folder: number, after: number): Promise<number> {
  const done =
    await sql`update messages set gone = true where folder_id = ${folder} and uid > ${after} and not gone`.execute(db)
  return Number(done.numAffectedRows ?? 0n)
}

/** Notes flags that changed at the source, with when they did where the server tells. */
export async function setMessageFlags(
  db: LedgerDb,
  folder: number,
  changed: readonly { uid: number; flags: string; modSeq?: bigint | null }[],
): Promise<void> {
  if (changed.length === 0) return
  await sql`
    update messages m set flags = n.flags, modseq = n.modseq
    from unnest(${changed.map((c) => c.uid)}::bigint[], ${changed.map((c) => c.flags)}::text[],
      ${changed.map((c) => c.modSeq?.toString() ?? null)}::bigint[]) as n (uid, flags, modseq)
    where m.folder_id = ${folder} and m.uid = n.uid`.execute(db)
}

/** What the ledger knows at a target folder with after < UID <= upTo: copies it holds and strangers, by UID. */
export interface KnownTarget {
  readonly uid: number
  readonly kind: 'copy' | 'lost' | 'stranger'
  /** Flags of a stranger as last seen. */
  readonly flags: string
}

export async function knownTargets(
  db: LedgerDb,
  targetFolder: number,
  after: number,
  upTo: number,
): Promise<KnownTarget[]> {
  const { rows } = await sql<KnownTarget>`
    select target_uid as uid, case when lost then 'lost' else 'copy' end as kind, flags from copies
    where target_folder_id = ${targetFolder} and target_uid > ${after} and target_uid <= ${upTo}
    union all
    select uid, 'stranger', flags from strangers
    where target_folder_id = ${targetFolder} and uid > ${after} and uid <= ${upTo}`.execute(db)
  return rows
}

/**
 * Copies that are no longer listed at the target. One that was read there once was removed by its user and stays so;
 * one that nobody ever saw there may never have arrived: its row is forgotten, so that it is copied again.
 */
export async function setLost(db: LedgerDb, targetFolder: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return
  await db.transaction().execute(async (trx) => {
    await forgetCopies(
      trx,
      sql`
        select c.folder_id, c.uid from copies c
        where c.target_folder_id = ${targetFolder} and c.target_uid = any(${uids})
          and not exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid and k.rung < 4)`,
    )
    await sql`
      update copies set lost = true
      where target_folder_id = ${targetFolder} and target_uid = any(${uids})`.execute(trx)
  })
}

/** Copies that are listed at the target again. */
export async function setFound(db: LedgerDb, targetFolder: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return
  await sql`
    update copies set lost = false
    where target_folder_id = ${targetFolder} and target_uid = any(${uids})`.execute(db)
}

/** UIDs of the copies that stand, as far as the ledger knows, in target folders that are not among these names. */
export async function copiesOutside(
  db: LedgerDb,
  mailbox: number,
  names: readonly string[],
): Promise<{ targetFolder: number; uids: number[] }[]> {
  const { rows } = await sql<{ targetFolder: number; uids: number[] }>`
    select f.id as "targetFolder", array_agg(c.target_uid) as uids
    from target_folders f join copies c on c.target_folder_id = f.id
    where f.mailbox_id = ${mailbox} and not f.superseded and not c.lost and not f.name = any(${names})
    group by f.id`.execute(db)
  return rows
}

/** Messages of source folders that are no longer listed have gone with them. */
export async function setGoneOutside(db: LedgerDb, mailbox: number, names: readonly string[]): Promise<void> {
  await sql`
    update messages m set gone = true from source_folders f
    where f.id = m.folder_id and f.mailbox_id = ${mailbox} and not f.superseded and not m.gone
      and not f.name = any(${names})`.execute(db)
}

export async function setStrangerFlags(
  db: LedgerDb,
  targetFolder: number,
  changed: readonly { uid: number; flags: string }[],
): Promise<void> {
  if (changed.length === 0) return
  await sql`
    update strangers s set flags = n.flags
    from unnest(${changed.map((c) => c.uid)}::bigint[], ${changed.map((c) => c.flags)}::text[]) as n (uid, flags)
    where s.target_folder_id = ${targetFolder} and s.uid = n.uid`.execute(db)
}

export async function forgetStrangers(db: LedgerDb, targetFolder: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return
  await sql`delete from strangers where target_folder_id = ${targetFolder} and uid = any(${uids})`.execute(db)
  await sql`delete from target_prints where folder_id = ${targetFolder} and uid = any(${uids})`.execute(db)
}

/** Copies of a mailbox that were removed at the target are forgotten, so that they are copied again. Returns how many. */
export async function forgetLost(db: LedgerDb, mailbox: number): Promise<number> {
  return forgetCopies(
    db,
    sql`
      select c.folder_id, c.uid from copies c join source_folders f on f.id = c.folder_id
      where f.mailbox_id = ${mailbox} and c.lost`,
  )
}

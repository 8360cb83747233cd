import { sql } from 'kysely'
import { forgetCopies } from './folders.ts'
import type { LedgerDb } from './handle.ts'

/** A message of the source as the ledger last saw it. */
export interface KnownMessage {
  readonly uid: number
  readonly size: number
  /** Seconds since 1970. */
  readonly internalDate: number | null
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
    select uid, size, internal_date as "internalDate", flags, gone from messages
    where folder_id = ${folder} and uid > ${after} and uid <= ${upTo} order by uid`.execute(db)
  return rows
}

/** These messages of a source folder, as far as the ledger knows them. */
export async function messagesAmong(db: LedgerDb, folder: number, uids: readonly number[]): Promise<KnownMessage[]> {
  const { rows } = await sql<KnownMessage>`
    select uid, size, internal_date as "internalDate", flags, gone from messages
    where folder_id = ${folder} and uid = any(${uids}) order by uid`.execute(db)
  return rows
}

/** Marks as gone what a source folder has in these ranges of UIDs, below one of them. */
export async function setGoneWithin(
  db: LedgerDb,
  folder: number,
  ranges: readonly (readonly [first: number, last: number])[],
  below: number,
): Promise<void> {
  if (ranges.length === 0) return
  await sql`
    update messages m set gone = true
    from unnest(${ranges.map(([first]) => first)}::bigint[], ${ranges.map(([, last]) => last)}::bigint[]) as r (first, last)
    where m.folder_id = ${folder} and m.uid between r.first and r.last and m.uid < ${below} and not m.gone`.execute(db)
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

/**
 * Messages whose UID shows another size or arrival date than before: what was known of their copies was known of other
 * messages, as far as anybody can tell. They are recognised at the target by their content, or copied.
 */
export async function setReused(
  db: LedgerDb,
  folder: number,
  messages: readonly { uid: number; size: number; internalDate: number | null; otherDate: boolean }[],
): Promise<void> {
  if (messages.length === 0) return
  // A size alone may be made up: it brings back nothing that was removed at the target.
  const others = messages.filter((message) => message.otherDate).map((message) => message.uid)
  const uids = messages.map((message) => message.uid)
  await db.transaction().execute(async (trx) => {
    await forgetCopies(
      trx,
      sql`select folder_id, uid from copies where folder_id = ${folder} and uid = any(${uids})
        and (not lost or uid = any(${others}))`,
    )
    await sql`delete from source_prints where folder_id = ${folder} and uid = any(${uids})`.execute(trx)
    await sql`
      update messages m set size = n.size, internal_date = n.internal_date
      from unnest(${uids}::bigint[], ${messages.map((message) => message.size)}::bigint[],
        ${messages.map((message) => message.internalDate)}::bigint[]) as n (uid, size, internal_date)
      where m.folder_id = ${folder} and m.uid = n.uid`.execute(trx)
  })
}

/** What the ledger knows at a target folder with after < UID <= upTo: copies it holds and strangers, by UID. */
export interface KnownTarget {
  readonly uid: number
  readonly kind: 'copy' | 'lost' | 'stranger'
  /** Flags of a stranger as last seen. */
  readonly flags: string
  /** Arrival of a copy as the target showed it, in seconds since 1970; null where that is not known. */
  readonly date: number | null
}

export async function knownTargets(
  db: LedgerDb,
  targetFolder: number,
  after: number,
  upTo: number,
): Promise<KnownTarget[]> {
  const { rows } = await sql<KnownTarget>`
    select c.target_uid as uid, case when c.lost then 'lost' else 'copy' end as kind, c.flags, k.target_date as date
    from copies c left join checks k on k.folder_id = c.folder_id and k.uid = c.uid
    where c.target_folder_id = ${targetFolder} and c.target_uid > ${after} and c.target_uid <= ${upTo} and not c.merged
    union all
    select uid, 'stranger', flags, null from strangers
    where target_folder_id = ${targetFolder} and uid > ${after} and uid <= ${upTo}`.execute(db)
  return rows
}

/** The same of UIDs in these ranges, below one of them. */
export async function targetsWithin(
  db: LedgerDb,
  targetFolder: number,
  ranges: readonly (readonly [first: number, last: number])[],
  below: number,
): Promise<KnownTarget[]> {
  if (ranges.length === 0) return []
  const { rows } = await sql<KnownTarget>`
    with r as (select * from unnest(${ranges.map(([first]) => first)}::bigint[],
      ${ranges.map(([, last]) => last)}::bigint[]) as r (first, last))
    select c.target_uid as uid, case when c.lost then 'lost' else 'copy' end as kind, c.flags, k.target_date as date
    from r join copies c on c.target_folder_id = ${targetFolder} and c.target_uid between r.first and r.last
      left join checks k on k.folder_id = c.folder_id and k.uid = c.uid
    where c.target_uid < ${below} and not c.merged
    union all
    select s.uid, 'stranger', s.flags, null
    from r join strangers s on s.target_folder_id = ${targetFolder} and s.uid between r.first and r.last
    where s.uid < ${below}`.execute(db)
  return rows
}

/** Copies that are no longer at the target: their user removed them. */
export async function setLost(db: LedgerDb, targetFolder: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return
  await sql`
    update copies set lost = true
    where target_folder_id = ${targetFolder} and target_uid = any(${uids})`.execute(db)
}

/**
 * Lets go of all copies in a target folder whose UIDs mean other messages now: they are recognised by their content, or
 * copied again. With `asRemoved` they count as removed until they are recognised.
 */
export async function forgetStanding(db: LedgerDb, targetFolder: number, asRemoved: boolean): Promise<void> {
  if (asRemoved)
    await sql`update copies set lost = true where target_folder_id = ${targetFolder} and not lost`.execute(db)
  else
    await forgetCopies(db, sql`select folder_id, uid from copies where target_folder_id = ${targetFolder} and not lost`)
}

/** Records copies of a batch that stood at the target and were taken away before anybody had read them there. */
export async function insertRemoved(
  db: LedgerDb,
  pass: number,
  intent: number,
  folder: number,
  targetFolder: number,
  places: readonly { uid: number; targetUid: number }[],
): Promise<void> {
  await sql`
    insert into copies (folder_id, uid, target_folder_id, target_uid, pass_id, recognised, digest, flags, lost)
    select ${folder}, n.uid, ${targetFolder}, n.target_uid, ${pass}, false, coalesce(p.exact, i.digest, ''), '', true
    from unnest(${places.map((place) => place.uid)}::bigint[], ${places.map((place) => place.targetUid)}::bigint[])
      as n (uid, target_uid)
    left join source_prints p on p.folder_id = ${folder} and p.uid = n.uid
    left join (select unnest(uids) as uid, unnest(digests) as digest from intents where id = ${intent}) as i
      on i.uid = n.uid`.execute(db)
}

/** Fills in by which bytes copies are known that counted as removed before anybody had read them. */
export async function setDigests(
  db: LedgerDb,
  folder: number,
  read: readonly { uid: number; digest: Buffer }[],
): Promise<void> {
  if (read.length === 0) return
  await sql`
    update copies c set digest = n.digest
    from unnest(${read.map((one) => one.uid)}::bigint[], ${read.map((one) => one.digest)}::bytea[]) as n (uid, digest)
    where c.folder_id = ${folder} and c.uid = n.uid and c.digest = ''`.execute(db)
}

/**
 * The source messages that these UIDs of a target folder are copies of, by source folder: of those that were merged into
 * one copy, one that is still at the source.
 */
export async function claimants(
  db: LedgerDb,
  targetFolder: number,
  uids: readonly number[],
): Promise<{ folder: number; uids: number[] }[]> {
  const { rows } = await sql<{ folder: number; uids: number[] }>`
    select folder_id as folder, array_agg(uid order by uid) as uids from (
      select distinct on (c.target_uid) c.folder_id, c.uid
      from copies c join messages m on m.folder_id = c.folder_id and m.uid = c.uid
      where c.target_folder_id = ${targetFolder} and c.target_uid = any(${uids})
      order by c.target_uid, m.gone, c.merged, c.folder_id, c.uid) as one
    group by folder_id`.execute(db)
  return rows
}

/** Of these UIDs of a target folder, those of copies that nobody has ever read there, with the message. */
export async function unreadAmong(
  db: LedgerDb,
  targetFolder: number,
  uids: readonly number[],
): Promise<{ folder: number; uid: number; targetUid: number }[]> {
  const { rows } = await sql<{ folder: number; uid: number; targetUid: number }>`
    select c.folder_id as folder, c.uid, c.target_uid as "targetUid" from copies c
    where c.target_folder_id = ${targetFolder} and c.target_uid = any(${uids}) and not c.origin
      and not exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid and k.rung < 4)`.execute(
    db,
  )
  return rows
}

/**
 * Messages that count as removed and were never read, in target folders where one of these others was said to stand:
 * their places there are guesses from the same gaps.
 */
export async function guessedBeside(db: LedgerDb, folder: number, uids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select c.uid from copies c
    where c.folder_id = ${folder} and c.lost and not c.origin and not c.uid = any(${uids})
      and c.target_folder_id in (select target_folder_id from copies where folder_id = ${folder} and uid = any(${uids}))
      and not exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid and k.rung < 4)
    order by c.uid`.execute(db)
  return rows.map((row) => row.uid)
}

/**
 * Messages that count as removed and that nobody has ever read at the target, in folders that are not among these names:
 * one that was not shown yet when its folder was renamed stands there still.
 */
export async function removedUnreadOutside(
  db: LedgerDb,
  mailbox: number,
  names: readonly string[],
): Promise<{ folder: number; uids: number[] }[]> {
  const { rows } = await sql<{ folder: number; uids: number[] }>`
    select c.folder_id as folder, array_agg(c.uid order by c.uid) as uids
    from target_folders t join copies c on c.target_folder_id = t.id
      join messages m on m.folder_id = c.folder_id and m.uid = c.uid and not m.gone
    where t.mailbox_id = ${mailbox} and not t.superseded and not t.name = any(${names}) and c.lost and not c.origin
      and not exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid)
    group by c.folder_id`.execute(db)
  return rows
}

/** Which of these UIDs of a target folder are still those of a copy that is thought to stand there. */
export async function stillClaimed(db: LedgerDb, targetFolder: number, uids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select target_uid as uid from copies
    where target_folder_id = ${targetFolder} and target_uid = any(${uids}) and not merged and not lost`.execute(db)
  return rows.map((row) => row.uid)
}

/** Until the transaction ends, who claims in the same target folder waits, and then sees what was claimed here. */
export async function lockTargetFolder(trx: LedgerDb, targetFolder: number): Promise<void> {
  await sql`select from target_folders where id = ${targetFolder} for no key update`.execute(trx)
}

/** Which of these UIDs of a target folder are claimed, and by messages of which bytes. */
export async function claimedAt(
  db: LedgerDb,
  targetFolder: number,
  uids: readonly number[],
): Promise<Map<number, Buffer>> {
  const { rows } = await sql<{ uid: number; digest: Buffer }>`
    select target_uid as uid, digest from copies
    where target_folder_id = ${targetFolder} and target_uid = any(${uids}) and not merged`.execute(db)
  return new Map(rows.map(({ uid, digest }) => [uid, digest]))
}

/** Copies that are listed at the target again. */
export async function setFound(db: LedgerDb, targetFolder: number, uids: readonly number[]): Promise<void> {
  if (uids.length === 0) return
  await sql`
    update copies set lost = false
    where target_folder_id = ${targetFolder} and target_uid = any(${uids}) and lost`.execute(db)
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
/** Every folder of the source that the ledger knows, by the name that the server uses. */
export async function knownSourceNames(db: LedgerDb, mailbox: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from source_folders where mailbox_id = ${mailbox} and not superseded`.execute(db)
  return rows.map(({ name }) => name)
}

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

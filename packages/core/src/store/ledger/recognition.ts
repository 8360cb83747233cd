import { sql } from 'kysely'
import { forgetCopies } from './folders.ts'
import type { LedgerDb } from './handle.ts'

/** A source folder, the target folder it goes to, and the pass that looks. */
export interface Pairing {
  readonly folder: number
  readonly targetFolder: number
}

/** Where among the unaccounted source messages and the strangers recognition looks: a batch in doubt, or everything. */
export interface RecognitionScope extends Pairing {
  /** Only these source messages; undefined: all that have no copy. */
  readonly uids?: readonly number[] | undefined
  /** Only strangers from this UID on. */
  readonly uidFrom?: number | undefined
  /** These source messages are looked for although they have a copy in the ledger: it is not where it should be. */
  readonly misplaced?: boolean | undefined
  /** Only source messages with these digests, each as often as it is named here. */
  readonly among?: readonly Buffer[] | undefined
}

export async function strangerCount(db: LedgerDb, targetFolder: number, uidFrom = 0): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from strangers where target_folder_id = ${targetFolder} and uid >= ${uidFrom}`.execute(db)
  return rows[0]?.n ?? 0
}

/** All messages at the target, of all its folders that were listed, that the ledger did not put there. */
export async function strangersOf(db: LedgerDb, mailbox: number): Promise<{ messages: number; bytes: number }> {
  const { rows } = await sql<{ messages: number; bytes: number }>`
    select count(*) as messages, coalesce(sum(s.size), 0)::bigint as bytes
    from strangers s join target_folders t on t.id = s.target_folder_id where t.mailbox_id = ${mailbox}`.execute(db)
  return rows[0] ?? { messages: 0, bytes: 0 }
}

const unaccountedIn = (scope: RecognitionScope) => sql`
  m.folder_id = ${scope.folder} and not m.gone
  and (${scope.uids === undefined} or m.uid = any(${scope.uids ?? []}::bigint[]))
  and (${scope.misplaced === true} or not exists (
    select from copies c where c.folder_id = m.folder_id and c.uid = m.uid and not c.lost))`

const strange = (scope: RecognitionScope) => sql`
  s.target_folder_id = ${scope.targetFolder} and s.uid >= ${scope.uidFrom ?? 0}
  and not exists (
    select from copies k where k.target_folder_id = s.target_folder_id and k.target_uid = s.uid and not k.lost)`

/** Unaccounted source messages whose header key is not yet known, in UID order, after a UID. */
export async function sourceWithoutKey(
  db: LedgerDb,
  scope: RecognitionScope,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select m.uid from messages m
    where ${unaccountedIn(scope)} and m.uid > ${after}
      and not exists (select from source_prints p where p.folder_id = m.folder_id and p.uid = m.uid)
    order by m.uid limit ${limit}`.execute(db)
  return rows.map((row) => row.uid)
}

export async function strangersWithoutKey(
  db: LedgerDb,
  scope: RecognitionScope,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select s.uid from strangers s
    where ${strange(scope)} and s.uid > ${after}
      and not exists (select from target_prints p where p.folder_id = s.target_folder_id and p.uid = s.uid)
    order by s.uid limit ${limit}`.execute(db)
  return rows.map((row) => row.uid)
}

/** Source messages whose header key also stands on a stranger, and whose body has not been read for it. */
export async function sourceCandidates(
  db: LedgerDb,
  scope: RecognitionScope,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select m.uid from messages m join source_prints p on p.folder_id = m.folder_id and p.uid = m.uid
    where ${unaccountedIn(scope)} and m.uid > ${after} and p.identity is null
      and exists (
        select from target_prints t join strangers s on s.target_folder_id = t.folder_id and s.uid = t.uid
        where t.folder_id = ${scope.targetFolder} and t.header_key = p.header_key and ${strange(scope)})
    order by m.uid limit ${limit}`.execute(db)
  return rows.map((row) => row.uid)
}

export async function strangerCandidates(
  db: LedgerDb,
  scope: RecognitionScope,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select s.uid from strangers s join target_prints t on t.folder_id = s.target_folder_id and t.uid = s.uid
    where ${strange(scope)} and s.uid > ${after} and t.identity is null
      and exists (
        select from source_prints p join messages m on m.folder_id = p.folder_id and m.uid = p.uid
        where p.folder_id = ${scope.folder} and p.header_key = t.header_key and ${unaccountedIn(scope)})
    order by s.uid limit ${limit}`.execute(db)
  return rows.map((row) => row.uid)
}

/** A source message found at the target. */
export interface Match {
  readonly uid: number
  readonly targetUid: number
  readonly sourceFlags: string
  readonly targetFlags: string
  /** Arrival, in seconds since 1970. */
  readonly sourceDate: number | null
  readonly targetDate: number | null
  readonly sourceExact: Buffer
  readonly targetExact: Buffer
  readonly sourceNormal: Buffer
  readonly targetNormal: Buffer
  readonly sourceIdentity: Buffer
  readonly targetIdentity: Buffer
  readonly sourceOddities: number
  readonly targetOddities: number
}

/**
 * How two prints may agree, best first; within each, the same arrival date goes before another, and equal ones pair in
 * UID order, so that two identical messages stay two.
 */
export const AGREEMENTS = ['exact', 'normal', 'identity'] as const
export type Agreement = (typeof AGREEMENTS)[number]

/** Pairs by one agreement; a message occurs in at most one pair. Claim these before asking for the next. */
export async function matches(
  db: LedgerDb,
  scope: RecognitionScope,
  by: Agreement,
  sameDate: boolean,
  limit: number,
): Promise<Match[]> {
  const column = sql.ref(by)
  const date = sameDate ? sql`internal_date` : sql`null::bigint`
  const { among } = scope
  const { rows } = await sql<Match>`
    with ours as (
      select o.*, row_number() over (partition by digest, at order by uid) as nth from (
        select m.uid, m.flags, m.internal_date, p.${column} as digest, ${date} as at, p.exact, p.normal, p.identity,
          p.oddities${among === undefined ? sql`` : sql`, row_number() over (partition by p.exact order by m.uid) as of_exact`}
        from messages m join source_prints p on p.folder_id = m.folder_id and p.uid = m.uid
        where ${unaccountedIn(scope)} and p.identity is not null) as o
      ${among === undefined ? sql`` : sql`where of_exact <= (select count(*) from unnest(${among}::bytea[]) as d where d = exact)`}
    ), theirs as (
      select s.uid, s.internal_date, t.${column} as digest, ${date} as at, t.exact, t.normal, t.identity, t.oddities, s.flags,
        row_number() over (partition by t.${column}, ${date} order by s.uid) as nth
      from strangers s join target_prints t on t.folder_id = s.target_folder_id and t.uid = s.uid
      where ${strange(scope)} and t.identity is not null
    )
    select o.uid, t.uid as "targetUid", o.flags as "sourceFlags", t.flags as "targetFlags",
      o.internal_date as "sourceDate", t.internal_date as "targetDate", o.exact as "sourceExact", t.exact as "targetExact",
      o.normal as "sourceNormal", t.normal as "targetNormal", o.identity as "sourceIdentity", t.identity as "targetIdentity", o.oddities as "sourceOddities", t.oddities as "targetOddities"
    from ours o join theirs t on t.digest = o.digest and t.at is not distinct from o.at and t.nth = o.nth
    order by o.uid limit ${limit}`.execute(db)
  return rows
}

/** Prints of messages that are accounted for by now serve nobody any more. */
export async function forgetSourcePrints(db: LedgerDb, folder: number): Promise<void> {
  await sql`
    delete from source_prints p using copies c
    where p.folder_id = ${folder} and c.folder_id = p.folder_id and c.uid = p.uid`.execute(db)
}

/** Copies that had been removed and are found again give way to what was found. */
export async function forgetRemoved(db: LedgerDb, folder: number, uids: readonly number[]): Promise<void> {
  await forgetCopies(
    db,
    sql`select folder_id, uid from copies where folder_id = ${folder} and uid = any(${uids}) and lost`,
  )
}

/**
 * Notes that copies stand elsewhere at the target by now, with what was merged into them. Returns which of the messages
 * had a copy to move.
 */
export async function moveCopies(
  db: LedgerDb,
  folder: number,
  targetFolder: number,
  places: readonly { uid: number; targetUid: number }[],
): Promise<Set<number>> {
  const { rows } = await sql<{ uid: number }>`
    with moving as (
      select c.uid, c.target_folder_id, c.target_uid, n.target_uid as new_uid
      from copies c join unnest(${places.map((place) => place.uid)}::bigint[],
        ${places.map((place) => place.targetUid)}::bigint[]) as n (uid, target_uid) on n.uid = c.uid
      where c.folder_id = ${folder}
    ), merged as (
      update copies c set target_folder_id = ${targetFolder}, target_uid = m.new_uid, lost = false
      from moving m
      where c.merged and c.target_folder_id = m.target_folder_id and c.target_uid = m.target_uid
        and (c.folder_id, c.uid) <> (${folder}, m.uid)
    )
    update copies c set target_folder_id = ${targetFolder}, target_uid = m.new_uid, lost = false, merged = false
    from moving m where c.folder_id = ${folder} and c.uid = m.uid
    returning c.uid`.execute(db)
  return new Set(rows.map((row) => row.uid))
}

/** Which of these messages of a source folder are still there and have no copy at the target. */
export async function unaccountedAmong(db: LedgerDb, folder: number, uids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select m.uid from messages m
    where m.folder_id = ${folder} and m.uid = any(${uids}) and not m.gone
      and not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid)
    order by m.uid`.execute(db)
  return rows.map((row) => row.uid)
}

/** As `unaccountedAmong`, where a copy that was removed counts for none. */
export async function unstandingAmong(db: LedgerDb, folder: number, uids: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select m.uid from messages m
    where m.folder_id = ${folder} and m.uid = any(${uids}) and not m.gone
      and not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid and not c.lost)
    order by m.uid`.execute(db)
  return rows.map((row) => row.uid)
}

/** Where copies of these messages stand in a target folder, by the message's UID. */
export async function targetUidsOf(
  db: LedgerDb,
  folder: number,
  targetFolder: number,
  uids: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await sql<{ uid: number; targetUid: number }>`
    select uid, target_uid as "targetUid" from copies
    where folder_id = ${folder} and target_folder_id = ${targetFolder} and uid = any(${uids})`.execute(db)
  return new Map(rows.map((row) => [row.uid, row.targetUid]))
}

/** UIDs that a target folder has given between two bounds and that nothing stands under any more, at most `limit`. */
export async function uidGaps(
  db: LedgerDb,
  targetFolder: number,
  from: number,
  before: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    with taken as (
      select uid from strangers where target_folder_id = ${targetFolder} and uid >= ${from} and uid < ${before}
      union all
      select target_uid from copies where target_folder_id = ${targetFolder} and target_uid >= ${from} and target_uid < ${before}
        and not merged
      union all select ${from - 1}::bigint union all select ${before}::bigint
    ), steps as (select uid, lead(uid) over (order by uid) as next from taken)
    select g.uid from steps cross join lateral generate_series(uid + 1, least(next - 1, uid + ${limit})) as g (uid)
    where next is not null order by g.uid limit ${limit}`.execute(db)
  return rows.map((row) => row.uid)
}

/** Of messages of a source folder, those whose bytes another message has that stands at a target folder. */
export async function identicalAt(
  db: LedgerDb,
  folder: number,
  targetFolder: number,
  uids: readonly number[],
): Promise<{ uid: number; targetUid: number; digest: Buffer; flags: string }[]> {
  const { rows } = await sql<{ uid: number; targetUid: number; digest: Buffer; flags: string }>`
    select distinct on (p.uid) p.uid, c.target_uid as "targetUid", c.digest, c.flags
    from source_prints p join copies c on c.target_folder_id = ${targetFolder} and c.digest = p.exact and not c.lost
      and not c.merged
    where p.folder_id = ${folder} and p.uid = any(${uids}) order by p.uid, c.target_uid`.execute(db)
  return rows
}

/** A message of a batch in doubt and the message at the target that came in its place, changed beyond its digests. */
export interface Lookalike {
  readonly uid: number
  readonly size: number
  readonly targetUid: number
  readonly targetSize: number
  readonly sourceFlags: string
  readonly targetFlags: string
  readonly sourceExact: Buffer
}

/**
 * What of a batch in doubt stands at the target under the same header key and arrival date, in the same order, though
 * no digest agrees: the target made something else of it. To be asked only of batches in doubt, within their UIDs.
 */
export async function lookalikes(db: LedgerDb, scope: RecognitionScope, limit: number): Promise<Lookalike[]> {
  const { rows } = await sql<Lookalike>`
    with ours as (
      select m.uid, m.size, m.flags, p.header_key, m.internal_date, p.exact,
        row_number() over (partition by p.header_key, m.internal_date order by m.uid) as nth
      from messages m join source_prints p on p.folder_id = m.folder_id and p.uid = m.uid
      where ${unaccountedIn(scope)} and p.exact is not null
    ), theirs as (
      select s.uid, s.size, s.flags, t.header_key, s.internal_date,
        row_number() over (partition by t.header_key, s.internal_date order by s.uid) as nth
      from strangers s join target_prints t on t.folder_id = s.target_folder_id and t.uid = s.uid
      where ${strange(scope)}
    )
    select o.uid, o.size, t.uid as "targetUid", t.size as "targetSize", o.flags as "sourceFlags", t.flags as "targetFlags",
      o.exact as "sourceExact"
    from ours o join theirs t
      on t.header_key = o.header_key and t.internal_date is not distinct from o.internal_date and t.nth = o.nth
    order by o.uid limit ${limit}`.execute(db)
  return rows
}

/** Whether anything sent to a target folder was ever read there with the digests it was sent with. */
export async function everAgreed(db: LedgerDb, targetFolder: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from copies c join checks k on k.folder_id = c.folder_id and k.uid = c.uid
      where c.target_folder_id = ${targetFolder} and k.level = 2 and k.rung < 3) as found`.execute(db)
  return rows[0]?.found ?? false
}

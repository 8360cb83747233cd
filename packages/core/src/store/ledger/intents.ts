import { sql } from 'kysely'
import { forgetCopies } from './folders.ts'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

/** A batch that left, or was about to, and whose answer is not in the ledger. */
export interface Intent {
  readonly id: number
  readonly folder: number
  readonly targetFolder: number
  readonly uids: readonly number[]
  /** No copy of this batch can have a lower UID at the target. */
  readonly uidFrom: number
  /** One command took the batch: all of it was stored, or none. */
  readonly oneCommand: boolean
  /** What the target said it took, without naming UIDs that could be believed. */
  readonly stored: readonly number[]
}

export interface NewIntent extends Omit<Intent, 'id' | 'stored'> {
  readonly pass: number
  readonly epoch: number
  /** SHA-256 of each message, where that is known before it leaves. */
  readonly digests?: readonly Buffer[]
}

/**
 * Commits what is about to leave, in one statement that asks whether this pass still has the mailbox. Undefined, and
 * nothing written, where another has it by now. The lease's row stays locked until it is written, as `assertEpoch` says.
 */
export async function openIntent(db: LedgerDb, mailbox: number, intent: NewIntent): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    with held as ${held(mailbox, intent.epoch)}
    insert into intents (pass_id, epoch, folder_id, target_folder_id, uids, uid_from, one_command, digests)
    select ${intent.pass}::integer, held.epoch, ${intent.folder}::integer, ${intent.targetFolder}::integer,
      ${intent.uids}::bigint[], ${intent.uidFrom}::bigint, ${intent.oneCommand}::boolean,
      ${intent.digests === undefined ? null : [...intent.digests]}::bytea[]
    from held returning id`.execute(db)
  return rows[0]?.id
}

/** The lease of a mailbox where it is still that of this epoch; who takes it over waits for the end of the statement. */
const held = (mailbox: number, epoch: number) =>
  sql`(select epoch from leases where mailbox_id = ${mailbox} and epoch = ${epoch} for share)`

/** What the target took of a batch, where its answer can be believed and nothing of it needs a closer look. */
export interface Confirmation {
  readonly mailbox: number
  readonly epoch: number
  readonly intent: number
  /** Whether that was all of the batch. */
  readonly whole: boolean
  readonly pass: number
  readonly folder: number
  readonly targetFolder: number
  readonly messages: readonly {
    readonly uid: number
    readonly targetUid: number
    readonly digest: Buffer
    readonly flags: string
  }[]
}

/** PostgreSQL's unique_violation and deadlock_detected: another batch claims the same at this moment. */
const CLAIMED_MEANWHILE = new Set<unknown>(['23505', '40P01'])

/**
 * Writes down where the messages of a batch stand, in one statement: under the right to write for the mailbox, behind
 * whoever claims in the same target folder. False, and nothing written, where that right is gone or a UID is claimed
 * already: whoever asked finds out which.
 */
export async function confirmBatch(db: LedgerDb, batch: Confirmation): Promise<boolean> {
  const { mailbox, epoch, intent, whole, pass, folder, targetFolder, messages } = batch
  const uids = messages.map(({ uid }) => uid)
  const targetUids = messages.map(({ targetUid }) => targetUid)
  try {
    const { rows } = await sql<{ stored: number }>`
      with held as ${held(mailbox, epoch)},
      locked as (select from target_folders where id = ${targetFolder} and exists (select from held) for no key update),
      free as (
        select from locked where not exists (
          select from copies
          where target_folder_id = ${targetFolder} and target_uid = any(${targetUids}) and not merged)),
      unrepaired as (
        delete from repairs where folder_id = ${folder} and uid = any(${uids}) and exists (select from free)),
      stored as (
        insert into copies (folder_id, uid, target_folder_id, target_uid, pass_id, recognised, digest, flags, merged)
        select ${folder}::integer, one.uid, ${targetFolder}::integer, one.target_uid, ${pass}::integer, false,
          one.digest, one.flags, false
        from unnest(
          ${uids}::bigint[], ${targetUids}::bigint[], ${messages.map(({ digest }) => digest)}::bytea[],
          ${messages.map(({ flags }) => flags)}::text[]) as one (uid, target_uid, digest, flags)
        where exists (select from free)
        returning uid),
      closed as (
        update intents set closed_at = now(), digests = null
        where id = ${intent} and ${whole}::boolean and exists (select from stored))
      select count(*) as stored from stored`.execute(db)
    return rows[0]?.stored === messages.length
  } catch (error) {
    if (error instanceof Error && 'code' in error && CLAIMED_MEANWHILE.has(error.code)) return false
    throw error
  }
}

/** Notes that the target took messages of a batch, though nobody knows yet where they stand. */
export async function setStored(db: LedgerDb, intent: number, uids: readonly number[]): Promise<void> {
  await sql`update intents set stored = stored || ${uids}::bigint[] where id = ${intent}`.execute(db)
}

export async function closeIntents(db: LedgerDb, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update intents set closed_at = now(), digests = null where id = any(${ids})`.execute(db)
}

/**
 * Closes a batch of which some messages are not at the target, as far as can be seen: they will be sent again. One that
 * is closed stays as it is: a pass that stood still must not forget what the one that overtook it expects.
 */
export async function closeAbsent(db: LedgerDb, intent: number, absent: readonly number[]): Promise<void> {
  await sql`update intents set closed_at = now(), digests = null, absent = ${absent} where id = ${intent} and closed_at is null`.execute(
    db,
  )
}

/** Batches of these source folders of which nobody knows yet what became, in the order they left. */
export async function openIntents(db: LedgerDb, folders: readonly number[]): Promise<Intent[]> {
  const { rows } = await sql<Intent>`
    select id, folder_id as folder, target_folder_id as "targetFolder", uids, uid_from as "uidFrom",
      one_command as "oneCommand", stored
    from intents where folder_id = any(${folders}) and closed_at is null order by id`.execute(db)
  return rows
}

/**
 * Messages whose copies had these UIDs in a target folder, as long as one that was sent to another target folder, of which
 * nobody knows whether it arrived.
 * @param sent source folders whose batches in doubt count
 */
export async function likeInDoubt(
  db: LedgerDb,
  sent: readonly number[],
  targetFolder: number,
  targetUids: readonly number[],
): Promise<{ folder: number; uid: number }[]> {
  const { rows } = await sql<{ folder: number; uid: number }>`
    with doubted as materialized (
      select distinct m.size from intents i cross join unnest(i.uids) as u (uid)
        join messages m on m.folder_id = i.folder_id and m.uid = u.uid
      where i.folder_id = any(${sent}) and i.closed_at is null and i.target_folder_id <> ${targetFolder}
        and not u.uid = any(i.stored))
    select c.folder_id as folder, c.uid from copies c
      join messages m on m.folder_id = c.folder_id and m.uid = c.uid
    where c.target_folder_id = ${targetFolder} and c.target_uid = any(${targetUids}) and not c.lost and not c.origin
      and not c.merged
      and m.size in (select size from doubted)
    order by 1, 2`.execute(db)
  return rows
}

/**
 * Takes copies back that are not where the target had said: they are in doubt again, as stored without a UID. One
 * intent for each target folder they were sent to.
 */
export async function reopenDoubted(
  db: LedgerDb,
  pass: number,
  epoch: number,
  folder: number,
  uids: readonly number[],
): Promise<void> {
  await sql`
    insert into intents (pass_id, epoch, folder_id, target_folder_id, uids, uid_from, stored, digests)
    select ${pass}, ${epoch}, ${folder}, c.target_folder_id, array_agg(c.uid order by c.uid),
      coalesce((
        select min(i.uid_from) from intents i
        where i.folder_id = ${folder} and i.target_folder_id = c.target_folder_id and i.uids && array_agg(c.uid)), 1),
      array_agg(c.uid order by c.uid), array_agg(nullif(c.digest, '') order by c.uid)
    from copies c where c.folder_id = ${folder} and c.uid = any(${uids}) group by c.target_folder_id`.execute(db)
  await forgetCopies(db, sql`select folder_id, uid from copies where folder_id = ${folder} and uid = any(${uids})`)
}

/** Target folders where copies of batches settled as absent may still come to light. */
export async function foldersExpectingLate(
  db: LedgerDb,
  mailbox: number,
): Promise<{ id: number; name: string; uidValidity: number }[]> {
  const { rows } = await sql<{ id: number; name: string; uidValidity: number }>`
    select f.id, f.name, f.uid_validity as "uidValidity" from target_folders f
    where f.mailbox_id = ${mailbox} and exists (select from intents where target_folder_id = f.id and absent <> '{}')
    order by f.id`.execute(db)
  return rows
}

/**
 * Where a target folder was renamed, what may still come to light of its batches comes to light in what it is now: the
 * folder with its UIDVALIDITY that holds copies of these batches.
 * @param listed names of the folders that the target has
 */
export async function followRenamed(db: LedgerDb, mailbox: number, listed: readonly string[]): Promise<void> {
  await sql`
    update intents i set target_folder_id = now.id
    from target_folders old join target_folders now on now.mailbox_id = old.mailbox_id and now.id <> old.id
      and now.uid_validity = old.uid_validity
    where i.target_folder_id = old.id and i.absent <> '{}' and old.mailbox_id = ${mailbox}
      and not old.name = any(${listed}) and now.name = any(${listed}) and not now.superseded
      and exists (
        select from copies c
        where c.folder_id = i.folder_id and c.uid = any(i.absent) and c.target_folder_id = now.id and not c.lost
          and c.target_uid >= i.uid_from)`.execute(db)
}

/** Messages of a target folder's batches that were settled as absent and have another copy since. */
const doubted = (targetFolder: number) => sql`
  select i.id as intent, i.folder_id as folder, u.uid, i.uid_from, m.internal_date, m.size,
    c.target_folder_id as copy_folder, c.target_uid as copy_uid, c.digest, c.flags || ' ' || m.flags as ours
  from intents i cross join unnest(i.absent) as u (uid)
    join messages m on m.folder_id = i.folder_id and m.uid = u.uid
    join copies c on c.folder_id = i.folder_id and c.uid = u.uid and not c.lost and not c.merged
  where i.target_folder_id = ${targetFolder} and i.absent <> '{}'
    and exists (select from checks k where k.folder_id = c.folder_id and k.uid = c.uid and k.rung < 4)`

/** Strangers that have to be read to know whether they are late copies: of the arrival date of one in doubt. */
export async function lateUnread(db: LedgerDb, targetFolder: number, after: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select s.uid from strangers s
    where s.target_folder_id = ${targetFolder} and s.uid > ${after}
      and exists (
        select from (${doubted(targetFolder)}) as d
        where d.internal_date is not distinct from s.internal_date and s.uid >= d.uid_from)
      and not exists (
        select from target_prints p where p.folder_id = s.target_folder_id and p.uid = s.uid and p.exact is not null)
    order by s.uid limit ${limit}`.execute(db)
  return rows.map((row) => row.uid)
}

/**
 * Copies that have to be read to know a late copy of the same message by its bytes: those that the target rewrote, and
 * those that counted as removed before anybody had read them.
 */
export async function rewrittenDoubted(
  db: LedgerDb,
  targetFolder: number,
  limit: number,
): Promise<{ copyFolder: number; copyUid: number }[]> {
  const { rows } = await sql<{ copyFolder: number; copyUid: number }>`
    select distinct d.copy_folder as "copyFolder", d.copy_uid as "copyUid" from (${doubted(targetFolder)}) as d
      join checks k on k.folder_id = d.folder and k.uid = d.uid
    where d.copy_folder = ${targetFolder} and (k.rung > 1 or d.digest = '')
      and exists (
        select from strangers s
        where s.target_folder_id = ${targetFolder} and s.internal_date is not distinct from d.internal_date)
      and not exists (select from target_prints p where p.folder_id = d.copy_folder and p.uid = d.copy_uid)
    order by 2 limit ${limit}`.execute(db)
  return rows
}

/** A message that stands at the target twice, since its first sending came to light after the second. */
export interface LateDouble {
  readonly intent: number
  /** Of the source, which may have lost it: ledger id, server's name. */
  readonly folder: number
  readonly folderName: string
  readonly uid: number
  readonly size: number
  /** Where its copy stands, as the ledger has it. */
  readonly copyFolder: number
  readonly copyUid: number
  /** Flags as we set them last, and as the source has them: any other was set by somebody at the target. */
  readonly ours: string
  /** The other copy, which nobody knows. */
  readonly strangerUid: number
}

/** Strangers with the bytes and the arrival date of a message in doubt, each of either named once. */
export async function lateDoubles(db: LedgerDb, targetFolder: number, limit: number): Promise<LateDouble[]> {
  const { rows } = await sql<LateDouble>`
    with twice as (
      select d.*, coalesce(p.exact, d.digest) as bytes,
        row_number() over (partition by coalesce(p.exact, d.digest), d.internal_date order by d.intent, d.uid) as nth
      from (${doubted(targetFolder)}) as d
        left join target_prints p on p.folder_id = d.copy_folder and p.uid = d.copy_uid
    ), late as (
      select s.uid, s.internal_date, t.exact,
        row_number() over (partition by t.exact, s.internal_date order by s.uid) as nth
      from strangers s join target_prints t on t.folder_id = s.target_folder_id and t.uid = s.uid and t.exact is not null
      where s.target_folder_id = ${targetFolder}
        and not exists (
          select from copies c
          where c.target_folder_id = s.target_folder_id and c.target_uid = s.uid and not c.lost)
        and s.uid >= (select min(uid_from) from intents where target_folder_id = ${targetFolder} and absent <> '{}')
    )
    select w.intent, w.folder, f.name as "folderName", w.uid, w.size, w.copy_folder as "copyFolder", w.copy_uid as "copyUid", w.ours,
      l.uid as "strangerUid"
    from late l join twice w
      on w.bytes = l.exact and w.internal_date is not distinct from l.internal_date and w.nth = l.nth
        and l.uid >= w.uid_from
      join source_folders f on f.id = w.folder
    order by l.uid limit ${limit}`.execute(db)
  return rows
}

/** Whether a message of a target folder is the copy of another pair of mailboxes with the same target. */
export async function claimedBeside(db: LedgerDb, targetFolder: number, uid: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from target_folders f join mailboxes m on m.id = f.mailbox_id
        join mailboxes o on o.target = m.target and o.id <> m.id
        join target_folders g on g.mailbox_id = o.id and g.name = f.name and g.uid_validity = f.uid_validity
        join copies c on c.target_folder_id = g.id and c.target_uid = ${uid} and not c.lost
      where f.id = ${targetFolder}) as found`.execute(db)
  return only(rows).found
}

/** A late copy was dealt with: the sending it came from yields no other. */
export async function forgetAbsent(db: LedgerDb, intent: number, uid: number): Promise<void> {
  await sql`update intents set absent = array_remove(absent, ${uid}::bigint) where id = ${intent}`.execute(db)
}

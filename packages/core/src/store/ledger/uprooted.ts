import { sql } from 'kysely'
import { forgetCopies } from './folders.ts'
import type { LedgerDb } from './handle.ts'

/** What is let go of a source folder, and may stand elsewhere at the target. */
export interface Uprooted {
  readonly folder: number
  readonly uids: readonly number[]
  /** Digests of the copies that stand elsewhere, or not where they were; undefined where that may be true of all. */
  readonly among: readonly Buffer[] | undefined
}

/** The target folders of each source folder, where what it holds is recognised anyway. */
type Places = readonly { readonly folder: number; readonly targetFolder: number }[]

const oneOf = (places: Places) => sql`
  select * from unnest(${places.map((one) => one.folder)}::bigint[], ${places.map((one) => one.targetFolder)}::bigint[])`

/**
 * What `releaseSuperseded` and `forgetStanding` are about to let go, by today's source folder: messages whose copies
 * stood in target folders that give UIDs anew, and every message without a copy of source folders that do. With it what
 * a pass let go that ended before it had looked for it.
 * @param renumbered target folders that give UIDs anew under the same UIDVALIDITY
 * @param missing copies that are not where they were
 */
export async function uprooted(
  db: LedgerDb,
  mailbox: number,
  renumbered: readonly number[],
  missing: readonly { readonly targetFolder: number; readonly uids: readonly number[] }[],
  places: Places,
): Promise<Uprooted[]> {
  const left = await leftUprooted(db, mailbox, places)
  const gone = missing.flatMap(({ targetFolder, uids }) => uids.map((uid) => ({ targetFolder, uid })))
  const { rows } = await sql<Uprooted>`
    with loosened as (
      select now.id as folder, c.digest, t.superseded or t.id = any(${renumbered}) as all
      from copies c join source_folders old on old.id = c.folder_id
        join source_folders now on now.mailbox_id = old.mailbox_id and now.name = old.name and not now.superseded
        join target_folders t on t.id = c.target_folder_id
        left join unnest(${gone.map((one) => one.targetFolder)}::bigint[], ${gone.map((one) => one.uid)}::bigint[])
          as g (target_folder, uid) on g.target_folder = c.target_folder_id and g.uid = c.target_uid
      where old.mailbox_id = ${mailbox} and old.superseded and not c.lost
        and (g.uid is not null or t.superseded or t.id = any(${renumbered})
          or (now.id, t.id) not in (${oneOf(places)}))
    ), of_sources as (
      select folder, case when bool_or(a.all) then null else array_agg(digest) end as among from loosened a group by folder
    ), loose as (
      select c.folder_id as folder, c.uid, true as all from copies c
        join source_folders f on f.id = c.folder_id join target_folders t on t.id = c.target_folder_id
      where f.mailbox_id = ${mailbox} and not f.superseded and not c.lost and (t.superseded or t.id = any(${renumbered}))
      union
      select m.folder_id, m.uid, o.among is null from messages m join of_sources o on o.folder = m.folder_id
      where not m.gone and not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid)
    )
    select l.folder, array_agg(l.uid order by l.uid) as uids, case when bool_or(l.all) then null else (
      select o.among from of_sources o where o.folder = l.folder) end as among
    from loose l group by l.folder`.execute(db)
  return together([...left, ...rows.map((row) => ({ ...row, among: row.among ?? undefined }))])
}

/** What is kept in the table, less what was found since; by today's folder, should it have been numbered anew again. */
async function leftUprooted(db: LedgerDb, mailbox: number, places: Places): Promise<Uprooted[]> {
  const { rows } = await sql<{
    folder: number
    uids: number[] | null
    digests: Buffer[] | null
    found: Buffer[] | null
  }>`
    select now.id as folder, u.digests,
      case when now.id = u.folder_id then u.uids else (
        select array_agg(m.uid order by m.uid) from messages m
        where m.folder_id = now.id and not m.gone
          and not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid)) end as uids,
      (select array_agg(c.digest) from copies c
        where c.folder_id = u.folder_id and c.uid = any(u.uids) and not c.lost
          and (now.id, c.target_folder_id) not in (${oneOf(places)})) as found
    from adrift u join source_folders old on old.id = u.folder_id
      join source_folders now on now.mailbox_id = old.mailbox_id and now.name = old.name and not now.superseded
    where u.mailbox_id = ${mailbox}
    union all
    select now.id, null, (select array_agg(m.uid order by m.uid) from messages m
      where m.folder_id = now.id and not m.gone
        and not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid)), null
    from source_folders now
    where now.mailbox_id = ${mailbox} and not now.superseded and exists (
      select from maybe_moved n join source_folders old on old.id = n.folder_id
      where old.mailbox_id = now.mailbox_id and old.name = now.name and old.superseded)`.execute(db)
  return rows.map(({ folder, uids, digests, found }) => {
    const counted = new Map<string, number>()
    for (const digest of found ?? [])
      counted.set(digest.toString('hex'), (counted.get(digest.toString('hex')) ?? 0) + 1)
    const among = digests?.filter((digest) => {
      const n = counted.get(digest.toString('hex')) ?? 0
      counted.set(digest.toString('hex'), n - 1)
      return n <= 0
    })
    return { folder, uids: uids ?? [], among }
  })
}

/** Messages whose copies stood in a target folder that was made anew, by source folder and the target folder's name. */
export async function standingInRenewed(
  db: LedgerDb,
  mailbox: number,
): Promise<{ folder: number; name: string; uids: number[] }[]> {
  const { rows } = await sql<{ folder: number; name: string; uids: number[] }>`
    select c.folder_id as folder, old.name, array_agg(c.uid order by c.uid) as uids
    from copies c join source_folders f on f.id = c.folder_id
      join target_folders old on old.id = c.target_folder_id and old.superseded
    where f.mailbox_id = ${mailbox} and not f.superseded and not c.lost and not c.merged
      and exists (
        select from target_folders now
        where now.mailbox_id = old.mailbox_id and now.name = old.name and not now.superseded)
    group by c.folder_id, old.name order by old.name, c.folder_id`.execute(db)
  return rows
}

/** One for each folder. */
function together(all: readonly Uprooted[]): Uprooted[] {
  return [...Map.groupBy(all, ({ folder }) => folder)].map(([folder, some]) => ({
    folder,
    uids: [...new Set(some.flatMap(({ uids }) => uids))],
    among: some.some(({ among }) => among === undefined) ? undefined : some.flatMap(({ among }) => among ?? []),
  }))
}

/**
 * Keeps what is let go until it was looked for, in the transaction that lets it go: another pass would not know any more
 * that it may stand elsewhere, and send it again or take it for removed.
 */
export async function keepUprooted(trx: LedgerDb, mailbox: number, some: readonly Uprooted[]): Promise<void> {
  await forgetUprooted(trx, mailbox)
  for (const { folder, uids, among } of some)
    await sql`
      insert into adrift (mailbox_id, folder_id, uids, digests)
      values (${mailbox}, ${folder}, ${[...uids]}, ${among === undefined ? null : [...among]}::bytea[])`.execute(trx)
}

/** What was let go was looked for. */
export async function forgetUprooted(db: LedgerDb, mailbox: number): Promise<void> {
  await sql`delete from adrift where mailbox_id = ${mailbox}`.execute(db)
}

/** What was in doubt in target folders that were made anew is looked for among everything that these now hold. */
export async function redirectIntents(db: LedgerDb, mailbox: number): Promise<void> {
  await sql`
      update intents i set target_folder_id = now.id, uid_from = 1
      from target_folders old join target_folders now on now.mailbox_id = old.mailbox_id and now.name = old.name
      where old.id = i.target_folder_id and old.mailbox_id = ${mailbox} and old.superseded and not now.superseded
        and (i.closed_at is null or i.absent <> '{}')`.execute(db)
}

/**
 * Lets go of copies in folders that were numbered anew, so that they are recognised again by their content. What its
 * user had removed stays known by digest (`adoptRemoved`). With `asRemoved`, copies in target folders made anew count
 * as removed until they are recognised.
 */
export async function releaseSuperseded(trx: LedgerDb, mailbox: number, asRemoved: boolean): Promise<void> {
  const ofSources = sql`
      select c.folder_id, c.uid from copies c join source_folders f on f.id = c.folder_id
      where f.mailbox_id = ${mailbox} and f.superseded and not c.lost`
  const ofTargets = sql`
      select c.folder_id, c.uid from copies c join target_folders f on f.id = c.target_folder_id
      where f.mailbox_id = ${mailbox} and f.superseded and not c.lost`
  await forgetCopies(trx, ofSources)
  if (asRemoved) {
    await sql`
        update copies c set lost = true from (${ofTargets}) as gone
        where c.folder_id = gone.folder_id and c.uid = gone.uid`.execute(trx)
  } else await forgetCopies(trx, ofTargets)
  await sql`
      update intents i set closed_at = now() from source_folders f
      where f.id = i.folder_id and f.mailbox_id = ${mailbox} and f.superseded and i.closed_at is null`.execute(trx)
  // Kept with what was let go: their UIDs mean nothing any more.
  await sql`
    delete from maybe_moved n using source_folders f
    where f.id = n.folder_id and f.mailbox_id = ${mailbox} and f.superseded`.execute(trx)
  await sql`
      delete from strangers s using target_folders f
      where f.id = s.target_folder_id and f.mailbox_id = ${mailbox} and f.superseded`.execute(trx)
  await sql`
      delete from target_prints p using target_folders f
      where f.id = p.folder_id and f.mailbox_id = ${mailbox} and f.superseded`.execute(trx)
}

import { type RawBuilder, sql } from 'kysely'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

export interface LedgerFolder {
  readonly id: number
  /** Rows of the same name under an earlier UIDVALIDITY that were in force until now. */
  readonly superseded: readonly number[]
}

/**
 * The ledger's row for a source folder. A new UIDVALIDITY (RFC 3501 §2.3.1.1) begins a new row; what the old one had is
 * let go by `releaseSuperseded`, once it is known what is left at the target.
 */
export async function sourceFolder(
  db: LedgerDb,
  mailbox: number,
  name: string,
  uidValidity: number,
): Promise<LedgerFolder> {
  return folderRow(db, 'source_folders', mailbox, name, uidValidity)
}

/** The ledger's row for a target folder; a new UIDVALIDITY begins a new row, as for a source folder. */
export async function targetFolder(
  db: LedgerDb,
  mailbox: number,
  name: string,
  uidValidity: number,
): Promise<LedgerFolder> {
  return folderRow(db, 'target_folders', mailbox, name, uidValidity)
}

async function folderRow(
  db: LedgerDb,
  table: 'source_folders' | 'target_folders',
  mailbox: number,
  name: string,
  uidValidity: number,
): Promise<LedgerFolder> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`
      insert into ${sql.table(table)} (mailbox_id, name, uid_validity) values (${mailbox}, ${name}, ${uidValidity})
      on conflict (mailbox_id, name, uid_validity) do update set superseded = false
      returning id`.execute(trx)
    const { id } = only(rows)
    const { rows: superseded } = await sql<{ id: number }>`
      update ${sql.table(table)} set superseded = true
      where mailbox_id = ${mailbox} and name = ${name} and id <> ${id}
      returning id`.execute(trx)
    return { id, superseded: superseded.map((row) => row.id) }
  })
}

/** The highest UID of a copy that stands in a target folder, as far as the ledger knows; 0 where there is none. */
export async function lastCopy(db: LedgerDb, targetFolder: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce((
      select target_uid from copies where target_folder_id = ${targetFolder} and not lost
      order by target_uid desc limit 1), 0) as last`.execute(db)
  return only(rows).last
}

/** Copies that stand, as far as the ledger knows, in these target folders. */
export async function standingCopies(db: LedgerDb, targetFolders: readonly number[]): Promise<number> {
  if (targetFolders.length === 0) return 0
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from copies where target_folder_id = any(${targetFolders}) and not lost`.execute(db)
  return only(rows).n
}

/** Takes copies out of the ledger, and with them what reading them again had shown. */
export async function forgetCopies(db: LedgerDb, which: RawBuilder<unknown>): Promise<number> {
  const done = await sql`
    with gone as (
      delete from copies c using (${which}) as w where c.folder_id = w.folder_id and c.uid = w.uid returning c.folder_id, c.uid)
    , unchecked as (
      delete from checks k using gone g where k.folder_id = g.folder_id and k.uid = g.uid)
    select from gone`.execute(db)
  return done.rows.length
}

/** A place at the target that mail of a source folder was sent to: the server's name for it, and its decoded path. */
export interface Place {
  readonly name: string
  readonly path: string[]
}

/** Where passes sent each source folder, by its name; the latest place first. */
export async function places(db: LedgerDb, mailbox: number): Promise<Map<string, Place[]>> {
  const { rows } = await sql<Place & { source: string }>`
    select source_name as source, target_name as name, target_path as path from routes
    where mailbox_id = ${mailbox} order by source_name, used_at desc`.execute(db)
  const found = new Map<string, Place[]>()
  for (const { source, name, path } of rows) found.set(source, [...(found.get(source) ?? []), { name, path }])
  return found
}

/** Remembers where a source folder goes, so that later passes send it to the same place whatever else has changed. */
export async function setRoute(
  db: LedgerDb,
  mailbox: number,
  source: string,
  target: { readonly name: string; readonly path: readonly string[] },
): Promise<void> {
  await sql`
    insert into routes (mailbox_id, source_name, target_name, target_path)
    values (${mailbox}, ${source}, ${target.name}, ${target.path})
    on conflict (mailbox_id, source_name, target_name)
      do update set target_path = excluded.target_path, used_at = clock_timestamp()`.execute(db)
}

/** The same of many source folders. */
export async function setRoutes(
  db: LedgerDb,
  mailbox: number,
  routes: readonly {
    readonly source: string
    readonly target: { readonly name: string; readonly path: readonly string[] }
  }[],
): Promise<void> {
  const rows = routes.map(({ source, target: { name, path } }) => ({
    source: source.toWellFormed(),
    name: name.toWellFormed(),
    path: path.map((level) => level.toWellFormed()),
  }))
  await sql`
    insert into routes (mailbox_id, source_name, target_name, target_path)
    select ${mailbox}, r.source, r.name, array(select jsonb_array_elements_text(r.path))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (source text, name text, path jsonb)
    on conflict (mailbox_id, source_name, target_name)
      do update set target_path = excluded.target_path, used_at = clock_timestamp()`.execute(db)
}

/** Gives a mailbox of the ledger the routes that the command’s passes over this pair of mailboxes remember, where there are any. */
export async function takeOverRoutes(
  db: LedgerDb,
  { source, target, organisation }: { source: string; target: string; organisation: string | undefined },
  mailbox: number,
): Promise<void> {
  await sql`
    insert into routes (mailbox_id, source_name, target_name, target_path, used_at)
    select ${mailbox}, r.source_name, r.target_name, r.target_path, r.used_at
    from routes r join mailboxes m on m.id = r.mailbox_id
    where m.source = ${source} and m.target = ${target}
      and m.organisation_id is not distinct from ${organisation ?? null}
    on conflict do nothing`.execute(db)
}

/** Ids of this folder's earlier rows under which copies were removed by the target's user. */
export async function earlierWithRemoved(db: LedgerDb, folder: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select f.id from source_folders f join source_folders now on now.mailbox_id = f.mailbox_id and now.name = f.name
    where now.id = ${folder} and f.id <> ${folder} and f.superseded
      and exists (select from copies c where c.folder_id = f.id and c.lost)`.execute(db)
  return rows.map((row) => row.id)
}

/**
 * A message met again under a new UIDVALIDITY whose copy its user had removed at the target: the old row is taken over,
 * so that it stays removed. Each old row serves once. True where one was found.
 */
export async function adoptRemoved(
  db: LedgerDb,
  earlier: readonly number[],
  digest: Buffer,
  folder: number,
  uid: number,
): Promise<boolean> {
  const { rows } = await sql`
    update copies set folder_id = ${folder}, uid = ${uid}
    where (folder_id, uid) = (
      select c.folder_id, c.uid from copies c join messages m on m.folder_id = c.folder_id and m.uid = c.uid
      where c.folder_id = any(${earlier}) and c.lost and c.digest = ${digest} and not m.gone limit 1 for update of c)
    returning uid`.execute(db)
  return rows.length > 0
}

/**
 * What counted as removed under this folder's earlier rows and was found elsewhere, one for each digest, no longer does,
 * and with it what had been merged into it: it would be adopted by the next message with the same bytes, which then is
 * never sent.
 */
export async function forgetEarlierRemoved(trx: LedgerDb, folder: number, digests: readonly Buffer[]): Promise<void> {
  await forgetCopies(
    trx,
    sql`
      select k.folder_id, k.uid from (
        select c.digest, c.target_folder_id, c.target_uid,
          row_number() over (partition by c.digest order by c.merged, c.folder_id, c.uid) as nth
        from copies c join source_folders f on f.id = c.folder_id
          join source_folders now on now.mailbox_id = f.mailbox_id and now.name = f.name
        where now.id = ${folder} and f.id <> ${folder} and f.superseded and c.lost) as r
      join (select digest, count(*) as n from unnest(${[...digests]}::bytea[]) as d (digest) group by digest) as w
        on w.digest = r.digest and r.nth <= w.n
      join copies k on k.target_folder_id = r.target_folder_id and k.target_uid = r.target_uid and k.lost`,
  )
}

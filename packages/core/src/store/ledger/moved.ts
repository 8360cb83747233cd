import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** A message that was moved at the source after it had been copied: its earlier copy and the one at its new place. */
export interface MovedAtSource {
  /** Of the folder it is gone from: ledger id, server's name. */
  readonly folder: number
  readonly folderName: string
  readonly uid: number
  readonly targetFolder: number
  readonly targetUid: number
  /** Flags as we set them last, and as the source had them: any other was set by somebody at the target. */
  readonly ours: string
  readonly nowFolder: number
  readonly nowTargetFolder: number
  readonly nowTargetUid: number
}

/**
 * Messages that are gone from their folder and were met by a later pass in another one, with the same bytes and arrival
 * date; both copies were read and stand, as far as is known. Each is one later message's predecessor, in the
 * order of passes: of two identical ones of which one was moved and the other deleted, one counts as moved.
 */
export async function movedAtSource(db: LedgerDb, mailbox: number, limit: number): Promise<MovedAtSource[]> {
  const { rows } = await sql<MovedAtSource>`
    with keys as materialized (
      select distinct c.digest, m.internal_date
      from source_folders f join messages m on m.folder_id = f.id and m.gone
        join copies c on c.folder_id = m.folder_id and c.uid = m.uid and not c.lost and not c.merged and not c.origin
      where f.mailbox_id = ${mailbox} and not f.superseded and m.internal_date is not null and c.digest <> ''
    ), items as materialized (
      select c.*, m.internal_date, m.gone, m.flags as source_flags, f.name
      from keys k join copies c on c.digest = k.digest and not c.merged and not c.origin
        join messages m on m.folder_id = c.folder_id and m.uid = c.uid and m.internal_date = k.internal_date
        join source_folders f on f.id = c.folder_id and f.mailbox_id = ${mailbox} and not f.superseded
    ), gone as (
      select *, min(pass_id) over (partition by digest, internal_date) as first_pass,
        row_number() over (partition by digest, internal_date order by pass_id, lost desc, folder_id, uid) as nth
      from items where gone
    ), later as (
      select i.*, row_number() over (
        partition by i.digest, i.internal_date order by i.pass_id, i.gone desc, i.folder_id, i.uid) as nth
      from items i where exists (
        select from gone g where g.digest = i.digest and g.internal_date = i.internal_date and i.pass_id > g.first_pass)
    )
    select g.folder_id as folder, g.name as "folderName", g.uid, g.target_folder_id as "targetFolder",
      g.target_uid as "targetUid", g.flags || ' ' || g.source_flags as ours,
      l.folder_id as "nowFolder", l.target_folder_id as "nowTargetFolder", l.target_uid as "nowTargetUid"
    from gone g join later l on l.digest = g.digest and l.internal_date = g.internal_date and l.nth = g.nth
    where not g.lost and not l.gone and not l.lost and l.pass_id > g.pass_id and l.folder_id <> g.folder_id
      and (g.target_folder_id, g.target_uid) <> (l.target_folder_id, l.target_uid)
      and not exists (
        select from copies o
        where o.target_folder_id = g.target_folder_id and o.target_uid = g.target_uid and o.merged)
      and (select count(*) from checks k
        where (k.folder_id, k.uid) in ((g.folder_id, g.uid), (l.folder_id, l.uid)) and k.level = 2 and k.rung < 4) = 2
    order by g.folder_id, l.folder_id, g.uid limit ${limit}`.execute(db)
  return rows
}

import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/**
 * Where several folders show one message (one `provider_id`), chooses the row that stands for it: one that has a copy or
 * was sent, else the one in the first of these folders. All others are marked as standing elsewhere, unless they have a
 * copy of their own. What the service has no id for stands for itself.
 * @param folders the source's names for its folders, by rank
 */
export async function chooseAmongFolders(db: LedgerDb, mailbox: number, folders: readonly string[]): Promise<void> {
  await sql`
    with ranked as (
      select m.folder_id, m.uid, row_number() over (
        partition by m.provider_id order by not sent.it, o.rank, m.folder_id, m.uid) > 1 and not sent.it as elsewhere
      from source_folders f
        join unnest(${folders}::text[]) with ordinality as o (name, rank) on o.name = f.name
        join messages m on m.folder_id = f.id
        cross join lateral (select
          exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid)
          or exists (select from intents i where i.folder_id = m.folder_id and i.closed_at is null and m.uid = any(i.uids))
          as it) as sent
      where f.mailbox_id = ${mailbox} and not f.superseded and not m.gone and m.provider_id is not null)
    update messages m set elsewhere = r.elsewhere from ranked r
    where m.folder_id = r.folder_id and m.uid = r.uid and m.elsewhere <> r.elsewhere`.execute(db)
}

/** Messages of these folders that another row stands for. */
export async function shownElsewhere(db: LedgerDb, folders: readonly number[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from messages m where m.folder_id = any(${folders}) and m.elsewhere and not m.gone
      and not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid)`.execute(db)
  return rows[0]?.n ?? 0
}

import { sql } from 'kysely'
import { forgetMailbox, type LedgerDb } from '../../../store/index.ts'
import type { Claim } from './standing.ts'

/** The tables of the ledger in the order in which they refer to one another, and which of their rows are a mailbox's. */
const TABLES: readonly (readonly [table: string, ofMailbox: string])[] = [
  ['mailboxes', 'id = $'],
  ['leases', 'mailbox_id = $'],
  ['passes', 'mailbox_id = $'],
  ['source_folders', 'mailbox_id = $'],
  ['target_folders', 'mailbox_id = $'],
  ['routes', 'mailbox_id = $'],
  ['messages', 'folder_id in (select id from source_folders where mailbox_id = $)'],
  ['copies', 'folder_id in (select id from source_folders where mailbox_id = $)'],
  ['checks', 'folder_id in (select id from source_folders where mailbox_id = $)'],
  ['repairs', 'folder_id in (select id from source_folders where mailbox_id = $)'],
  ['source_prints', 'folder_id in (select id from source_folders where mailbox_id = $)'],
  ['strangers', 'target_folder_id in (select id from target_folders where mailbox_id = $)'],
  ['target_prints', 'folder_id in (select id from target_folders where mailbox_id = $)'],
  ['intents', 'folder_id in (select id from source_folders where mailbox_id = $)'],
  ['deletions', 'folder_id in (select id from source_folders where mailbox_id = $)'],
  ['exceptions', 'folder_id in (select id from source_folders where mailbox_id = $)'],
]

/** Everything that the ledger knows of one mailbox, as a backup has it. */
export type LedgerState = readonly (readonly [table: string, rows: string])[]

/** The ledger's id of a mailbox; undefined where it knows none of it. */
async function idOf(db: LedgerDb, source: string): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select id from mailboxes where source = ${source}`.execute(db)
  return rows[0]?.id
}

/** What the ledger knows of the mailbox of this source; the backup of a large ledger, in little. */
export async function saveLedger(db: LedgerDb, source: string): Promise<LedgerState> {
  const id = await idOf(db, source)
  const state: (readonly [string, string])[] = []
  if (id === undefined) return state
  for (const [table, ofMailbox] of TABLES) {
    const { rows } = await sql<{ rows: string }>`
      select coalesce(json_agg(t), '[]')::text as rows from ${sql.table(table)} t
      where ${sql.raw(ofMailbox.replace('$', String(id)))}`.execute(db)
    state.push([table, rows[0]?.rows ?? '[]'])
  }
  return state
}

/** Loses all that the ledger knows of the mailbox of this source. */
export async function loseLedger(db: LedgerDb, source: string): Promise<void> {
  const id = await idOf(db, source)
  if (id !== undefined) await forgetMailbox(db, id)
}

/** Puts back an older state, and nothing of what came after it stays. */
export async function putBackLedger(db: LedgerDb, source: string, state: LedgerState): Promise<void> {
  await loseLedger(db, source)
  for (const [table, rows] of state) {
    await sql`
      insert into ${sql.table(table)} overriding system value
      select * from json_populate_recordset(null::${sql.table(table)}, ${rows}::json)`.execute(db)
  }
  await endLease(db, source)
}

/** The lease of a process that is gone: it has ended. */
export async function endLease(db: LedgerDb, source: string): Promise<void> {
  await sql`
    update leases set expires_at = '-infinity'
    where mailbox_id = (select id from mailboxes where source = ${source})`.execute(db)
}

/** Messages that were sent, or were about to be, without the ledger knowing whether the target took them. */
export async function inDoubt(db: LedgerDb, source: string): Promise<{ folder: string; uid: number }[]> {
  const { rows } = await sql<{ folder: string; uid: number }>`
    select f.name as folder, u.uid from mailboxes b join source_folders f on f.mailbox_id = b.id
      join intents i on i.folder_id = f.id and i.closed_at is null cross join unnest(i.uids) as u (uid)
    where b.source = ${source} and not u.uid = any(i.stored)`.execute(db)
  return rows
}

/** Where copies stood that passes have deleted, or were about to, since their messages are gone from the source. */
export async function deletedBy(db: LedgerDb, source: string): Promise<{ folder: string; uid: number }[]> {
  const { rows } = await sql<{ folder: string; uid: number }>`
    select t.name as folder, d.target_uid as uid from mailboxes b join source_folders f on f.mailbox_id = b.id
      join deletions d on d.folder_id = f.id and d.kept is null join target_folders t on t.id = d.target_folder_id
    where b.source = ${source}`.execute(db)
  return rows
}

/** What the ledger says of each message that the source holds. */
export async function claimsOf(db: LedgerDb, source: string): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    select f.name as folder, m.uid, t.name as "targetFolder", c.target_uid as "targetUid",
      coalesce(c.lost, false) as lost, coalesce(c.merged, false) as merged
    from mailboxes b join source_folders f on f.mailbox_id = b.id and not f.superseded
      join messages m on m.folder_id = f.id and not m.gone
      left join copies c on c.folder_id = m.folder_id and c.uid = m.uid
      left join target_folders t on t.id = c.target_folder_id
    where b.source = ${source}`.execute(db)
  return rows
}

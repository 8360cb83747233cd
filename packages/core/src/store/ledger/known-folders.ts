import { type RawBuilder, sql } from 'kysely'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

export type FolderTable = 'source_folders' | 'target_folders'

/** How a folder stood when the ledger last held all of it. */
export interface Known {
  readonly uidNext: number
  readonly messages: number
  readonly modSeq: bigint
}

export interface KnownFolder extends Known {
  readonly id: number
  readonly name: string
  readonly uidValidity: number
}

/**
 * The folders of which the ledger still holds everything that it says it does. What it holds is counted, and not
 * believed: copies may have been let go since, or a folder have been away for a while. `beyond` counts what it holds from
 * that UIDNEXT on: what was sent there after the folder had been listed.
 */
export async function knownFolders(
  db: LedgerDb,
  table: FolderTable,
  mailbox: number,
): Promise<(KnownFolder & { beyond: number })[]> {
  const [before, beyond] =
    table === 'source_folders'
      ? [inSource(sql`uid < f.known_uid_next`), inSource(sql`uid >= f.known_uid_next`)]
      : [inTarget((uid) => sql`${uid} < f.known_uid_next`), inTarget((uid) => sql`${uid} >= f.known_uid_next`)]
  const { rows } = await sql<Omit<KnownFolder, 'modSeq'> & { modSeq: string; beyond: number }>`
    select f.id, f.name, f.uid_validity as "uidValidity", f.known_uid_next as "uidNext", f.known_messages as messages,
      f.known_modseq::text as "modSeq", ${beyond} as beyond
    from ${sql.table(table)} f
    where f.mailbox_id = ${mailbox} and not f.superseded and f.known_modseq is not null
      and f.known_messages = ${before}`.execute(db)
  return rows.map((row) => ({ ...row, modSeq: BigInt(row.modSeq) }))
}

const inSource = (which: RawBuilder<unknown>) =>
  sql`(select count(*) from messages where folder_id = f.id and ${which} and not gone)`

const inTarget = (which: (uid: RawBuilder<unknown>) => RawBuilder<unknown>) =>
  sql`(select count(*) from (
    select target_uid from copies where target_folder_id = f.id and ${which(sql`target_uid`)} and not lost and not merged
    union select uid from strangers where target_folder_id = f.id and ${which(sql`uid`)}) as held)`

/** How many messages the ledger holds of a folder (ledger id). */
export async function heldIn(db: LedgerDb, table: FolderTable, folder: number): Promise<number> {
  const held = table === 'source_folders' ? inSource(sql`true`) : inTarget(() => sql`true`)
  const { rows } = await sql<{ n: number }>`
    select ${held} as n from ${sql.table(table)} f where f.id = ${folder}`.execute(db)
  return only(rows).n
}

/** Notes how a folder (ledger id) stood when it was listed whole; undefined: that is not known. */
export async function setKnownFolder(
  db: LedgerDb,
  table: FolderTable,
  folder: number,
  known: Known | undefined,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set known_uid_next = ${known?.uidNext ?? null}, known_messages = ${known?.messages ?? null},
      known_modseq = ${known?.modSeq.toString() ?? null}::bigint
    where id = ${folder}
      and (known_uid_next, known_messages, known_modseq) is distinct from
        (${known?.uidNext ?? null}::bigint, ${known?.messages ?? null}::bigint, ${known?.modSeq.toString() ?? null}::bigint)`.execute(
    db,
  )
}

/** These folders have changed: the ledger holds all of them only when they were listed again. */
export async function forgetKnown(db: LedgerDb, table: FolderTable, folders: readonly number[]): Promise<void> {
  if (folders.length === 0) return
  await sql`
    update ${sql.table(table)} set known_uid_next = null, known_messages = null, known_modseq = null
    where id = any(${folders})`.execute(db)
}

/** Folders that are not listed any more are not known when they come back. */
export async function forgetKnownOutside(
  db: LedgerDb,
  table: FolderTable,
  mailbox: number,
  names: readonly string[],
): Promise<void> {
  await sql`
    update ${sql.table(table)} set known_uid_next = null, known_messages = null, known_modseq = null
    where mailbox_id = ${mailbox} and known_modseq is not null and not name = any(${names})`.execute(db)
}

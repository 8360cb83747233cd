import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

export interface LedgerFolder {
  readonly id: number
  /** Rows of the same name under an earlier UIDVALIDITY that were in force until now. */
  readonly superseded: readonly number[]
}

/**
 * The ledger's row for a source folder. A new UIDVALIDITY (RFC 3501 §2.3.1.1) begins a new row: the old row's copies
 * are let go, so that the target's messages can be recognised again by their content; what its user had removed at the
 * target is remembered by digest (`adoptRemoved`).
 */
export async function sourceFolder(
  db: LedgerDb,
  mailbox: number,
  name: string,
  uidValidity: number,
): Promise<LedgerFolder> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`
      insert into source_folders (mailbox_id, name, uid_validity) values (${mailbox}, ${name}, ${uidValidity})
      on conflict (mailbox_id, name, uid_validity) do update set superseded = false
      returning id`.execute(trx)
    const { id } = only(rows)
    const { rows: superseded } = await sql<{ id: number }>`
      update source_folders set superseded = true
      where mailbox_id = ${mailbox} and name = ${name} and id <> ${id} and not superseded
      returning id`.execute(trx)
    for (const old of superseded) {
      await sql`delete from checks where folder_id = ${old.id}`.execute(trx)
      await sql`delete from copies where folder_id = ${old.id} and not lost`.execute(trx)
      await sql`update intents set closed_at = now() where folder_id = ${old.id} and closed_at is null`.execute(trx)
    }
    return { id, superseded: superseded.map((row) => row.id) }
  })
}

/**
 * The ledger's row for a target folder. A new UIDVALIDITY begins a new row; copies that stood under the old one are
 * let go and recognised again by content. Those that their user had removed stay removed.
 */
export async function targetFolder(
  db: LedgerDb,
  mailbox: number,
  name: string,
  uidValidity: number,
): Promise<LedgerFolder> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`
      insert into target_folders (mailbox_id, name, uid_validity) values (${mailbox}, ${name}, ${uidValidity})
      on conflict (mailbox_id, name, uid_validity) do update set superseded = false
      returning id`.execute(trx)
    const { id } = only(rows)
    const { rows: superseded } = await sql<{ id: number }>`
      update target_folders set superseded = true
      where mailbox_id = ${mailbox} and name = ${name} and id <> ${id} and not superseded
      returning id`.execute(trx)
    for (const old of superseded) {
      await sql`
        with let_go as (
          delete from copies where target_folder_id = ${old.id} and not lost returning folder_id, uid)
        delete from checks c using let_go g where c.folder_id = g.folder_id and c.uid = g.uid`.execute(trx)
      await sql`delete from strangers where target_folder_id = ${old.id}`.execute(trx)
      await sql`delete from target_prints where folder_id = ${old.id}`.execute(trx)
      // What was in doubt is looked for among everything the folder now holds.
      await sql`
        update intents set target_folder_id = ${id}, uid_from = 1
        where target_folder_id = ${old.id} and closed_at is null`.execute(trx)
    }
    return { id, superseded: superseded.map((row) => row.id) }
  })
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
      select folder_id, uid from copies
      where folder_id = any(${earlier}) and lost and digest = ${digest} limit 1 for update)
    returning uid`.execute(db)
  return rows.length > 0
}

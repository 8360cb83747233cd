import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

export interface Intent {
  readonly id: number
  readonly passId: number
  readonly uids: readonly number[]
  /** No copy of this batch can have a lower UID at the target. */
  readonly uidFrom: number
}

/** Committed before a batch leaves. */
export async function openIntent(
  db: LedgerDb,
  intent: {
    pass: number
    epoch: number
    folder: number
    targetFolder: number
    uids: readonly number[]
    uidFrom: number
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into intents (pass_id, epoch, folder_id, target_folder_id, uids, uid_from)
    values (${intent.pass}, ${intent.epoch}, ${intent.folder}, ${intent.targetFolder}, ${intent.uids}, ${intent.uidFrom})
    returning id`.execute(db)
  return only(rows).id
}

export async function closeIntents(db: LedgerDb, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update intents set closed_at = now() where id = any(${ids})`.execute(db)
}

/** Batches of a folder of which nobody knows yet what became. */
export async function openIntents(db: LedgerDb, folder: number, targetFolder: number): Promise<Intent[]> {
  const { rows } = await sql<Intent>`
    select id, pass_id as "passId", uids, uid_from as "uidFrom" from intents
    where folder_id = ${folder} and target_folder_id = ${targetFolder} and closed_at is null order by id`.execute(db)
  return rows
}

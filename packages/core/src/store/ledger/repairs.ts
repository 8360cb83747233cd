import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** How a message was changed so that the target takes it. */
const REPAIR_KIND = { mended: 1, rebuilt: 2 } as const
export type RepairKind = keyof typeof REPAIR_KIND

/** A message that the target refused as it is and took after a repair. */
export interface Repair {
  readonly uid: number
  readonly kind: RepairKind
  /** Of the refusal. */
  readonly code: string
  /** What the target said of the message as it was. */
  readonly serverReply: string | null
  /** Where its raw bytes are kept; null where the copy itself holds them, and the file is not known any more. */
  readonly rawFile: string | null
}

/** Notes a repair; what was known of an earlier one of the same message gives way. */
export async function insertRepair(db: LedgerDb, folder: number, repair: Repair): Promise<void> {
  await sql`
    insert into repairs as r (folder_id, uid, kind, code, server_reply, raw_file)
    values (${folder}, ${repair.uid}, ${REPAIR_KIND[repair.kind]}, ${repair.code}, ${repair.serverReply}, ${repair.rawFile})
    on conflict (folder_id, uid) do update set kind = excluded.kind, code = excluded.code,
      server_reply = coalesce(excluded.server_reply, r.server_reply), raw_file = coalesce(excluded.raw_file, r.raw_file)`.execute(
    db,
  )
}

/** Repaired messages of a folder whose copy stands at the target, in UID order. */
export async function repairsOf(
  db: LedgerDb,
  folder: number,
  limit: number,
): Promise<(Repair & { readonly size: number })[]> {
  const { rows } = await sql<Omit<Repair, 'kind'> & { size: number; kind: number }>`
    select r.uid, m.size, r.kind, r.code, r.server_reply as "serverReply", r.raw_file as "rawFile"
    from repairs r join copies c on c.folder_id = r.folder_id and c.uid = r.uid and not c.lost
      join messages m on m.folder_id = r.folder_id and m.uid = r.uid and not m.gone
    where r.folder_id = ${folder} order by r.uid limit ${limit}`.execute(db)
  return rows.map((row) => ({ ...row, kind: row.kind === REPAIR_KIND.mended ? 'mended' : 'rebuilt' }))
}

/** These messages were taken as they are. */
export async function forgetRepairs(db: LedgerDb, folder: number, uids: readonly number[]): Promise<void> {
  await sql`delete from repairs where folder_id = ${folder} and uid = any(${uids})`.execute(db)
}

import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** A copy with the bytes of another message's, in another folder of the target. */
export interface Twin {
  readonly folder: number
  readonly uid: number
  readonly digest: Buffer
  readonly targetFolder: number
  readonly targetName: string
  readonly uidValidity: number
  readonly targetUid: number
}

/** Copies of a mailbox with these bytes that stand, as far as is known, in other folders of the target than this one. */
export async function twinsElsewhere(
  db: LedgerDb,
  mailbox: number,
  digests: readonly Buffer[],
  targetFolder: number,
): Promise<Twin[]> {
  const { rows } = await sql<Twin>`
    select c.folder_id as folder, c.uid, c.digest, c.target_folder_id as "targetFolder", t.name as "targetName",
      t.uid_validity as "uidValidity", c.target_uid as "targetUid"
    from copies c join target_folders t on t.id = c.target_folder_id
    where t.mailbox_id = ${mailbox} and t.id <> ${targetFolder} and not t.superseded and c.digest = any(${[...digests]}::bytea[])
      and not c.lost and not c.merged
    order by c.target_folder_id, c.target_uid`.execute(db)
  return rows
}

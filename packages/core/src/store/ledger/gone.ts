import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** A message of a batch in doubt that its source no longer holds, and what stands at the target with its bytes. */
export interface GoneArrived {
  readonly uid: number
  readonly targetUid: number
  readonly digest: Buffer
  readonly sourceFlags: string
  readonly targetFlags: string
  readonly targetDate: number | null
}

/** Messages of these batches that are gone from the source, by the bytes that they were sent with; each once. */
const gone = (intents: readonly number[]) => sql`
  select distinct on (n.uid) i.folder_id, n.uid, n.digest, m.flags
  from intents i, unnest(i.uids, i.digests) as n (uid, digest), messages m
  where i.id = any(${intents}) and n.digest is not null and m.folder_id = i.folder_id and m.uid = n.uid and m.gone
    and not exists (select from copies c where c.folder_id = i.folder_id and c.uid = n.uid)
  order by n.uid`

/** UIDs of strangers, after a UID, that have to be read to know a message that is gone from its source. */
export async function unreadForGone(
  db: LedgerDb,
  intents: readonly number[],
  targetFolder: number,
  after: number,
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ uid: number }>`
    select s.uid from strangers s
    where s.target_folder_id = ${targetFolder} and s.uid > ${after}
      and s.uid >= (select min(uid_from) from intents where id = any(${intents}))
      and exists (${gone(intents)}) and not exists (
        select from target_prints p where p.folder_id = s.target_folder_id and p.uid = s.uid and p.exact is not null)
    order by s.uid limit ${limit}`.execute(db)
  return rows.map((row) => row.uid)
}

/** What of these batches has arrived although the source no longer holds it; equal bytes pair in UID order. */
export async function goneArrived(
  db: LedgerDb,
  intents: readonly number[],
  targetFolder: number,
): Promise<GoneArrived[]> {
  const { rows } = await sql<GoneArrived>`
    with ours as (
      select g.*, row_number() over (partition by digest order by uid) as nth from (${gone(intents)}) as g
    ), theirs as (
      select s.uid, s.flags, s.internal_date, p.exact, row_number() over (partition by p.exact order by s.uid) as nth
      from strangers s join target_prints p on p.folder_id = s.target_folder_id and p.uid = s.uid
      where s.target_folder_id = ${targetFolder}
        and s.uid >= (select min(uid_from) from intents where id = any(${intents}))
        and not exists (
          select from copies c where c.target_folder_id = s.target_folder_id and c.target_uid = s.uid and not c.lost)
    )
    select o.uid, t.uid as "targetUid", o.digest, o.flags as "sourceFlags", t.flags as "targetFlags",
      t.internal_date as "targetDate"
    from ours o join theirs t on t.exact = o.digest and t.nth = o.nth order by o.uid`.execute(db)
  return rows
}

import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/** Digests for recognising a message by its content: the key of its headers first, the rest once its body was read. */
export interface NewPrint {
  readonly uid: number
  readonly headerKey?: Buffer
  readonly exact?: Buffer
  readonly normal?: Buffer
  readonly identity?: Buffer
  readonly oddities?: number
}

/**
 * Records prints of one side's folder. A row with a header key is new or replaces what it names; a row without one
 * completes the row that is there. What a row leaves out stays as it was. No UID twice in one call.
 */
export async function insertPrints(
  db: LedgerDb,
  side: 'source' | 'target',
  folderId: number,
  rows: readonly NewPrint[],
): Promise<void> {
  const table = sql.table(`${side}_prints`)
  const [keyed, unkeyed] = [rows.filter((row) => row.headerKey), rows.filter((row) => !row.headerKey)]
  if (keyed.length > 0)
    await sql`
      insert into ${table} as p (folder_id, uid, header_key, exact, normal, identity, oddities)
      select ${folderId}, * from ${unfolded(keyed)}
      on conflict (folder_id, uid) do update set header_key = excluded.header_key,
        exact = coalesce(excluded.exact, p.exact), normal = coalesce(excluded.normal, p.normal),
        identity = coalesce(excluded.identity, p.identity), oddities = coalesce(excluded.oddities, p.oddities)`.execute(
      db,
    )
  if (unkeyed.length > 0)
    await sql`
      update ${table} p set
        exact = coalesce(n.exact, p.exact), normal = coalesce(n.normal, p.normal),
        identity = coalesce(n.identity, p.identity), oddities = coalesce(n.oddities, p.oddities)
      from ${unfolded(unkeyed)} as n (uid, header_key, exact, normal, identity, oddities)
      where p.folder_id = ${folderId} and p.uid = n.uid`.execute(db)
}

const unfolded = (rows: readonly NewPrint[]) => sql`unnest(
  ${rows.map((row) => row.uid)}::bigint[], ${rows.map((row) => row.headerKey ?? null)}::bytea[],
  ${rows.map((row) => row.exact ?? null)}::bytea[], ${rows.map((row) => row.normal ?? null)}::bytea[],
  ${rows.map((row) => row.identity ?? null)}::bytea[], ${rows.map((row) => row.oddities ?? null)}::smallint[])`

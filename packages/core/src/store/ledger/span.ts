import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'
import { only } from './mailbox.ts'

/** Which messages of a folder a pass wants. */
export interface Span {
  /** Arrived at or after this moment / before this moment, in seconds since 1970. */
  readonly since: number | undefined
  readonly before: number | undefined
  /** Only from this UID on: a trial's share. */
  readonly uidFrom?: number | undefined
  /** What stays where it is by its UID, whatever else is wanted. */
  readonly leftOut?: readonly number[] | undefined
  /** Not what stands elsewhere (`chooseAmongFolders`). */
  readonly once?: boolean | undefined
}

const within = ({ since, before, uidFrom, leftOut = [], once = false }: Span) => sql`
  coalesce(m.internal_date >= ${since ?? null}::bigint, true) and coalesce(m.internal_date < ${before ?? null}::bigint, true)
  and m.uid >= ${uidFrom ?? 0} ${leftOut.length === 0 ? sql`` : sql`and m.uid <> all(${leftOut}::bigint[])`}
  ${once ? sql`and not m.elsewhere` : sql``}`

const withoutAny = sql`not exists (select from copies c where c.folder_id = m.folder_id and c.uid = m.uid)`

/** Messages without a copy that a pass does not want. */
export async function outsideSpan(db: LedgerDb, folder: number, span: Span): Promise<number> {
  const { since, before, uidFrom, leftOut = [], once = false } = span
  if (since === undefined && before === undefined && uidFrom === undefined && leftOut.length === 0 && !once) return 0
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from messages m
    where m.folder_id = ${folder} and not m.gone and not (${within(span)}) and ${withoutAny}`.execute(db)
  return only(rows).n
}

/** Messages and octets of a folder that have no copy and are wanted. */
export async function stillToCopy(
  db: LedgerDb,
  folder: number,
  span: Span,
): Promise<{ messages: number; bytes: number }> {
  const { rows } = await sql<{ messages: number; bytes: number }>`
    select count(*) as messages, coalesce(sum(m.size), 0)::bigint as bytes from messages m
    where m.folder_id = ${folder} and not m.gone and ${within(span)} and ${withoutAny}`.execute(db)
  return only(rows)
}

/** The same of each of these folders; those of which nothing is left are left out. */
export async function stillToCopyIn(
  db: LedgerDb,
  folders: readonly number[],
  span: Span,
): Promise<Map<number, { messages: number; bytes: number }>> {
  const { rows } = await sql<{ folder: number; messages: number; bytes: number }>`
    select m.folder_id as folder, count(*) as messages, coalesce(sum(m.size), 0)::bigint as bytes from messages m
    where m.folder_id = any(${folders}) and not m.gone and ${within(span)} and ${withoutAny}
    group by m.folder_id`.execute(db)
  return new Map(rows.map(({ folder, messages, bytes }) => [folder, { messages, bytes }]))
}

/** Messages now at the source that are wanted and have no copy, in UID order; at most `limit`, where there is one. */
export async function withoutCopy(
  db: LedgerDb,
  folder: number,
  span: Span,
  limit?: number,
): Promise<{ uid: number; size: number }[]> {
  const { rows } = await sql<{ uid: number; size: number }>`
    select m.uid, m.size from messages m
    where m.folder_id = ${folder} and not m.gone and ${within(span)} and ${withoutAny}
    order by m.uid limit ${limit ?? null}`.execute(db)
  return rows
}

/**
 * The UID from which on a folder's wanted messages are the newest, at most so many and so many octets, but one at
 * least; undefined where there is none.
 */
export async function newestFrom(
  db: LedgerDb,
  folder: number,
  span: Span,
  most: { readonly messages: number; readonly bytes: number },
): Promise<number | undefined> {
  const { rows } = await sql<{ uid: number | null }>`
    select min(uid) as uid from (
      select uid, row_number() over latest as nth, sum(size) over latest as total from (
        select m.uid, m.size from messages m where m.folder_id = ${folder} and not m.gone and ${within(span)}
        order by m.uid desc limit ${most.messages}) as newest
      window latest as (order by uid desc)) as counted
    where nth = 1 or total <= ${most.bytes}`.execute(db)
  return only(rows).uid ?? undefined
}

/** Messages of a folder that are larger than a target takes, whether they have a copy or not. */
export async function largerThan(
  db: LedgerDb,
  folder: number,
  limit: number,
): Promise<{ messages: number; bytes: number }> {
  const { rows } = await sql<{ messages: number; bytes: number }>`
    select count(*) as messages, coalesce(sum(m.size), 0)::bigint as bytes from messages m
    where m.folder_id = ${folder} and not m.gone and m.size > ${limit}`.execute(db)
  return only(rows)
}

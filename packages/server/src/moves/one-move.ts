import type { LedgerDb, Moves } from '@caravan/core/store'
import type { Selectable } from 'kysely'
import { notFound } from '../api/problems.ts'

/** The move that a path names. */
export interface MovePath {
  readonly organisation: string
  readonly move: string
}

/** A move's row. Throws 404 where the organisation has no such move. */
export async function readMoveRow(db: LedgerDb, { organisation, move }: MovePath): Promise<Selectable<Moves>> {
  const row = await db
    .selectFrom('moves')
    .selectAll()
    .where('id', '=', move)
    .where('organisation_id', '=', organisation)
    .executeTakeFirst()
  if (row === undefined) throw notFound('move')
  return row
}

/** The same, held until the transaction ends: two changes of one move take turns. */
export async function holdMove(trx: LedgerDb, { organisation, move }: MovePath): Promise<Selectable<Moves>> {
  const row = await trx
    .selectFrom('moves')
    .selectAll()
    .where('id', '=', move)
    .where('organisation_id', '=', organisation)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('move')
  return row
}

import type { PassKindAsked } from '@caravan/contract'
import { againstPass, type Move, type MoveState, newMove } from '@caravan/core/move'
import type { LedgerDb, Moves } from '@caravan/core/store'
import { type Selectable, sql } from 'kysely'
import { conflict } from '../api/problems.ts'
import { type MovePath, readMoveRow } from './one-move.ts'

/** Where a move stands. One that nothing has happened to is an empty object in the database. */
export const stateOf = ({ state }: Selectable<Moves>): MoveState =>
  typeof state === 'object' && state !== null && 'stages' in state ? (state as unknown as MoveState) : newMove()

/** The move as the stage machine knows it. */
export async function planned(db: LedgerDb, row: Selectable<Moves>): Promise<Move> {
  const { rows } = await sql`select from services where move_id = ${row.id} and side = 'source' limit 1`.execute(db)
  const welcomes = await db
    .selectFrom('welcome_settings')
    .select('active')
    .where('move_id', '=', row.id)
    .executeTakeFirst()
  const first = row.kind === 'first-company-mail'
  return {
    kind: row.kind === 'first-company-mail' ? 'first-mail' : row.kind,
    // A first company mail may have a free mailbox to copy from; any other move leaves a service.
    hasSource: !first || rows.length > 0,
    partial: row.partial,
    tellsCorrespondents: false,
    welcomes: welcomes?.active ?? false,
    cutoverDay: row.cut_over_on,
  }
}

/** Throws 404 where the organisation has no such move, and 409 where its stages do not let passes of this kind run. */
export async function assertPassMayRun(db: LedgerDb, path: MovePath, kind: PassKindAsked): Promise<void> {
  const row = await readMoveRow(db, path)
  const refused = againstPass(kind, await planned(db, row), stateOf(row))
  if (refused !== undefined) throw conflict(refused.code, refused.message, refused.remedy)
}

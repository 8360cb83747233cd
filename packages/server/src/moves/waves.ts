import { type AnswerOf, moves } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict, notFound } from '../api/problems.ts'
import { holdMove, type MovePath, readMoveRow } from './one-move.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly position: number
  readonly starts_at: Date | null
  readonly started_at: Date | null
  readonly paused_at: Date | null
  readonly mailboxes: number
}

/** The waves of a move in their order, or one of them. */
export async function waveRows(db: LedgerDb, { organisation, move }: MovePath, wave?: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select w.id, w.name, w.position, w.starts_at, w.started_at, w.paused_at,
      (select count(*) from move_mailboxes m where m.wave_id = w.id) as mailboxes
    from waves w where w.organisation_id = ${organisation} and w.move_id = ${move}
      and (${wave ?? null}::uuid is null or w.id = ${wave ?? null})
    order by w.position, w.name, w.id`.execute(db)
  return rows
}

async function oneWave(db: LedgerDb, path: MovePath & { readonly wave: string }): Promise<Row> {
  const [row] = await waveRows(db, path, path.wave)
  if (row === undefined) throw notFound('wave')
  return row
}

export const shownWave = (row: Row): AnswerOf<typeof moves.changeWave> => ({
  id: row.id,
  name: row.name,
  position: row.position,
  startsAt: row.starts_at?.toISOString() ?? null,
  startedAt: row.started_at?.toISOString() ?? null,
  pausedAt: row.paused_at?.toISOString() ?? null,
  mailboxes: row.mailboxes,
})

/** The move is held, so that nobody makes the same name meanwhile. */
export async function assertNameFree(trx: LedgerDb, move: string, name: string, but?: string): Promise<void> {
  const { rows } = await sql`
    select from waves where move_id = ${move} and name = ${name} and id is distinct from ${but ?? null}`.execute(trx)
  if (rows.length > 0)
    throw conflict('wave-named-so', 'Another wave of this move has this name.', 'Choose another name.')
}

export const waveAnswers: readonly Answer[] = [
  answer(moves.listWaves, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    return { items: (await waveRows(database.kysely, params)).map(shownWave) }
  }),

  answer(moves.makeWave, async ({ database }, asked) => {
    const { name, position, startsAt: starts_at } = asked.body
    return database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      await assertNameFree(trx, move.id, name)
      const { id } = await trx
        .insertInto('waves')
        .values({ organisation_id: move.organisation_id, move_id: move.id, name, position, starts_at })
        .returning('id')
        .executeTakeFirstOrThrow()
      const after = shownWave(await oneWave(trx, { ...asked.params, wave: id }))
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'wave.made',
        subject: { kind: 'wave', id },
        after,
      })
      return after
    })
  }),

  answer(moves.changeWave, async ({ database }, asked) => {
    const { name, position, startsAt } = asked.body
    return database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const before = shownWave(await oneWave(trx, asked.params))
      if (name !== undefined) await assertNameFree(trx, move.id, name, before.id)
      const columns = {
        ...(name !== undefined && { name }),
        ...(position !== undefined && { position }),
        ...(startsAt !== undefined && { starts_at: startsAt }),
      }
      if (Object.keys(columns).length === 0) return before
      await trx.updateTable('waves').set(columns).where('id', '=', before.id).execute()
      const after = shownWave(await oneWave(trx, asked.params))
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'wave.changed',
        subject: { kind: 'wave', id: before.id },
        before,
        after,
      })
      return after
    })
  }),

  answer(moves.removeWave, async ({ database }, asked) => {
    await database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const before = shownWave(await oneWave(trx, asked.params))
      await trx.deleteFrom('waves').where('id', '=', before.id).execute()
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'wave.removed',
        subject: { kind: 'wave', id: before.id },
        before,
      })
    })
  }),
]

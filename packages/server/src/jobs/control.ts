import { passes } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import type { Actor } from '../api/caller.ts'
import { conflict, notFound } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { assertPassMayRun } from '../moves/standing.ts'
import { wakeWorkers } from './ask.ts'
import { beginWave } from './waves.ts'

type Level = 'move' | 'wave' | 'mailbox'
const TABLES = { move: 'moves', wave: 'waves', mailbox: 'move_mailboxes' } as const

interface Where {
  readonly organisation: string
  readonly move: string
  readonly level: Level
  readonly id: string
}

/** Pauses or resumes; what is so already stays as it is. Workers see it within a second or two. */
async function setPaused(trx: LedgerDb, actor: Actor, { organisation, move, level, id }: Where, paused: boolean) {
  const within = level === 'move' ? sql`` : sql`and move_id = ${move}`
  const { rows } = await sql<{ was: Date | null }>`
    select paused_at as was from ${sql.table(TABLES[level])}
    where id = ${id} and organisation_id = ${organisation} ${within} for update`.execute(trx)
  const [row] = rows
  if (row === undefined) throw notFound(level)
  if ((row.was !== null) === paused) return
  await sql`update ${sql.table(TABLES[level])} set paused_at = ${paused ? sql`now()` : sql`null`}
    where id = ${id}`.execute(trx)
  const what = paused ? 'paused' : 'resumed'
  await audit(trx, actor, { organisation, action: `${level}.${what}`, subject: { kind: level, id } })
  await recordEvent(trx, organisation, `${level}.${what}`, { move, [level]: id })
  await wakeWorkers(trx)
}

export const controlAnswers: readonly Answer[] = [
  answer(passes.startWave, async ({ database }, asked) => {
    const { organisation, move, wave } = asked.params
    return database.kysely.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('waves')
        .select('started_at')
        .where('id', '=', wave)
        .where('move_id', '=', move)
        .where('organisation_id', '=', organisation)
        .forUpdate()
        .executeTakeFirst()
      if (row === undefined) throw notFound('wave')
      if (row.started_at !== null)
        throw conflict('wave-started', 'This wave has started already.', 'Ask for a pass of the wave, or resume it.')
      await assertPassMayRun(trx, asked.params, 'first')
      return beginWave(trx, actorIn(asked), asked.params)
    })
  }),

  ...([true, false] as const).flatMap((paused) => [
    answer(paused ? passes.pauseMove : passes.resumeMove, ({ database }, asked) => {
      const { organisation, move } = asked.params
      const where = { organisation, move, level: 'move', id: move } as const
      return database.kysely.transaction().execute((trx) => setPaused(trx, actorIn(asked), where, paused))
    }),
    answer(paused ? passes.pauseWave : passes.resumeWave, ({ database }, asked) => {
      const { organisation, move, wave } = asked.params
      const where = { organisation, move, level: 'wave', id: wave } as const
      return database.kysely.transaction().execute((trx) => setPaused(trx, actorIn(asked), where, paused))
    }),
    answer(paused ? passes.pauseMailbox : passes.resumeMailbox, ({ database }, asked) => {
      const { organisation, move, mailbox } = asked.params
      const where = { organisation, move, level: 'mailbox', id: mailbox } as const
      return database.kysely.transaction().execute((trx) => setPaused(trx, actorIn(asked), where, paused))
    }),
  ]),
]

import { waves } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, type Asked, actorIn, answer } from '../api/answers.ts'
import { audit } from '../api/audit.ts'
import { conflict } from '../api/problems.ts'
import { recordEvent } from '../events/write.ts'
import { holdMove, readMoveRow } from './one-move.ts'
import { inAll, mailboxStates } from './progress.ts'
import { assertNameFree, shownWave, waveRows } from './waves.ts'

export const waveOrderAnswers: readonly Answer[] = [
  answer(waves.readWaveProgress, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    const rows = Map.groupBy(await mailboxStates(database.kysely, params), ({ wave }) => wave)
    return { items: [...rows].map(([wave, of]) => ({ wave, ...inAll(of) })) }
  }),

  answer(waves.orderWaves, async ({ database }, asked) =>
    database.kysely.transaction().execute(async (trx) => {
      const move = await holdMove(trx, asked.params)
      const before = (await waveRows(trx, asked.params)).map(({ id }) => id)
      const { waves: wanted } = asked.body
      if (wanted.toSorted().join() !== before.toSorted().join())
        throw conflict('waves-differ', 'These are not the waves of this move.', 'Read the list again, then order it.')
      await sql`
        update waves w set position = o.place - 1
        from unnest(${wanted}::uuid[]) with ordinality as o (id, place) where w.id = o.id`.execute(trx)
      await audit(trx, actorIn(asked), {
        organisation: move.organisation_id,
        action: 'waves.ordered',
        subject: { kind: 'move', id: move.id },
        before: { waves: before },
        after: { waves: wanted },
      })
      return { items: (await waveRows(trx, asked.params)).map(shownWave) }
    }),
  ),

  answer(waves.splitIntoWaves, async ({ database }, asked) =>
    database.kysely.transaction().execute((trx) => split(trx, asked)),
  ),
]

async function split(trx: LedgerDb, asked: Asked<typeof waves.splitIntoWaves>) {
  const { id: move, organisation_id: organisation } = await holdMove(trx, asked.params)
  const made: string[] = []
  const last = Math.max(-1, ...(await waveRows(trx, asked.params)).map(({ position }) => position))
  for (const [index, { name, startsAt: starts_at }] of asked.body.waves.entries()) {
    await assertNameFree(trx, move, name)
    const { id } = await trx
      .insertInto('waves')
      .values({ organisation_id: organisation, move_id: move, name, position: last + 1 + index, starts_at })
      .returning('id')
      .executeTakeFirstOrThrow()
    made.push(id)
  }
  const { rows } = await sql`
    with free as (
      select id, ntile(${made.length}::int) over (order by priority desc, lower(source_address), id) as part
      from move_mailboxes where organisation_id = ${organisation} and move_id = ${move} and wave_id is null
        and decision in ('undecided', 'move', 'archive-only'))
    update move_mailboxes m set wave_id = (${made}::uuid[])[f.part] from free f where m.id = f.id
    returning m.id`.execute(trx)
  if (rows.length === 0)
    throw conflict(
      'all-in-waves',
      'No mailbox that moves is without a wave.',
      'Nothing is left to be split; or take some out of their waves first.',
    )
  await audit(trx, actorIn(asked), {
    organisation,
    action: 'waves.split',
    subject: { kind: 'move', id: move },
    after: { waves: made, placed: rows.length },
  })
  await recordEvent(trx, organisation, 'mailboxes.changed', { move, count: rows.length })
  return {
    items: (await waveRows(trx, asked.params)).filter(({ id }) => made.includes(id)).map(shownWave),
    placed: rows.length,
  }
}

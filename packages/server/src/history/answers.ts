import { type AnswerOf, history } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import { type MovePath, readMoveRow } from '../moves/one-move.ts'
import { endOf } from './end.ts'

type History = AnswerOf<typeof history.readHistory>

/** Entries of each list: more than a chart has room for. */
const MOST = 200

export const historyAnswers: readonly Answer[] = [
  answer(history.readHistory, async ({ database }, { params, query }) => {
    const db = database.kysely
    await readMoveRow(db, params)
    const to = new Date()
    const from = new Date(to.getTime() - query.hours * 3_600_000)
    const everyMinutes = Math.ceil((query.hours * 60) / MOST)
    const end = await endOf(db, params, to)
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      everyMinutes,
      pace: await paceOf(db, params, from, everyMinutes),
      states: await statesOf(db, params),
      end: end === undefined ? null : { ...end, at: end.at.toISOString() },
    }
  }),
]

async function paceOf(
  db: LedgerDb,
  { organisation, move }: MovePath,
  from: Date,
  everyMinutes: number,
): Promise<History['pace']> {
  const { rows } = await sql<{ at: Date; copied: number; bytes: number; verified: number }>`
    select date_bin(${everyMinutes}::int * interval '1 minute', minute, 'epoch') as at, sum(copied)::float8 as copied,
      sum(bytes)::float8 as bytes, sum(verified)::float8 as verified
    from move_minutes where organisation_id = ${organisation} and move_id = ${move} and minute >= ${from}
    group by 1 order by 1`.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** As many spans of the same length as the chart has room for, each as it was at its end. */
async function statesOf(db: LedgerDb, { organisation, move }: MovePath): Promise<History['states']> {
  const { rows } = await sql<{ at: Date; states: Record<string, number> }>`
    select distinct on (span) at, states from (
      select at, states, floor(${MOST - 1}::int * extract(epoch from at - min(at) over ())
        / greatest(extract(epoch from max(at) over () - min(at) over ()), 1)) as span
      from move_samples where organisation_id = ${organisation} and move_id = ${move}) as s
    order by span, at desc`.execute(db)
  return rows.map(({ at, states }) => ({
    at: at.toISOString(),
    states: Object.entries(states).map(([state, count]) => ({
      state: state as History['states'][number]['states'][number]['state'],
      count,
    })),
  }))
}

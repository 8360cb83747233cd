import { type AnswerOf, overview } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import type { PlacedEvent } from '../events/live.ts'
import { type Standing, stateInMove } from './mailbox-state.ts'
import { type MovePath, readMoveRow } from './one-move.ts'

/** Events that are shown, and those of the organisation among which they are looked for. */
const SHOWN_EVENTS = 20
const LOOKED_THROUGH = 2_000

type Progress = AnswerOf<typeof overview.readProgress>
interface Row {
  readonly state: Standing
  readonly count: number
}

/** One walk through the mailboxes. */
async function statesOf(db: LedgerDb, { organisation, move }: MovePath): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${stateInMove(move)} as state, count(*) as count from move_mailboxes m
    where m.organisation_id = ${organisation} and m.move_id = ${move} group by 1 order by 1`.execute(db)
  return rows
}

export const overviewAnswers: readonly Answer[] = [
  answer(overview.readProgress, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    const rows = await statesOf(database.kysely, params)
    const states: Progress['states'] = []
    let [mailboxes, undecided, copied] = [0, 0, 0]
    for (const { state, count } of rows) {
      mailboxes += count
      if (state === 'undecided') undecided = count
      else if (state !== 'left') {
        copied += count
        states.push({ state, count })
      }
    }
    return { mailboxes, undecided, copied, states }
  }),

  answer(overview.listMoveEvents, async ({ database, live }, { params }) => {
    const { organisation, move } = params
    await readMoveRow(database.kysely, params)
    const { last } = await live.span(organisation)
    const { rows } = await sql<PlacedEvent & { data: Record<string, unknown> }>`
      select position, kind, at, data from (
        select position, kind, at, data from events
        where organisation_id = ${organisation} and position <= ${last}
        order by position desc limit ${LOOKED_THROUGH}) as recent
      where data ->> 'move' = ${move} and kind <> 'pass.progress'
      order by position desc limit ${SHOWN_EVENTS}`.execute(database.kysely)
    return { position: last, items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
  }),
]

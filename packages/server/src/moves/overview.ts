import { overview } from '@caravan/contract'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import type { PlacedEvent } from '../events/live.ts'
import { inAll, mailboxStates } from './mailbox-states.ts'
import { readMoveRow } from './one-move.ts'

/** Events that are shown, and those of the organisation among which they are looked for. */
const SHOWN_EVENTS = 20
const LOOKED_THROUGH = 2_000

export const overviewAnswers: readonly Answer[] = [
  answer(overview.readProgress, async ({ database }, { params }) => {
    await readMoveRow(database.kysely, params)
    return inAll(await mailboxStates(database.kysely, params))
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

import { type AnswerOf, overview } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import type { PlacedEvent } from '../events/live.ts'
import { type MovePath, readMoveRow } from './one-move.ts'

/** Events that are shown, and those of the organisation among which they are looked for. */
const SHOWN_EVENTS = 20
const LOOKED_THROUGH = 2_000

type Progress = AnswerOf<typeof overview.readProgress>
type Row = Pick<Progress['states'][number], 'count'> & {
  readonly state: Progress['states'][number]['state'] | 'undecided' | 'left'
}

/** One walk through the mailboxes; of several states that hold, the one that somebody has to know first. */
async function statesOf(db: LedgerDb, { organisation, move }: MovePath): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with open as (
      select mailbox_id, state from pass_requests
      where move_id = ${move} and state in ('queued', 'running') and kind <> 'addresses'),
    held as (
      select mailbox_id from alerts where move_id = ${move} and raised_at is not null and cleared_at is null)
    select case when m.decision = 'undecided' then 'undecided'
        when m.decision not in ('move', 'archive-only') then 'left'
        when h.mailbox_id is not null then 'stuck'
        when o.state = 'running' then 'copying'
        when coalesce(m.paused_at, w.paused_at, v.paused_at) is not null then 'paused'
        when o.state = 'queued' then 'queued'
        when m.whole_status = 'green' then 'home'
        when m.whole_status = 'exceptions' then case when m.exceptions_open > 0 then 'exceptions' else 'home' end
        when m.whole_status is not null then 'failed'
        else 'not-begun' end as state, count(*) as count
    from move_mailboxes m join moves v on v.id = m.move_id left join waves w on w.id = m.wave_id
      left join open o on o.mailbox_id = m.id left join held h on h.mailbox_id = m.id
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

import type { AnswerOf, overview } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { MovePath } from './one-move.ts'

type Progress = AnswerOf<typeof overview.readProgress>
type State = Progress['states'][number]['state']

/** Mailboxes of one wave that stand alike. */
interface Row {
  readonly wave: string | null
  readonly state: State | 'undecided' | 'left'
  readonly count: number
}

/** One walk through the mailboxes; of several states that hold, the one that somebody has to know first. */
export async function mailboxStates(db: LedgerDb, { organisation, move }: MovePath): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with open as (
      select mailbox_id, state from pass_requests
      where move_id = ${move} and state in ('queued', 'running') and kind <> 'addresses'),
    held as (
      select mailbox_id from alerts where move_id = ${move} and raised_at is not null and cleared_at is null)
    select m.wave_id as wave, case when m.decision = 'undecided' then 'undecided'
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
    where m.organisation_id = ${organisation} and m.move_id = ${move} group by 1, 2 order by 2`.execute(db)
  return rows
}

/** What these rows come to, whatever their waves. */
export function inAll(rows: readonly Row[]): Progress {
  const states = new Map<State, number>()
  let [mailboxes, undecided, copied] = [0, 0, 0]
  for (const { state, count } of rows) {
    mailboxes += count
    if (state === 'undecided') undecided += count
    else if (state !== 'left') {
      copied += count
      states.set(state, (states.get(state) ?? 0) + count)
    }
  }
  return { mailboxes, undecided, copied, states: [...states].map(([state, count]) => ({ state, count })) }
}

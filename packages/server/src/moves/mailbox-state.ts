import type { AnswerOf, people } from '@caravan/contract'
import { type RawBuilder, sql } from 'kysely'

/** Where a mailbox stands, as the contract has it. */
export type Standing = AnswerOf<typeof people.readMailbox>['state']

type Condition = RawBuilder<unknown>

/** Whether the last pass over the whole mailbox `m` left nothing open. */
export const HOME: RawBuilder<boolean> = sql<boolean>`(m.whole_status is not distinct from 'green'
  or (m.whole_status is not distinct from 'exceptions' and coalesce(m.exceptions_open, 0) = 0))`

/** Of several states that hold, the one that somebody has to know first. */
const stateBy = (is: Readonly<Record<'stuck' | 'running' | 'queued' | 'paused', Condition>>): RawBuilder<Standing> =>
  sql<Standing>`case when m.decision = 'undecided' then 'undecided'
    when m.decision not in ('move', 'archive-only') then 'left'
    when ${is.stuck} then 'stuck'
    when ${is.running} then 'copying'
    when ${is.paused} then 'paused'
    when ${is.queued} then 'queued'
    when ${HOME} then 'home'
    when m.whole_status = 'exceptions' then 'exceptions'
    when m.whole_status is not null then 'failed'
    else 'not-begun' end`

const RAISED = sql`raised_at is not null and cleared_at is null`
const OPEN = sql`state in ('queued', 'running') and kind not in ('addresses', 'verify')`

/**
 * The state of each mailbox `m` of a move, for a walk through many of them: what is open is read once. Asking for each
 * row takes three times as long at 100,000.
 */
export function stateInMove(move: string): RawBuilder<Standing> {
  const open = (state: string) =>
    sql`m.id in (select mailbox_id from pass_requests where move_id = ${move} and ${OPEN} and state = ${sql.lit(state)})`
  return stateBy({
    stuck: sql`m.id in (select mailbox_id from alerts where move_id = ${move} and ${RAISED})`,
    running: open('running'),
    queued: open('queued'),
    paused: sql`(m.paused_at is not null or exists (select from moves where id = ${move} and paused_at is not null)
      or coalesce(m.wave_id in (select id from waves where move_id = ${move} and paused_at is not null), false))`,
  })
}

const openPass = (state: string) =>
  sql`exists (select from pass_requests where mailbox_id = m.id and ${OPEN} and state = ${sql.lit(state)})`

/** The state of a few mailboxes `m`. */
export const STATE_OF_ROW = stateBy({
  stuck: sql`exists (select from alerts where mailbox_id = m.id and ${RAISED})`,
  running: openPass('running'),
  queued: openPass('queued'),
  paused: sql`(m.paused_at is not null
    or exists (select from moves where id = m.move_id and paused_at is not null)
    or exists (select from waves where id = m.wave_id and paused_at is not null))`,
})

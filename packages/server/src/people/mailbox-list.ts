import { type AnswerOf, people } from '@caravan/contract'
import { CaravanError } from '@caravan/core/model'
import { sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import { stateInMove } from '../moves/mailbox-state.ts'
import { readMoveRow } from '../moves/one-move.ts'
import { filtered, mailboxRows, oneMailbox, pageKey, readPageKey, standing } from './mailbox-rows.ts'

type Counts = AnswerOf<typeof people.countMailboxes>
interface Group {
  readonly decision: Counts['decisions'][number]['value']
  readonly state: Counts['states'][number]['value']
  readonly kind: Counts['kinds'][number]['value']
  readonly wave: string | null
  readonly count: number
}

export const mailboxListAnswers: readonly Answer[] = [
  answer(people.listMailboxes, async ({ database }, { params, query }) => {
    const { limit, after, ids, sort, order, offset, ...filter } = query
    const down = order === 'down'
    if (after !== undefined && (sort !== 'address' || down))
      throw new CaravanError('page-unknown', 'Pages are named in the order of addresses alone.', 'Ask for an offset.')
    const named = ids === undefined ? sql`true` : sql`m.id = any(${ids.split(',')}::uuid[])`
    const where = sql<boolean>`${filtered(params, filter)} and ${named}`
    const page = { limit: limit + 1, after: readPageKey(after), offset, sort, down }
    const rows = await mailboxRows(database.kysely, where, page)
    if (rows.length === 0) await readMoveRow(database.kysely, params)
    const last = rows.length > limit && sort === 'address' && !down ? rows[limit - 1] : undefined
    return { items: rows.slice(0, limit).map(standing), ...(last && { next: pageKey(last) }) }
  }),

  answer(people.countMailboxes, async ({ database }, { params, query }) => {
    await readMoveRow(database.kysely, params)
    const { rows } = await sql<Group>`
      select m.decision, ${stateInMove(params.move)} as state, m.kind, m.wave_id as wave, count(*) as count
      from move_mailboxes m where ${filtered(params, query)} group by 1, 2, 3, 4`.execute(database.kysely)
    return {
      total: rows.reduce((sum, { count }) => sum + count, 0),
      decisions: by(rows, ({ decision }) => decision),
      states: by(rows, ({ state }) => state),
      kinds: by(rows, ({ kind }) => kind),
      waves: by(rows, ({ wave }) => wave),
    }
  }),

  answer(people.readMailbox, async ({ database }, { params }) => standing(await oneMailbox(database.kysely, params))),
]

function by<Value>(groups: readonly Group[], of: (group: Group) => Value): { value: Value; count: number }[] {
  const counts = new Map<Value, number>()
  for (const group of groups) counts.set(of(group), (counts.get(of(group)) ?? 0) + group.count)
  return [...counts].map(([value, count]) => ({ value, count }))
}

import { type AnswerOf, type EventTopic, overview, type QueryOf } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { type Answer, answer } from '../api/answers.ts'
import { type MovePath, readMoveRow } from './one-move.ts'

/** Events of the organisation among which one page is looked for. */
const LOOKED_THROUGH = 5_000

type Page = AnswerOf<typeof overview.listMoveEvents>
type Asked = QueryOf<typeof overview.listMoveEvents>

interface Row {
  /** Null in the one row that says that none was found. */
  readonly position: number | null
  readonly kind: string
  readonly at: Date
  readonly data: Record<string, unknown>
  readonly sourceAddress: string | null
}

const GOOD_ENDS = sql.lit('{green,exceptions}')

const TOPICS: Readonly<Record<EventTopic, RawBuilder<unknown>>> = {
  passes: sql`split_part(e.kind, '.', 1) in ('pass', 'passes')`,
  mailboxes: sql`split_part(e.kind, '.', 1) in ('mailbox', 'mailboxes', 'wave')`,
  people: sql`split_part(e.kind, '.', 1) in ('employee', 'employees', 'credentials', 'welcome')`,
  plan: sql`split_part(e.kind, '.', 1) in ('move', 'addresses', 'exceptions')`,
  trouble: sql`(e.kind in ('mailbox.stuck', 'pass.handed-back', 'employee.refused', 'employee.letter-failed',
      'employee.welcome-failed')
    or e.kind = 'pass.ended' and not e.data ->> 'status' = any(${GOOD_ENDS}::text[]))`,
}

export const activityAnswers: readonly Answer[] = [
  answer(overview.listMoveEvents, async ({ database, live }, { params, query }) => {
    await readMoveRow(database.kysely, params)
    const { last } = await live.span(params.organisation)
    return { position: last, ...(await pageOf(database.kysely, params, query, last)) }
  }),
]

/** Looks through a bounded number of events; where they are not all, the next page begins behind them. */
async function pageOf(
  db: LedgerDb,
  { organisation, move }: MovePath,
  { limit, before, topic, mailbox }: Asked,
  last: number,
): Promise<Omit<Page, 'position'>> {
  const below = Math.min(before ?? last + 1, last + 1)
  const { rows } = await sql<Row & { lowest: number | null; looked: number }>`
    with looked as materialized (
      select position, kind, at, data from events
      where organisation_id = ${organisation} and position < ${below} and kind <> 'pass.progress'
      order by position desc limit ${LOOKED_THROUGH}),
    found as (
      select e.* from looked e where e.data ->> 'move' = ${move}
        and ${topic === undefined ? sql`true` : TOPICS[topic]}
        and (${mailbox ?? null}::text is null or e.data ->> 'mailbox' = ${mailbox ?? null})
      order by e.position desc limit ${limit + 1})
    select f.position, f.kind, f.at, f.data, m.source_address as "sourceAddress", l.lowest, l.looked
    from (select min(position) as lowest, count(*) as looked from looked) l left join found f on true
      left join move_mailboxes m on m.id::text = f.data ->> 'mailbox' and m.move_id = ${move}
    order by f.position desc`.execute(db)
  const [first] = rows
  const found = rows.flatMap((row) => (row.position === null ? [] : [{ ...row, position: row.position }]))
  const items = found.slice(0, limit).map(({ position, kind, at, data, sourceAddress }) => ({
    ...{ position, kind, at: at.toISOString(), data, sourceAddress },
  }))
  const lastShown = items.at(-1)
  if (found.length > limit && lastShown !== undefined) return { items, next: lastShown.position }
  if (first?.looked !== LOOKED_THROUGH || first.lowest === null) return { items }
  return { items, next: first.lowest }
}

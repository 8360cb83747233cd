import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { LiveEvents } from '../events/live.ts'
import { inAll, mailboxStates } from '../moves/progress.ts'

/** Moves that are looked at in one turn. */
const MOST = 1_000
const MINUTES_DAYS = 7
const SAMPLES_DAYS = 400
const SWEPT_AT_ONCE = 10_000

interface Found {
  readonly organisation: string
  readonly move: string
}

/** Notes where the mailboxes of each move stand, where that has changed. */
export class Sampler {
  readonly #db: LedgerDb
  readonly #live: Pick<LiveEvents, 'span'>
  /** The position of the last event that was looked at, by organisation: nothing changes without one. */
  #looked = new Map<string, number>()

  constructor(db: LedgerDb, live: Pick<LiveEvents, 'span'>) {
    this.#db = db
    this.#live = live
  }

  async look(): Promise<void> {
    const { rows } = await sql<Found>`
      select organisation_id as organisation, id as move from moves
      where state #>> '{stages,close,status}' is distinct from 'left'
      order by organisation_id, created_at desc limit ${MOST}`.execute(this.#db)
    const looked = new Map<string, number>()
    for (const [organisation, moves] of Map.groupBy(rows, (row) => row.organisation)) {
      const { last } = await this.#live.span(organisation)
      if (last !== this.#looked.get(organisation)) for (const move of moves) await sample(this.#db, move)
      looked.set(organisation, last)
    }
    this.#looked = looked
  }
}

/** Any number of processes may: of two that find the same at once, one writes it. */
export async function sample(db: LedgerDb, { organisation, move }: Found): Promise<void> {
  const { states } = inAll(await mailboxStates(db, { organisation, move }))
  const found = JSON.stringify(Object.fromEntries(states.map(({ state, count }) => [state, count])))
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('caravan sample ' || ${move}, 0))`.execute(trx)
    await sql`
      insert into move_samples (organisation_id, move_id, states)
      select organisation_id, id, ${found}::jsonb from moves m where id = ${move} and organisation_id = ${organisation}
        and ${found}::jsonb is distinct from coalesce(
          (select states from move_samples s where s.move_id = m.id order by at desc limit 1), '{}')`.execute(trx)
  })
}

/**
 * Minutes are kept for a week. Of samples stays every one for a day, the last of each hour for a week, the last of each
 * day beyond: a move has some two thousand of them in a year at most.
 */
export async function sweepHistory(db: LedgerDb): Promise<void> {
  await sql`
    delete from move_minutes where (move_id, minute) in (
      select move_id, minute from move_minutes where minute < now() - ${MINUTES_DAYS}::int * interval '1 day'
      limit ${SWEPT_AT_ONCE})`.execute(db)
  await sql`
    delete from move_samples where (move_id, at) in (
      select s.move_id, s.at from move_samples s
      where s.at < now() - ${SAMPLES_DAYS}::int * interval '1 day'
        or exists (select from move_samples n where n.move_id = s.move_id and n.at > s.at
          and n.at < s.at + interval '1 day'
          and (s.at < now() - interval '1 day' and date_trunc('hour', n.at) = date_trunc('hour', s.at)
            or s.at < now() - interval '7 days' and date_trunc('day', n.at) = date_trunc('day', s.at)))
      limit ${SWEPT_AT_ONCE})`.execute(db)
}

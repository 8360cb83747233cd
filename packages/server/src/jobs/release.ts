import { randomUUID } from 'node:crypto'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { PgBoss } from 'pg-boss'
import { inTransaction, QUEUE } from './queue.ts'

/**
 * Sessions that a pass has at each side, so that a service of four connections has two passes at once, over all
 * workers; one that allows a single connection has one pass.
 */
export const SESSIONS_PER_PASS = 2

/** Passes released by one look. */
const MOST = 500

interface Waiting {
  readonly id: string
  readonly source: string | null
  readonly target: string | null
  readonly priority: number
  readonly sourceSlots: number
  readonly targetSlots: number
}

/**
 * Releases the passes whose turn has come, the most urgent first: not paused, at a stage and an hour of the move that
 * let them run, both services have room, and neither has refused its administrator. Each is sent as a job. Workers take turns, so that no service is given more than it allows.
 */
export async function release(db: LedgerDb, boss: PgBoss): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('caravan release', 0))`.execute(trx)
    const chosen = choose(await waiting(trx)).map((one) => ({ ...one, job: randomUUID() }))
    if (chosen.length === 0) return 0
    await sql`
      update pass_requests p set released_at = clock_timestamp(), job_id = n.job
      from unnest(${chosen.map(({ id }) => id)}::uuid[], ${chosen.map(({ job }) => job)}::uuid[]) as n(id, job)
      where p.id = n.id`.execute(trx)
    const jobs = chosen.map(({ id, job, priority }) => ({ id: job, priority, data: { request: id } }))
    await boss.insert(QUEUE, jobs, { db: inTransaction(trx) })
    return chosen.length
  })
}

/** Goes down the list and takes what both services still have room for. */
function choose(rows: readonly Waiting[]): Waiting[] {
  const left = new Map<string, number>()
  for (const { source, target, sourceSlots, targetSlots } of rows) {
    if (source !== null) left.set(source, sourceSlots)
    if (target !== null) left.set(target, targetSlots)
  }
  return rows.filter(({ source, target }) => {
    const sides = [source, target].filter((side) => side !== null)
    if (sides.some((side) => (left.get(side) ?? 0) <= 0)) return false
    for (const side of sides) left.set(side, (left.get(side) ?? 0) - 1)
    return true
  })
}

/** Files are read on the spot: no service is asked. */
const sourceOf = sql`case when not b.source_files then b.source_service end`
/** As many passes as wanted read files at once: what bounds them are the workers. */
const MOST_OF_FILES = 1_000

/** Who reads addresses alone needs nothing of the new home. */
const targetOf = sql`case when p.kind <> 'addresses' then b.target_service end`

/** The first of each source service that may run; a mailbox whose service was taken away runs into its error. */
async function waiting(trx: LedgerDb): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    with busy as (
      select side.service, count(*) as n
      from pass_requests p join move_mailboxes b on b.id = p.mailbox_id,
        lateral (values (${sourceOf}), (${targetOf})) as side(service)
      where p.state = 'running' or (p.state = 'queued' and p.released_at is not null)
      group by side.service),
    room as (
      -- None where the administrator was refused: administrator.ts.
      select s.id, case when s.auth = 'master' and s.master_refused_at is not null then 0
        else greatest(1, s.connections / ${SESSIONS_PER_PASS}::int) - coalesce(busy.n, 0) end as slots
      from services s left join busy on busy.service = s.id)
    select id, source, target, priority, "sourceSlots", "targetSlots" from (
      select p.id, p.requested_at, b.priority, ${sourceOf} as source, ${targetOf} as target,
        case when b.source_files then ${MOST_OF_FILES}::int else coalesce(rs.slots, 1) end as "sourceSlots", coalesce(rt.slots, 1) as "targetSlots",
        row_number() over (partition by b.source_files, ${sourceOf} order by b.priority desc, p.requested_at, p.id) as rank
      from pass_requests p
        join move_mailboxes b on b.id = p.mailbox_id
        join moves m on m.id = p.move_id
        left join waves w on w.id = b.wave_id
        left join room rs on rs.id = ${sourceOf}
        left join room rt on rt.id = ${targetOf}
      where p.state = 'queued' and p.released_at is null and (p.not_before is null or p.not_before <= now())
        and b.paused_at is null and m.paused_at is null and w.paused_at is null
        and stages_let_run(m.state, p.kind)
        and (p.kind = 'trial' or may_run_now(m.time_zone, m.night_from, m.night_to))
        and coalesce(rs.slots, 1) > 0 and coalesce(rt.slots, 1) > 0) as first
    where rank <= "sourceSlots"
    order by priority desc, requested_at, id limit ${MOST}`.execute(trx)
  return rows
}

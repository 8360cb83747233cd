import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { MovePath } from '../moves/one-move.ts'

/** The pace is that of so many minutes: fewer would jump, more would not see a server slow down. */
const LOOKED_BACK = 15
/** Before so many have been seen nobody knows a pace. */
const FEWEST = 3
/** Without a message for so long nothing goes on. */
const SILENT = 2
/** Whatever would end later than that in minutes has no end that anybody could plan with; dates end somewhere, too. */
const LONGEST = 10 * 365 * 1_440

/** When what is under way ends. */
export interface End {
  readonly at: Date
  readonly left: number
  readonly perMinute: number
}

interface Pace {
  readonly work: number
  readonly minutes: number
}

interface Left {
  /** Messages to be copied or read again, of passes of which that is known. */
  readonly left: number
  readonly open: number
  readonly known: number
  /** Of one pass, as far as others tell it. */
  readonly mean: number | null
  readonly sized: number
}

/**
 * When the passes that wait or run have ended, at the pace of the last minutes. Undefined where that is not known: there is
 * no pace yet, the sizes of most are not known, the move is paused, the night is over before, or it is years away.
 */
export async function endOf(db: LedgerDb, path: MovePath, now = new Date()): Promise<End | undefined> {
  const pace = await paceOf(db, path, now)
  if (pace === undefined) return undefined
  const { left, open, known, mean, sized } = await leftOf(db, path)
  const unknown = open - known
  // As many have to be known as are guessed after them.
  if (open === 0 || (unknown > 0 && (mean === null || sized + known < unknown))) return undefined
  const all = Math.round(left + unknown * (mean ?? 0))
  const perMinute = pace.work / pace.minutes
  if (all === 0 || all / perMinute > LONGEST) return undefined
  const at = new Date(now.getTime() + (all / perMinute) * 60_000)
  return (await mayRunUntil(db, path, now, at)) ? { at, left: all, perMinute: Math.round(perMinute) } : undefined
}

async function paceOf(db: LedgerDb, { organisation, move }: MovePath, now: Date): Promise<Pace | undefined> {
  const { rows } = await sql<{ work: number | null; first: Date | null; last: Date | null }>`
    select sum(copied + verified)::float8 as work, min(minute) as first, max(minute) as last from move_minutes
    where organisation_id = ${organisation} and move_id = ${move}
      and minute >= ${now}::timestamptz - ${LOOKED_BACK}::int * interval '1 minute' and minute <= ${now}`.execute(db)
  const { work, first, last } = rows[0] ?? { work: null, first: null, last: null }
  if (work === null || first === null || last === null || work === 0) return undefined
  const minutes = (now.getTime() - first.getTime()) / 60_000
  const silent = (now.getTime() - last.getTime()) / 60_000 - 1
  return minutes < FEWEST || silent > SILENT ? undefined : { work, minutes }
}

/** What open passes have still to do. A message is copied, then read again; a delta that has not begun has next to nothing. */
async function leftOf(db: LedgerDb, { organisation, move }: MovePath): Promise<Left> {
  const { rows } = await sql<Left>`
    with sized as (
      select b.id, (b.last_counts ->> 'source')::float8 as counted, e.messages::float8 as told
      from move_mailboxes b left join employee_answers e on e.mailbox_id = b.id
      where b.organisation_id = ${organisation} and b.move_id = ${move} and b.decision in ('move', 'archive-only')),
    open as (
      select case when p.state = 'running' and p.work_all is not null then greatest(p.work_all - p.work_done, 0)
          when p.kind = 'delta' then 0 when p.kind = 'final' then s.counted
          else 2 * coalesce(s.counted, s.told) end as work
      from pass_requests p join sized s on s.id = p.mailbox_id
      where p.move_id = ${move} and p.state in ('queued', 'running') and p.kind in ('first', 'delta', 'final'))
    select coalesce(sum(work), 0)::float8 as "left", count(*) as open, count(work) as known,
      (select 2 * avg(coalesce(counted, told)) from sized) as mean,
      (select count(coalesce(counted, told)) from sized) as sized from open`.execute(db)
  return rows[0] ?? { left: 0, open: 0, known: 0, mean: null, sized: 0 }
}

const CLOCK = sql`(clock_timestamp() at time zone time_zone)::time`

/** Whether passes go on from now until then without a break. */
async function mayRunUntil(db: LedgerDb, { organisation, move }: MovePath, now: Date, at: Date): Promise<boolean> {
  const { rows } = await sql<{ runs: boolean }>`
    select paused_at is null and (night_from is null or night_to is null or night_from = night_to
      -- A zone that the database does not know has no nights: before and after noon at once.
      or case when may_run_now(time_zone, '00:00', '12:00') and may_run_now(time_zone, '12:00', '00:00') then true
        else may_run_now(time_zone, night_from, night_to)
          -- The hours until the night is over, by the clock of the move.
          and ${at}::timestamptz - ${now}::timestamptz < night_to - ${CLOCK}
            + case when night_to <= ${CLOCK} then interval '24 hours' else interval '0' end end) as runs
    from moves where id = ${move} and organisation_id = ${organisation}`.execute(db)
  return rows[0]?.runs ?? false
}

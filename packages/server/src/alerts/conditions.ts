import { type RawBuilder, sql } from 'kysely'

/** What holds a mailbox up, the most urgent first: a mailbox has one cause at a time. */
export const CAUSES = [
  'undecided',
  'pass-fails',
  'differs',
  'handed-back',
  'no-progress',
  'no-worker',
  'not-started',
] as const
export type Cause = (typeof CAUSES)[number]

/** How long things may be so before somebody is told, in minutes. */
export const PATIENCE = {
  /** A pass failed once, as the next one may not. Twice in a row is told at once, and what only people mend too. */
  failed: 15,
  /** Servers that stop answering are given up after two minutes, ones that drip after half an hour: docs/errors.md. */
  silent: 45,
  /** Given back again and again: from the first time to now. */
  handedBack: 10,
  /** An upgrade of the workers takes less. */
  noWorker: 10,
  /** Both services idle and workers alive: all of these work for others. */
  notStarted: 120,
} as const

/** What no further pass mends: somebody has to do something first, so he is told at once. */
const FOR_SOMEBODY = [
  'sign-in-refused',
  'sign-in-expired',
  'sign-in-unsupported',
  'web-sign-in-needed',
  'token-refused',
  'consent-ended',
  'oauth-client-refused',
  'credential-missing',
  'administrator-refused',
  'quota-full',
] as const

/** Hand-backs in a row before it is more than bad luck. */
const MOST_HAND_BACKS = 3
/** A hand-back is a matter of the past once the pass has run for so long. */
const GOES_ON_MINUTES = 15
const WORKER_ALIVE_SECONDS = 60

const minutes = (count: number) => sql`${count}::int * interval '1 minute'`

/**
 * A query of every mailbox that something holds up now: mailbox, organisation, move, cause, error, since when, and for
 * how long it has to be so (`wait`). What people paused, closed or decided to leave is held up by nobody.
 */
export const HELD_UP: RawBuilder<unknown> = sql`
  select distinct on (c.mailbox) c.mailbox, b.organisation_id as organisation, b.move_id as move, c.cause, c.error,
    c.since, c.wait
  from (
    select id as mailbox, last_error as error, last_pass_at as since,
      case last_status when 'undecided' then 'undecided' when 'mismatch' then 'differs' else 'pass-fails' end as cause,
      case when last_status = 'undecided' or failures > 1
        or last_error->>'code' = any(${sql.lit(`{${FOR_SOMEBODY.join(',')}}`)}::text[])
        then interval '0' else ${minutes(PATIENCE.failed)} end as wait
    from move_mailboxes f where failures > 0 and last_pass_at is not null
      -- Before the first copy nothing tries again by itself what was given since.
      and (last_kind is not null or not exists (select from credentials c where c.organisation_id = f.organisation_id
        and c.subject in (f.id, f.source_service) and c.changed_at > f.last_pass_at))
    union all
    select mailbox_id, jsonb_build_object('code', handed_back_because), handed_back_since, 'handed-back',
      ${minutes(PATIENCE.handedBack)}
    from pass_requests where state in ('queued', 'running') and hand_backs >= ${MOST_HAND_BACKS}::int
      and handed_back_at > clock_timestamp() - ${minutes(GOES_ON_MINUTES)}
    union all
    select mailbox_id, null, progressed_at, 'no-progress', ${minutes(PATIENCE.silent)}
    from pass_requests where state = 'running' and progressed_at < clock_timestamp() - ${minutes(PATIENCE.silent)}
    union all
    select p.mailbox_id, null, clock_timestamp(), case when alive then 'not-started' else 'no-worker' end,
      case when alive then ${minutes(PATIENCE.notStarted)} else ${minutes(PATIENCE.noWorker)} end
    from pass_requests p join move_mailboxes q on q.id = p.mailbox_id join moves m on m.id = p.move_id,
      (select exists (select from workers
          where seen_at > clock_timestamp() - ${WORKER_ALIVE_SECONDS}::int * interval '1 second') as alive,
        array(select distinct service from pass_requests o join move_mailboxes r on r.id = o.mailbox_id,
          unnest(array[r.source_service, r.target_service]) service
          where o.state = 'running' and service is not null) as busy,
        array(select id from services where auth = 'master' and master_refused_at is not null) as held) as w
    where p.state = 'queued'
      and not (alive and coalesce(q.source_service = any(busy) or q.target_service = any(busy), false))
      -- One mailbox says of its service that the administrator is refused; the others wait for that.
      and not coalesce(q.source_service = any(held) or q.target_service = any(held), false)
      and stages_let_run(m.state, p.kind)
      and (p.kind = 'trial' or may_run_now(m.time_zone, m.night_from, m.night_to))
  ) c
  join move_mailboxes b on b.id = c.mailbox join moves m on m.id = b.move_id left join waves w on w.id = b.wave_id
  where b.paused_at is null and m.paused_at is null and w.paused_at is null
    and b.decision not in ('stay', 'leave-behind') and m.state #>> '{stages,close,status}' is distinct from 'left'
  order by c.mailbox, array_position(${sql.lit(`{${CAUSES.join(',')}}`)}::text[], c.cause)`

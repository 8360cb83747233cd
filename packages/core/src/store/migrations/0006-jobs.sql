-- Who runs passes, and events in an order that readers can go by: decisions/0016-jobs.md

-- Processes that run passes. One that has not been seen for a while is gone, and its passes go on elsewhere.
create table workers (
  id         text primary key,
  host       text not null,
  passes     integer not null, -- at once
  started_at timestamptz not null default clock_timestamp(),
  seen_at    timestamptz not null default clock_timestamp()
);

alter table pass_requests
  add column attempt integer not null default 0, -- grows with every worker that takes it: a former one changes nothing
  add column released_at timestamptz, -- of a queued one: its turn has come, a job carries its id
  add column job_id uuid, -- the job that carries it
  add column not_before timestamptz, -- of a queued one that found its mailbox in use
  add column cancel_asked_at timestamptz; -- of a running one
create index pass_requests_queued on pass_requests (requested_at) where state = 'queued';

-- Whether passes of a move may run now. A time zone that PostgreSQL does not know keeps no pass back.
create or replace function may_run_now(zone text, night_from time, night_to time) returns boolean
language plpgsql stable as $$
declare clock time;
begin
  if night_from is null or night_to is null or night_from = night_to then return true; end if;
  begin
    clock := (clock_timestamp() at time zone zone)::time;
  exception when invalid_parameter_value then return true;
  end;
  if night_from < night_to then return clock >= night_from and clock < night_to; end if;
  return clock >= night_from or clock < night_to;
end $$;

-- Numbers are given out when rows are written and rows are seen when they are committed: who reads on from the last id
-- seen would miss the row of a slower transaction. Positions are given at the commit, one transaction after the other.
alter table events add column position bigint; -- within the organisation; none: not committed
with numbered as (select id, row_number() over (partition by organisation_id order by id) as n from events)
  update events e set position = n.n from numbered n where n.id = e.id;
create unique index events_position on events (organisation_id, position);
create or replace function place_event() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('caravan event ' || new.organisation_id::text, 0));
  update events set position = (
    select coalesce(max(position), 0) + 1 from events where organisation_id = new.organisation_id)
  where id = new.id and position is null;
  perform pg_notify('caravan_events', new.organisation_id::text);
  return null;
end $$;
create constraint trigger events_placed after insert on events deferrable initially deferred
  for each row when (new.position is null) execute function place_event();

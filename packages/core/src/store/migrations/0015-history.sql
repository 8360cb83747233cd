-- What the charts of a move are drawn from, and its end is reckoned by: decisions/0026-history.md

-- Messages of each minute in which some were copied or read again. Swept after a week.
create table move_minutes (
  move_id         uuid not null,
  organisation_id uuid not null,
  minute          timestamptz not null,
  copied          bigint not null,
  bytes           bigint not null, -- of what was copied
  verified        bigint not null,
  primary key (move_id, minute),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index move_minutes_minute on move_minutes (minute);

-- Mailboxes by where they stand, as they were found; a row where something has changed. Thinned with age.
create table move_samples (
  move_id         uuid not null,
  organisation_id uuid not null,
  at              timestamptz not null default clock_timestamp(),
  states          jsonb not null, -- a count for each state
  primary key (move_id, at),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);

-- How far a pass is: messages copied and read again, of those that are to be; none before it knows them.
alter table pass_requests add column work_done bigint, add column work_all bigint;

-- Reading back what happened: the progress of passes, which are most rows, is no part of it.
create index events_told on events (organisation_id, position) where kind <> 'pass.progress';

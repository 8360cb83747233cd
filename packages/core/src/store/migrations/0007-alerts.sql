-- Mailboxes that are held up, and who was told: decisions/0017-alerts.md

-- One row is one cause that holds a mailbox up, from when it was first seen to when it was over.
create table alerts (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations on delete cascade,
  move_id         uuid not null,
  mailbox_id      uuid not null references move_mailboxes on delete cascade,
  cause           text not null,
  error           jsonb, -- the server's words where one spoke
  since           timestamptz not null,
  raised_at       timestamptz, -- none: seen, and not yet for long enough
  cleared_at      timestamptz, -- none: it is so still
  letter_after    timestamptz, -- its letter is tried again from here
  told_at         timestamptz, -- a letter about it went out
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create unique index alerts_open on alerts (mailbox_id) where cleared_at is null;
create index alerts_organisation on alerts (organisation_id, raised_at, id);
create index alerts_mailbox on alerts (mailbox_id);
create index alerts_cleared on alerts (cleared_at) where cleared_at is not null;
create index alerts_told on alerts (organisation_id, told_at) where told_at is not null;

-- Passes in a row that did not come to a good end.
alter table move_mailboxes add column failures integer not null default 0;
update move_mailboxes set failures = 1 where last_status not in ('green', 'exceptions');
create index move_mailboxes_failing on move_mailboxes (organisation_id) where failures > 0;

alter table pass_requests
  add column progressed_at timestamptz, -- of a running one: when something last moved
  add column hand_backs integer not null default 0, -- in a row, by itself: not by a pause, the hours or a stop
  add column handed_back_since timestamptz,
  add column handed_back_at timestamptz,
  add column handed_back_because text;
update pass_requests set progressed_at = clock_timestamp() where state = 'running';

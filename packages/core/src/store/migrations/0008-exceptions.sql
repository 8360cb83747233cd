-- Listed exceptions that somebody has signed: the message stays behind, or stays as it is.

-- What tells one exception of a mailbox from its others, from report to report.
create or replace function exception_key(exception jsonb) returns text language sql immutable as $$
  select md5(jsonb_build_array(exception->'folder', exception->'uid', exception->'code', exception->'messageId',
    exception->'size')::text)
$$;

create table accepted_exceptions (
  organisation_id uuid not null,
  move_id         uuid not null,
  mailbox_id      uuid not null references move_mailboxes on delete cascade,
  key             text not null, -- of `exception_key`
  reason          text not null,
  accepted_by     text not null, -- name of who did, as he was called then
  accepted_at     timestamptz not null default now(),
  primary key (mailbox_id, key),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index accepted_exceptions_move on accepted_exceptions (move_id);

alter table move_mailboxes add column exceptions_open integer; -- of whole_exceptions, those that nobody has accepted
update move_mailboxes set exceptions_open = whole_exceptions;

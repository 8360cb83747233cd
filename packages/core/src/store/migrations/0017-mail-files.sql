-- Mail that comes as files: exports that somebody carries over by hand.
alter table move_mailboxes add column source_files boolean not null default false; -- its mail comes as files, whatever its service

create table mail_files (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  move_id         uuid not null,
  mailbox_id      uuid not null references move_mailboxes on delete cascade,
  name            text not null check (name <> ''), -- as its owner calls it; never a path
  size            bigint not null check (size > 0), -- octets, as announced
  fingerprint     text not null default '', -- of the sender's: a file of the same name that goes on is the same one
  received        bigint not null default 0 check (received between 0 and size),
  state           text not null default 'receiving'
    check (state in ('receiving', 'received', 'reading', 'read', 'refused', 'removed')),
  given_by        text not null, -- name of who handed it over, as they were called then
  begun_at        timestamptz not null default clock_timestamp(),
  received_at     timestamptz,
  not_before      timestamptz, -- it is read, or tried again, from then on
  seen_at         timestamptz, -- last sign of life of who reads it
  read_at         timestamptz,
  removed_at      timestamptz,
  uid_from        bigint, -- of its first message; those of later files are higher
  messages        integer not null default 0, -- so far, while it is read
  repeated        integer not null default 0, -- that an earlier file had as well
  damaged         integer not null default 0, -- of the messages: listed, and not to be had
  on_disk         boolean not null default true, -- of a removed or refused one: it is still to be erased
  error           jsonb, -- why it was refused, or has to wait
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index mail_files_mailbox on mail_files (mailbox_id, uid_from);
create index mail_files_move on mail_files (move_id);
create index mail_files_waiting on mail_files (received_at) where state in ('received', 'reading');

-- A letter laid into each new mailbox, whose read flag tells who has opened it: decisions/0027-welcome-letter.md

-- How a move welcomes its employees. No row: nobody has looked at it, and nothing is laid.
create table welcome_settings (
  move_id         uuid primary key,
  organisation_id uuid not null,
  active          boolean not null,
  laid_when       text not null check (laid_when in ('switched', 'copied')),
  contact         text, -- whom to ask, an address; null: the system sender's, or the mailbox itself
  words           jsonb not null default '{}', -- the lead's own, by language
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);

-- One letter a mailbox.
create table welcome_letters (
  mailbox_id      uuid primary key references move_mailboxes on delete cascade,
  organisation_id uuid not null,
  move_id         uuid not null,
  message_id      text not null unique,
  place           text, -- user@host:port where it is, or is being laid
  uid_validity    bigint, -- of its INBOX
  uid_floor       bigint, -- committed before it leaves: it gets no lower UID. Without laid_at: its answer is in doubt
  uid             bigint, -- where it stands; null: it was taken, and is found under no UID
  mod_seq         bigint, -- of the INBOX at the last look (RFC 7162), where the server keeps any
  laid_at         timestamptz,
  opened_at       timestamptz, -- first seen with \Seen
  gone_at         timestamptz, -- first missed in the INBOX
  looked_at       timestamptz,
  next_at         timestamptz default now(), -- of the next try or look; null: none is due
  tries           integer not null default 0, -- in a row that failed
  turn            integer not null default 0, -- raised by whoever takes it
  error           jsonb, -- of the last try: code, title, remedy, the server's words
  error_at        timestamptz,
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index welcome_letters_move on welcome_letters (move_id);
create index welcome_letters_due on welcome_letters (next_at) where next_at is not null;
create index welcome_letters_failed on welcome_letters (error_at) where error_at is not null and next_at is null;

-- Employees come to a page of their own by an invitation, and give the access to their old mailbox there:
-- decisions/0021-employee-invitations.md

create table employee_invitations (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  move_id         uuid not null,
  mailbox_id      uuid not null references move_mailboxes on delete cascade,
  token_hash      bytea unique, -- SHA-256 of the link's 128-bit token; none: its first letter has not gone out
  by_letter       boolean not null,
  letter_to       text,
  invited_by      text not null, -- name of who did, as he was called then
  days            integer not null, -- that a link lives
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  ended_at        timestamptz, -- replaced by a later one, or taken back
  opened_at       timestamptz,
  seen_at         timestamptz, -- the page was last asked for
  letter_due_at   timestamptz, -- of the next letter; none: none is due
  letter_kind     text not null default 'invitation' check (letter_kind in ('invitation', 'reminder')),
  letter_by_rule  boolean not null default false, -- not at night
  letter_tries    integer not null default 0,
  letter_error    jsonb,
  sent_at         timestamptz, -- of the first letter
  reminders       integer not null default 0,
  reminded_at     timestamptz,
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create unique index employee_invitations_open on employee_invitations (mailbox_id) where ended_at is null;
create index employee_invitations_move on employee_invitations (move_id) where ended_at is null;
create index employee_invitations_mailbox on employee_invitations (mailbox_id);
create index employee_invitations_due on employee_invitations (letter_due_at) where letter_due_at is not null;

-- What a token was exchanged for, in a browser.
create table employee_sessions (
  cookie_hash   bytea primary key, -- SHA-256
  invitation_id uuid not null references employee_invitations on delete cascade,
  expires_at    timestamptz not null
);
create index employee_sessions_invitation on employee_sessions (invitation_id);

-- Passwords that were tried: nobody guesses by them.
create table employee_tries (
  id            bigint generated always as identity primary key,
  invitation_id uuid not null references employee_invitations on delete cascade,
  at            timestamptz not null default clock_timestamp()
);
create index employee_tries_invitation on employee_tries (invitation_id, at);

-- What an employee said and did: of the mailbox, so that a new invitation forgets nothing.
create table employee_answers (
  mailbox_id             uuid primary key references move_mailboxes on delete cascade,
  organisation_id        uuid not null,
  move_id                uuid not null,
  language               text check (language in ('en', 'ru', 'fa', 'zh')),
  given_at               timestamptz, -- the last password that signed in
  given_where            text, -- user@host:port that it was tried at
  messages               bigint, -- counted then
  folders                integer,
  refused                jsonb, -- of a try after that: code, title, remedy, the server's words
  refused_at             timestamptz,
  signed_in_at           timestamptz,
  password_changed_at    timestamptz,
  second_factor_at       timestamptz,
  old_account_removed_at timestamptz,
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index employee_answers_move on employee_answers (move_id);

-- A row: employees of this move are reminded by rule.
create table employee_reminders (
  move_id         uuid primary key,
  organisation_id uuid not null,
  every_days      integer not null check (every_days between 1 and 30),
  at_most         integer not null check (at_most between 1 and 10),
  earliest        time not null,
  latest          time not null,
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);

-- Employees act, too.
alter table audit_log drop constraint audit_log_actor_kind_check;
alter table audit_log add constraint audit_log_actor_kind_check
  check (actor_kind in ('user', 'token', 'employee', 'system'));

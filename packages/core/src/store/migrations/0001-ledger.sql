-- The ledger: the record of every message of every mailbox: where it was, where it is, what became of it.
-- Rows of the three large tables (messages, copies, checks) are inserted, hardly ever updated: a confirmation
-- is a row of its own, since updating rows in place was measured at a sixth of the speed of inserting them.
-- Their pass_id is not declared as a reference: checking it took a fifth of the speed of copies and a third of that of
-- checks, and deleting a pass would read both tables whole. Passes go only with their mailbox, and then its folders'
-- rows go too. Figures: docs/decisions/0002-ledger-tables.md.

create table mailboxes (
  id          integer generated always as identity primary key,
  source      text not null, -- user@host:port of the old mailbox; no secret
  target      text not null, -- user@host:port of the new mailbox; no secret
  created_at  timestamptz not null default now(),
  known       bigint not null default 0, -- messages at the source when a pass last went on; what a shrunken one is judged by
  unique (source, target)
);

-- One writer a mailbox. Each taking raises the epoch; a commit made under an older epoch is refused.
create table leases (
  mailbox_id  integer primary key references mailboxes on delete cascade,
  epoch       bigint not null,
  holder      text not null, -- host and process id, for the reader of an error
  expires_at  timestamptz not null
);

create table passes (
  id          integer generated always as identity primary key,
  mailbox_id  integer not null references mailboxes on delete cascade,
  kind        text not null check (kind in ('trial', 'first', 'delta', 'final', 'reverse', 'verify')),
  epoch       bigint not null,
  started_at  timestamptz not null default now(),
  finished_at timestamptz,
  status      text check (status in ('green', 'exceptions', 'mismatch', 'interrupted', 'undecided')),
  report      jsonb
);
create index on passes (mailbox_id);

-- A folder's identity is its name and its UIDVALIDITY (RFC 3501 §2.3.1.1): when that changes, a new row begins
-- and the old one is superseded.
create table source_folders (
  id           integer generated always as identity primary key,
  mailbox_id   integer not null references mailboxes on delete cascade,
  name         text not null, -- as the server writes it (modified UTF-7 or UTF-8)
  uid_validity bigint not null,
  superseded   boolean not null default false,
  unique (mailbox_id, name, uid_validity)
);

create table target_folders (
  id           integer generated always as identity primary key,
  mailbox_id   integer not null references mailboxes on delete cascade,
  name         text not null,
  uid_validity bigint not null,
  superseded   boolean not null default false,
  unique (mailbox_id, name, uid_validity)
);

-- Where mail of each source folder was sent. The latest place is where it goes in every later pass; copies may still
-- stand in the others.
create table routes (
  mailbox_id  integer not null references mailboxes on delete cascade,
  source_name text not null,
  target_name text not null,
  target_path text[] not null, -- decoded, a level each
  used_at     timestamptz not null default clock_timestamp(),
  primary key (mailbox_id, source_name, target_name)
);

-- What the source holds.
create table messages (
  folder_id     integer not null references source_folders on delete cascade,
  uid           bigint not null,
  size          bigint not null, -- RFC822.SIZE: what the server says, which may lie
  internal_date bigint, -- seconds since 1970; null where the server sent none that can be read
  flags         text not null, -- sorted, separated by one space, without \Recent
  gone          boolean not null default false, -- no longer listed at the source
  modseq        bigint, -- when it last changed (RFC 7162), as of its last listing here; null where the server keeps none
  provider_id   text, -- the service's own lasting id (X-GM-MSGID, EMAILID); null where it has none
  primary key (folder_id, uid)
) with (fillfactor = 95);

-- Where it is at the target: one row a message, and a target message is claimed once.
create table copies (
  folder_id        integer not null references source_folders on delete cascade,
  uid              bigint not null,
  target_folder_id integer not null references target_folders on delete cascade,
  target_uid       bigint not null,
  pass_id          integer not null, -- a pass; not declared so, see the head of the file
  recognised       boolean not null, -- found at the target, not sent by us
  digest           bytea not null, -- SHA-256 of the bytes the source gave
  flags            text not null, -- as last set at the target by us
  lost             boolean not null default false, -- no longer listed at the target
  primary key (folder_id, uid),
  unique (target_folder_id, target_uid)
) with (fillfactor = 95);

-- What reading the target again showed.
create table checks (
  folder_id integer not null references source_folders on delete cascade,
  uid       bigint not null,
  pass_id   integer not null, -- a pass; not declared so
  level     smallint not null, -- 0 seen in a listing, 1 headers, 2 content
  rung      smallint not null, -- 1 exact, 2 normalised, 3 equivalent, 4 mismatched
  changes   smallint not null, -- the named transformations, a bit each (engine/verify)
  primary key (folder_id, uid)
) with (fillfactor = 95);

-- Messages at the target that the ledger did not put there.
create table strangers (
  target_folder_id integer not null references target_folders on delete cascade,
  uid              bigint not null,
  size             bigint not null,
  internal_date    bigint,
  flags            text not null,
  primary key (target_folder_id, uid)
);

-- Digests for recognising a message by its content. header_key is known first; the rest once the body was read.
create table source_prints (
  folder_id  integer not null references source_folders on delete cascade,
  uid        bigint not null,
  header_key bytea not null,
  exact      bytea,
  normal     bytea,
  identity   bytea,
  oddities   smallint,
  primary key (folder_id, uid)
);
create index on source_prints (folder_id, header_key);

create table target_prints (
  folder_id  integer not null references target_folders on delete cascade,
  uid        bigint not null,
  header_key bytea not null,
  exact      bytea,
  normal     bytea,
  identity   bytea,
  oddities   smallint,
  primary key (folder_id, uid)
);
create index on target_prints (folder_id, header_key);

-- Committed before a batch leaves; closed when its answer is committed or when it was settled.
create table intents (
  id               bigint generated always as identity primary key,
  pass_id          integer not null references passes on delete cascade,
  epoch            bigint not null,
  folder_id        integer not null references source_folders on delete cascade,
  target_folder_id integer not null references target_folders on delete cascade,
  uids             bigint[] not null,
  uid_from         bigint not null, -- no copy of this batch can have a lower UID at the target
  created_at       timestamptz not null default now(),
  closed_at        timestamptz
);
create index on intents (folder_id) where closed_at is null;
create index on intents (folder_id, pass_id);

create table exceptions (
  id           bigint generated always as identity primary key,
  pass_id      integer not null references passes on delete cascade,
  folder_id    integer not null references source_folders on delete cascade,
  uid          bigint not null,
  message_id   text,
  subject      text,
  sent         text, -- the Date header, as written
  size         bigint not null,
  code         text not null,
  server_reply text,
  remedy       text not null,
  raw_file     text, -- where the raw bytes were kept
  unique (pass_id, folder_id, uid, code)
);

-- What a pass let go of, a folder having been numbered anew, and has not yet looked for in the other folders of the
-- target: kept until that is done, whoever ends the pass before.
create table adrift (
  mailbox_id integer not null references mailboxes on delete cascade,
  folder_id  integer not null references source_folders on delete cascade,
  uids       bigint[] not null,
  digests    bytea[], -- of the copies that may stand elsewhere; none: that may be true of all
  primary key (mailbox_id, folder_id)
);
-- Messages whose copies somebody may have filed elsewhere before it was known that they had arrived: not sent again before
-- that was looked for.
create table maybe_moved (
  folder_id integer not null references source_folders on delete cascade,
  uid       bigint not null,
  primary key (folder_id, uid)
);

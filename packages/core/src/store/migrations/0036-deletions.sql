-- Copies that a pass was asked to delete, since their messages are gone from the source: each noted before it is touched.
create table deletions (
  folder_id        integer not null references source_folders on delete cascade,
  uid              bigint not null, -- of the message that is gone
  pass_id          integer not null references passes on delete cascade,
  target_folder_id integer not null references target_folders on delete cascade,
  target_uid       bigint not null,
  at               timestamptz not null default clock_timestamp(),
  done             boolean not null default false, -- the target has said so
  kept             text, -- why it stays for good; null: it does not
  primary key (folder_id, uid)
);

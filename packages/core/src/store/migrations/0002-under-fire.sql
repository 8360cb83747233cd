-- What exactly once needs to know of a batch beyond that it is in doubt.

alter table intents
  add column one_command boolean not null default false, -- one command took the batch: all of it was stored, or none
  add column stored bigint[] not null default '{}', -- UIDs the target said it took, without naming their UIDs there
  add column absent bigint[] not null default '{}'; -- UIDs settled as not there: a copy that still arrives is a double
create index on intents (target_folder_id) where absent <> '{}';

-- A target may keep identical messages once (Gmail does): then several messages of the source have one copy, of which
-- one claims it and the others are merged into it. A copy that is lost claims nothing: there are servers that give its
-- UID to another message.
alter table copies add column merged boolean not null default false;
alter table copies drop constraint copies_target_folder_id_target_uid_key;
create unique index copies_target on copies
  (target_folder_id, target_uid, (case when merged or lost then (folder_id::bigint << 32) + uid else 0 end));

-- When the copy arrived as the target shows it: another date later under the same UID means that the UID was reused.
alter table checks add column target_date bigint; -- seconds since 1970

-- Messages that the target took only after a repair, in addition to their copies.
create table repairs (
  folder_id    integer not null references source_folders on delete cascade,
  uid          bigint not null,
  kind         smallint not null, -- 1 line ends and NUL mended, 2 header mended and the original attached
  code         text not null, -- of the refusal
  server_reply text, -- what the target said of the message as it was
  raw_file     text, -- where its raw bytes were kept
  primary key (folder_id, uid)
);

-- What passes of several kinds, and passes the other way, need to know.

-- A folder as it was when the ledger last held all of it: as long as the service says exactly this of it, it need not be
-- listed again (RFC 7162). Null where that is not so.
alter table source_folders
  add column known_uid_next bigint, add column known_messages bigint, add column known_modseq bigint;
alter table target_folders
  add column known_uid_next bigint, add column known_messages bigint, add column known_modseq bigint;

-- A copy that is no copy: the message that this one was copied from, by a pass the other way. That ledger knows it, and
-- nobody has read it here.
alter table copies add column origin boolean not null default false;

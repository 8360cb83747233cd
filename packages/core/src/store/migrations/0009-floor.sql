-- UIDNEXT of a target folder when nothing of its mailbox was in doubt: whatever is in doubt since and was filed there has
-- this UID or a higher one. Null where that is not known.
alter table target_folders add column uid_floor bigint;

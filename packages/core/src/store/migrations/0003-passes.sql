-- What passes of several kinds, and passes the other way, need to know.

-- A copy that is no copy: the message that this one was copied from, by a pass the other way. That ledger knows it, and
-- nobody has read it here.
alter table copies add column origin boolean not null default false;

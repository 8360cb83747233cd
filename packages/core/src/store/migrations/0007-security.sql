-- A session's token is kept encrypted from now on (decisions/0018-security.md): who has signed in signs in once more.
delete from sessions;

-- Each organisation has a ledger of its own, also of mailboxes that another one has named too: nobody comes to what
-- another's passes know, keeps them from running, or takes their ledger along when it is purged. None: the command's.
alter table mailboxes add column organisation_id uuid references organisations on delete cascade;
update mailboxes b set organisation_id = m.organisation_id
  from (select distinct on (id) id, organisation_id from (
    select ledger_id as id, organisation_id from move_mailboxes where ledger_id is not null
    union all select reverse_ledger_id, organisation_id from move_mailboxes where reverse_ledger_id is not null) as x) m
  where m.id = b.id;
alter table mailboxes drop constraint mailboxes_source_target_key;
alter table mailboxes
  add constraint mailboxes_pair unique nulls not distinct (source, target, organisation_id);
create index mailboxes_organisation on mailboxes (organisation_id) where organisation_id is not null;

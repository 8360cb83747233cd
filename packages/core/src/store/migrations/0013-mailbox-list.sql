-- The list of mailboxes as a table: in several orders, searched, from any place.

alter table move_mailboxes
  -- As the last pass over the whole mailbox counted; none: there was no such pass.
  add column messages bigint,
  add column done bigint, -- of them, those that are dealt with
  add column bytes bigint, -- of them, at the old home
  add column search text not null default ''; -- its name and addresses in lower case, by the trigger below

create or replace function mailbox_search() returns trigger language plpgsql as $$
begin
  new.search := lower(concat_ws(' ', new.display_name, new.source_address, new.target_address,
    array_to_string(new.aliases, ' ')));
  return new;
end $$;
create trigger move_mailboxes_search before insert or update of display_name, source_address, target_address, aliases
  on move_mailboxes for each row execute function mailbox_search();

update move_mailboxes m set display_name = m.display_name,
  messages = case when m.last_kind in ('first', 'delta', 'final')
    then (m.last_counts->>'source')::bigint + coalesce((m.last_counts->>'pending')::bigint, 0) end,
  done = case when m.last_kind in ('first', 'delta', 'final')
    then (m.last_counts->>'source')::bigint - coalesce((m.last_counts->>'refused')::bigint, 0) end,
  bytes = (select sum(g.size) from source_folders f join messages g on g.folder_id = f.id
    where f.mailbox_id = m.ledger_id and not f.superseded and not g.gone);

-- A page from any place reads the index alone; what is not known yet comes first, going up.
drop index move_mailboxes_order;
create index move_mailboxes_order on move_mailboxes (move_id, lower(source_address), id)
  include (organisation_id, source_address);
create index move_mailboxes_by_name on move_mailboxes (move_id, lower(display_name), id)
  include (organisation_id, display_name);
create index move_mailboxes_by_messages on move_mailboxes (move_id, coalesce(messages, -1), id)
  include (organisation_id, messages);
create index move_mailboxes_by_bytes on move_mailboxes (move_id, coalesce(bytes, -1), id)
  include (organisation_id, bytes);
create index move_mailboxes_by_last_pass on move_mailboxes (move_id, coalesce(last_pass_at, '-infinity'), id)
  include (organisation_id, last_pass_at);

-- The log of one mailbox. How far a pass is is not in it.
create index events_mailbox on events (organisation_id, (data->>'mailbox'), position)
  where kind <> 'pass.progress';

-- What a list of people says of each beyond the address: the address rules read the names, and no alias is forgotten.
alter table move_mailboxes
  add first_name  text,
  add middle_name text,
  add last_name   text,
  add nickname    text,
  add department  text,
  add contact     text, -- where its employee can be reached otherwise
  add aliases     text[] not null default '{}'; -- its other addresses at the old service

-- Lists by a filter, in their order. Without these a filter that few rows pass reads the whole move.
create index move_mailboxes_by_wave on move_mailboxes (wave_id, lower(source_address), id);
create index move_mailboxes_by_decision on move_mailboxes (move_id, decision, lower(source_address), id);
create index move_mailboxes_by_kind on move_mailboxes (move_id, kind, lower(source_address), id);
-- For beginnings of addresses, in whatever order the database sorts texts.
create index move_mailboxes_by_beginning on move_mailboxes (move_id, lower(source_address) text_pattern_ops);

-- What the headers of each mailbox say, kept by folder: a second look reads only what is new, a folder in which
-- something has gone is counted anew, and a mailbox that leaves the move takes its counts with it.
create table seen_mailboxes (
  mailbox_id      uuid primary key references move_mailboxes on delete cascade,
  organisation_id uuid not null,
  move_id         uuid not null,
  domains         text[] not null, -- the own domains that it was read for
  begun_at        timestamptz not null default now(),
  read_at         timestamptz, -- none: not to its end yet
  messages        bigint not null default 0, -- read so far
  unread          integer not null default 0, -- folders that could not be read
  beyond          bigint not null default 0, -- sightings of addresses that found no room
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index seen_mailboxes_move on seen_mailboxes (move_id, mailbox_id);
create table seen_folders (
  id           bigint generated always as identity primary key,
  mailbox_id   uuid not null references seen_mailboxes on delete cascade,
  folder       text not null, -- as the server writes it
  uid_validity bigint not null,
  last_uid     bigint not null,
  listed       bigint not null, -- messages that were there up to last_uid
  unique (mailbox_id, folder)
);
create table seen_recipients (
  folder_id  bigint not null references seen_folders on delete cascade,
  address    text not null, -- as in seen_addresses
  messages   bigint not null, -- that are there; 0: they have gone since
  delivered  bigint not null,
  junk       bigint not null,
  first_seen timestamptz,
  last_seen  timestamptz,
  primary key (folder_id, address)
);
create index seen_recipients_address on seen_recipients (address);

alter table seen_addresses
  add delivered bigint not null default 0, -- messages in which a server wrote it on delivery: mail truly reached it
  add junk      bigint not null default 0, -- messages that lie in a junk folder
  add in_move   boolean not null default false; -- a mailbox of the move has it: kept right by the triggers below
create index seen_addresses_open on seen_addresses (move_id, address) where decision is null and not in_move;

-- The addresses that a mailbox has, in lower case.
create or replace function addresses_of(source text, target text, aliases text[]) returns text[]
  language sql immutable parallel safe
  as $$ select coalesce(array_agg(distinct lower(t)), '{}')
    from unnest(array_remove(array[source, target], null) || aliases) as t $$;
create index move_mailboxes_addresses on move_mailboxes
  using gin (addresses_of(source_address, target_address, aliases)) where aliases <> '{}';

-- Whether a mailbox of a move has an address.
create or replace function move_has(move uuid, address text) returns boolean language sql stable as $$
  select exists (select from move_mailboxes m where m.move_id = move and lower(m.source_address) = address)
    or exists (select from move_mailboxes m where m.move_id = move and lower(m.target_address) = address)
    or exists (select from move_mailboxes m where m.move_id = move and m.aliases <> '{}'
      and addresses_of(m.source_address, m.target_address, m.aliases) @> array[address]) $$;

-- Addresses that came to a move or left it. Who counts what was seen takes turns with it, by the lock of `seenTurn`.
create or replace function note_in_move(move uuid, addresses text[]) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('caravan seen ' || move::text, 0));
  update seen_addresses s set in_move = not s.in_move
    where s.move_id = move and s.address = any(addresses) and s.in_move <> move_has(move, s.address);
end $$;
create or replace function note_addresses_in_move() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform note_in_move(n.move_id, array_agg(a))
      from made n, unnest(addresses_of(n.source_address, n.target_address, n.aliases)) as a group by n.move_id;
  elsif tg_op = 'DELETE' then
    perform note_in_move(o.move_id, array_agg(a))
      from gone o, unnest(addresses_of(o.source_address, o.target_address, o.aliases)) as a group by o.move_id;
  else
    perform note_in_move(o.move_id, array_agg(a))
      from gone o join made n on n.id = o.id, unnest(addresses_of(o.source_address, o.target_address, o.aliases)
        || addresses_of(n.source_address, n.target_address, n.aliases)) as a
      where (o.source_address, o.target_address, o.aliases) is distinct from
        (n.source_address, n.target_address, n.aliases)
      group by o.move_id;
  end if;
  return null;
end $$;
create trigger mailboxes_made_known after insert on move_mailboxes
  referencing new table as made for each statement execute function note_addresses_in_move();
create trigger mailboxes_gone_known after delete on move_mailboxes
  referencing old table as gone for each statement execute function note_addresses_in_move();
create trigger mailboxes_changed_known after update on move_mailboxes
  referencing old table as gone new table as made for each statement execute function note_addresses_in_move();
update seen_addresses s set in_move = move_has(s.move_id, s.address);

-- What the gates ask of each mailbox's copy, noted at the end of a pass. Read from the reports, it took minutes for
-- 100,000 mailboxes.
alter table move_mailboxes
  add inventoried      boolean not null default false, -- a pass has listed its folders
  add copied_once      boolean not null default false, -- a pass over the whole mailbox has come to its end
  add whole_status     text, -- of the last pass over the whole mailbox (first, delta or final) that ended
  add whole_started_at timestamptz,
  add whole_balanced   boolean, -- every folder's sum equals the messages of the source
  add whole_exceptions integer; -- listed exceptions
create index pass_requests_mailbox on pass_requests (mailbox_id, requested_at);
update move_mailboxes m set
  inventoried = exists (select from source_folders f where f.mailbox_id = m.ledger_id),
  copied_once = exists (select from pass_requests p where p.mailbox_id = m.id and p.state = 'ended'
    and p.kind in ('first', 'delta', 'final') and p.status in ('green', 'exceptions', 'mismatch'));
update move_mailboxes m set whole_status = l.status, whole_started_at = (l.report->>'startedAt')::timestamptz,
  whole_balanced = coalesce((l.report->>'pending')::bigint = 0, false) and not exists (
    select from jsonb_array_elements(l.report->'perFolder') f where (f->'messages'->>'source')::bigint <> (
      select sum(n.value::bigint) from jsonb_each_text(f->'messages') n where n.key <> 'source')),
  whole_exceptions = coalesce((l.report->>'exceptionsInAll')::integer, jsonb_array_length(l.report->'exceptions'), 0)
from (select distinct on (p.mailbox_id) p.mailbox_id, p.status, p.report from pass_requests p
  where p.state = 'ended' and p.kind in ('first', 'delta', 'final')
  order by p.mailbox_id, p.requested_at desc) as l
where l.mailbox_id = m.id;

-- A pass of its own kind that reads who mail was sent to and copies nothing.
alter table pass_requests drop constraint pass_requests_kind_check;
alter table pass_requests add constraint pass_requests_kind_check
  check (kind in ('trial', 'first', 'delta', 'final', 'reverse', 'addresses'));

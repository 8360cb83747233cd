-- The vault: credentials, sealed under a master key that is not in the database. decisions/0013-vault.md

-- The master keys that ever sealed here, by fingerprint. One of them seals at a time, and who writes locks this
-- table: after a change of key nothing is sealed under the old one any more, however many processes write.
create table vault_keys (
  id         text primary key, -- fingerprint of the key
  current    boolean not null,
  created_at timestamptz not null default now()
);
create unique index vault_keys_current on vault_keys (current) where current;

create table credentials (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  move_id         uuid, -- what is erased when the move closes; none: it stays until the organisation goes
  purpose         text not null, -- what it opens: source-sign-in, webhook, …
  subject         uuid, -- whose it is: a mailbox, a service, a webhook; none: the organisation's own
  sealed          bytea not null, -- bound to id, organisation_id, purpose and subject: moved to another row it does not open
  key_id          text not null references vault_keys,
  created_at      timestamptz not null default now(),
  changed_at      timestamptz not null default now(), -- when the credential was last given, not when its key changed
  unique nulls not distinct (organisation_id, purpose, subject)
);
create index credentials_move on credentials (move_id) where move_id is not null;
create index credentials_key on credentials (key_id, id);

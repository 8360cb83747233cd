-- Who signs in, the organisations they work for, and the moves of these: decisions/0015-server.md

-- Sign-in. Columns are better-auth's own and written by it alone; what it adds with a version is a migration of ours.
create table users (
  id                 text primary key,
  name               text not null,
  email              text not null unique,
  "emailVerified"    boolean not null,
  image              text,
  "createdAt"        timestamptz not null default now(),
  "updatedAt"        timestamptz not null default now(),
  "twoFactorEnabled" boolean,
  host_administrator boolean not null default false -- runs the program: the settings of the host are his
);
create table sessions (
  id          text primary key,
  "expiresAt" timestamptz not null,
  token       text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId"    text not null references users on delete cascade
);
create index sessions_user on sessions ("userId");
create table sign_ins (
  id                      text primary key,
  "accountId"             text not null,
  "providerId"            text not null,
  "userId"                text not null references users on delete cascade,
  "accessToken"           text,
  "refreshToken"          text,
  "idToken"               text,
  "accessTokenExpiresAt"  timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope                   text,
  password                text, -- a hash
  "createdAt"             timestamptz not null default now(),
  "updatedAt"             timestamptz not null
);
create index sign_ins_user on sign_ins ("userId");
create table verifications (
  id          text primary key,
  identifier  text not null,
  value       text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);
create table two_factors (
  id                        text primary key,
  secret                    text not null, -- encrypted by better-auth
  "backupCodes"             text not null,
  "userId"                  text not null references users on delete cascade,
  verified                  boolean,
  "failedVerificationCount" integer,
  "lockedUntil"             timestamptz
);
create index two_factors_secret on two_factors (secret);
create index two_factors_user on two_factors ("userId");
create table passkeys (
  id             text primary key,
  name           text,
  "publicKey"    text not null,
  "userId"       text not null references users on delete cascade,
  "credentialID" text not null,
  counter        integer not null,
  "deviceType"   text not null,
  "backedUp"     boolean not null,
  transports     text,
  "createdAt"    timestamptz,
  aaguid         text
);
create index passkeys_user on passkeys ("userId");
create index passkeys_credential on passkeys ("credentialID");

-- What the host administrator sets: the public URL, the system sender, the one-time link of the first start.
create table host_settings (
  name  text primary key,
  value jsonb not null
);

create table organisations (
  id         uuid primary key default gen_random_uuid(),
  name       text not null check (name <> ''),
  agency_id  uuid references organisations on delete restrict, -- the agency whose client it is; its members work here too
  settings   jsonb not null default '{}',
  created_at timestamptz not null default now(),
  check (agency_id <> id)
);
create index organisations_agency on organisations (agency_id) where agency_id is not null;

create table members (
  organisation_id uuid not null references organisations on delete cascade,
  user_id         text not null references users on delete cascade,
  role            text not null check (role in ('owner', 'lead', 'writer', 'approver', 'viewer')),
  created_at      timestamptz not null default now(),
  primary key (organisation_id, user_id)
);
create index members_user on members (user_id);

create table invitations (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations on delete cascade,
  email           text not null,
  role            text not null check (role in ('owner', 'lead', 'writer', 'approver', 'viewer')),
  token_hash      bytea not null unique, -- SHA-256 of the link's 128-bit token
  invited_by      text references users on delete set null,
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  accepted_at     timestamptz,
  revoked_at      timestamptz
);
create index invitations_organisation on invitations (organisation_id);

create table groups (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations on delete cascade,
  name            text not null check (name <> ''),
  unique (organisation_id, name)
);
create table group_members (
  group_id uuid not null references groups on delete cascade,
  user_id  text not null references users on delete cascade,
  primary key (group_id, user_id)
);

create table projects (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations on delete cascade,
  name            text not null check (name <> ''),
  kind            text not null check (kind in ('brand', 'region', 'department')),
  unique (organisation_id, name)
);
create table project_members (
  project_id uuid not null references projects on delete cascade,
  user_id    text not null references users on delete cascade,
  primary key (project_id, user_id)
);

create table api_tokens (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations on delete cascade,
  name            text not null check (name <> ''),
  token_hash      bytea not null unique, -- SHA-256
  scopes          text[] not null, -- permissions, never more than its maker has
  created_by      text references users on delete set null,
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  last_used_at    timestamptz,
  revoked_at      timestamptz
);
create index api_tokens_organisation on api_tokens (organisation_id);

-- Who did what, with what was before and after. Rows are added and never changed; only a purge takes an organisation's
-- rows away, and says so for the host.
create table audit_log (
  id              bigint generated always as identity primary key,
  at              timestamptz not null default clock_timestamp(),
  organisation_id uuid, -- none: the host's. No reference: what is written stays as it was written.
  actor_kind      text not null check (actor_kind in ('user', 'token', 'system')),
  actor_id        text,
  actor_name      text not null,
  action          text not null,
  subject_kind    text,
  subject_id      text,
  before          jsonb,
  after           jsonb,
  reason          text
);
create index audit_log_organisation on audit_log (organisation_id, id);
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.organisation_id::text = current_setting('caravan.purging', true) then return old; end if;
  raise exception 'The audit log is append-only.' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_audit_change();
create trigger audit_log_never_truncated before truncate on audit_log
  for each statement execute function refuse_audit_change();

-- What happened, in the order it happened: what live views resume from. Old rows are swept.
create table events (
  id              bigint generated always as identity primary key,
  at              timestamptz not null default clock_timestamp(),
  organisation_id uuid not null references organisations on delete cascade,
  kind            text not null,
  data            jsonb not null
);
create index events_organisation on events (organisation_id, id);
create index events_at on events (at);

create table webhooks (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations on delete cascade,
  url             text not null,
  kinds           text[] not null, -- which events; none: all
  disabled_at     timestamptz,
  created_at      timestamptz not null default now()
);
create index webhooks_organisation on webhooks (organisation_id);
create table webhook_deliveries (
  id         uuid primary key default gen_random_uuid(),
  webhook_id uuid not null references webhooks on delete cascade,
  event_id   bigint not null, -- of an event that may have been swept since
  body       text not null,
  attempts   integer not null default 0,
  next_at    timestamptz, -- none: delivered or given up
  delivered_at timestamptz,
  last_answer  text,
  created_at timestamptz not null default now(),
  unique (webhook_id, event_id)
);
create index webhook_deliveries_due on webhook_deliveries (next_at) where next_at is not null;

create table moves (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations on delete cascade,
  name            text not null check (name <> ''),
  kind            text not null check (kind in ('same-domain', 'new-addresses', 'first-company-mail')),
  partial         boolean not null default false,
  own_domains     text[] not null default '{}',
  cut_over_on     date,
  time_zone       text not null default 'UTC',
  state           jsonb not null default '{}', -- of the stage machine
  version         integer not null default 0, -- of `state`: two who change it at once take turns
  night_from      time, -- passes run from here …
  night_to        time, -- … to here, in the move's time zone; none: at any hour
  delta_every_minutes integer check (delta_every_minutes between 5 and 10080),
  paused_at       timestamptz,
  created_at      timestamptz not null default now(),
  unique (id, organisation_id)
);
create index moves_organisation on moves (organisation_id);

create table services (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  move_id         uuid not null,
  side            text not null check (side in ('source', 'target')),
  name            text not null check (name <> ''),
  host            text not null,
  port            integer not null check (port between 1 and 65535),
  tls             text not null check (tls in ('implicit', 'starttls', 'none')),
  unverified      boolean not null default false, -- its certificate is not verified: somebody said so
  auth            text not null default 'password' check (auth in ('password', 'master')),
  master_user     text, -- signs in for everybody: user*master_user
  connections     integer not null default 4 check (connections between 1 and 100), -- to it at once, over all workers
  created_at      timestamptz not null default now(),
  unique (id, move_id),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index services_move on services (move_id);

create table waves (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  move_id         uuid not null,
  name            text not null check (name <> ''),
  position        integer not null default 0,
  starts_at       timestamptz, -- by plan
  started_at      timestamptz,
  paused_at       timestamptz,
  unique (move_id, name),
  unique (id, move_id),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);

-- The mailboxes that move, as people plan them. `mailboxes` are the ledger's: a pair of accounts with what was copied.
create table move_mailboxes (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  move_id         uuid not null,
  wave_id         uuid,
  project_id      uuid references projects on delete set null,
  source_address  text not null,
  target_address  text,
  source_service  uuid,
  target_service  uuid,
  source_user     text, -- signs in there; none: the address
  target_user     text,
  display_name    text not null default '',
  kind            text not null default 'person' check (kind in ('person', 'role')),
  role_key        text, -- of a role address: info, sales, …
  owner_name      text,
  owner_email     text,
  decision        text not null default 'undecided'
    check (decision in ('undecided', 'move', 'archive-only', 'stay', 'leave-behind')),
  decided_by      text, -- name of who decided, as he was called then
  decided_at      timestamptz,
  notes           text not null default '',
  priority        integer not null default 0, -- larger goes first
  paused_at       timestamptz,
  ledger_id       integer references mailboxes on delete set null,
  reverse_ledger_id integer references mailboxes on delete set null,
  last_kind       text,
  last_status     text, -- of its last pass that ended
  last_pass_at    timestamptz,
  last_counts     jsonb,
  last_error      jsonb,
  final_at        timestamptz, -- a final pass was green
  created_at      timestamptz not null default now(),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade,
  foreign key (wave_id, move_id) references waves (id, move_id) on delete set null (wave_id),
  foreign key (source_service, move_id) references services (id, move_id) on delete set null (source_service),
  foreign key (target_service, move_id) references services (id, move_id) on delete set null (target_service)
);
create unique index move_mailboxes_source on move_mailboxes (move_id, lower(source_address));
create index move_mailboxes_target on move_mailboxes (move_id, lower(target_address));
create index move_mailboxes_wave on move_mailboxes (wave_id, id);
create index move_mailboxes_order on move_mailboxes (move_id, lower(source_address), id);

-- Passes asked for: one row a pass over one mailbox, whoever runs it. The queue only carries its id.
create table pass_requests (
  id              uuid primary key default gen_random_uuid(),
  organisation_id uuid not null,
  move_id         uuid not null,
  mailbox_id      uuid not null references move_mailboxes on delete cascade,
  kind            text not null check (kind in ('trial', 'first', 'delta', 'final', 'reverse')),
  options         jsonb not null default '{}',
  state           text not null default 'queued' check (state in ('queued', 'running', 'ended', 'cancelled')),
  requested_by    text not null,
  requested_at    timestamptz not null default now(),
  worker          text,
  started_at      timestamptz,
  ended_at        timestamptz,
  status          text, -- the report's
  report          jsonb,
  error           jsonb,
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
-- A mailbox has one pass at a time that waits or runs.
create unique index pass_requests_open on pass_requests (mailbox_id) where state in ('queued', 'running');
create index pass_requests_move on pass_requests (move_id, requested_at);
create index pass_requests_running on pass_requests (worker) where state = 'running';

-- Addresses of the own domains that mail was sent to, from the headers of the mailboxes.
create table seen_addresses (
  organisation_id uuid not null,
  move_id         uuid not null,
  address         text not null, -- in lower case
  messages        bigint not null,
  first_seen      timestamptz,
  last_seen       timestamptz,
  decision        text check (decision in ('exists', 'alias', 'ends')), -- none: nobody has decided
  decided_by      text,
  decided_at      timestamptz,
  primary key (move_id, address),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);

-- Written by `npm run generate` from the migrations. Do not edit.

create table accepted_exceptions (
  organisation_id uuid not null,
  move_id uuid not null,
  mailbox_id uuid not null,
  key text not null,
  reason text not null,
  accepted_by text not null,
  accepted_at timestamp with time zone default now() not null,
  constraint accepted_exceptions_pkey PRIMARY KEY (mailbox_id, key),
  constraint accepted_exceptions_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint accepted_exceptions_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX accepted_exceptions_move ON public.accepted_exceptions USING btree (move_id);

create table account_use (
  account bytea not null,
  direction text not null,
  span bigint not null,
  octets bigint not null,
  constraint account_use_pkey PRIMARY KEY (account, direction, span),
  constraint account_use_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text])))
);

create table adrift (
  mailbox_id integer not null,
  folder_id integer not null,
  uids bigint[] not null,
  digests bytea[],
  constraint adrift_pkey PRIMARY KEY (mailbox_id, folder_id),
  constraint adrift_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE,
  constraint adrift_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE
);

create table alerts (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid not null,
  mailbox_id uuid not null,
  cause text not null,
  error jsonb,
  since timestamp with time zone not null,
  raised_at timestamp with time zone,
  cleared_at timestamp with time zone,
  letter_after timestamp with time zone,
  told_at timestamp with time zone,
  constraint alerts_pkey PRIMARY KEY (id),
  constraint alerts_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint alerts_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE,
  constraint alerts_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);
CREATE INDEX alerts_cleared ON public.alerts USING btree (cleared_at) WHERE (cleared_at IS NOT NULL);
CREATE INDEX alerts_mailbox ON public.alerts USING btree (mailbox_id);
CREATE UNIQUE INDEX alerts_open ON public.alerts USING btree (mailbox_id) WHERE (cleared_at IS NULL);
CREATE INDEX alerts_organisation ON public.alerts USING btree (organisation_id, raised_at, id);
CREATE INDEX alerts_told ON public.alerts USING btree (organisation_id, told_at) WHERE (told_at IS NOT NULL);

create table api_tokens (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  token_hash bytea not null,
  scopes text[] not null,
  created_by text,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_tokens_pkey PRIMARY KEY (id),
  constraint api_tokens_token_hash_key UNIQUE (token_hash),
  constraint api_tokens_name_check CHECK ((name <> ''::text)),
  constraint api_tokens_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint api_tokens_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);
CREATE INDEX api_tokens_organisation ON public.api_tokens USING btree (organisation_id);

create table audit_log (
  id bigint generated always as identity not null,
  at timestamp with time zone default clock_timestamp() not null,
  organisation_id uuid,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  subject_kind text,
  subject_id text,
  before jsonb,
  after jsonb,
  reason text,
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'token'::text, 'employee'::text, 'system'::text])))
);
CREATE INDEX audit_log_organisation ON public.audit_log USING btree (organisation_id, id);

create table checks (
  folder_id integer not null,
  uid bigint not null,
  pass_id integer not null,
  level smallint not null,
  rung smallint not null,
  changes smallint not null,
  target_date bigint,
  constraint checks_pkey PRIMARY KEY (folder_id, uid),
  constraint checks_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE
) with (fillfactor=95);

create table copies (
  folder_id integer not null,
  uid bigint not null,
  target_folder_id integer not null,
  target_uid bigint not null,
  pass_id integer not null,
  recognised boolean not null,
  digest bytea not null,
  flags text not null,
  lost boolean default false not null,
  merged boolean default false not null,
  origin boolean default false not null,
  constraint copies_pkey PRIMARY KEY (folder_id, uid),
  constraint copies_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE,
  constraint copies_target_folder_id_fkey FOREIGN KEY (target_folder_id) REFERENCES target_folders(id) ON DELETE CASCADE
) with (fillfactor=95);
CREATE UNIQUE INDEX copies_target ON public.copies USING btree (target_folder_id, target_uid, (
CASE
    WHEN (merged OR lost) THEN (((folder_id)::bigint << 32) + uid)
    ELSE (0)::bigint
END));

create table credentials (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid,
  purpose text not null,
  subject uuid,
  sealed bytea not null,
  key_id text not null,
  created_at timestamp with time zone default now() not null,
  changed_at timestamp with time zone default now() not null,
  opened_at timestamp with time zone,
  constraint credentials_pkey PRIMARY KEY (id),
  constraint credentials_organisation_id_purpose_subject_key UNIQUE NULLS NOT DISTINCT (organisation_id, purpose, subject),
  constraint credentials_key_id_fkey FOREIGN KEY (key_id) REFERENCES vault_keys(id)
);
CREATE INDEX credentials_key ON public.credentials USING btree (key_id, id);
CREATE INDEX credentials_move ON public.credentials USING btree (move_id) WHERE (move_id IS NOT NULL);

create table deletions (
  folder_id integer not null,
  uid bigint not null,
  pass_id integer not null,
  target_folder_id integer not null,
  target_uid bigint not null,
  at timestamp with time zone default clock_timestamp() not null,
  done boolean default false not null,
  kept text,
  constraint deletions_pkey PRIMARY KEY (folder_id, uid),
  constraint deletions_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE,
  constraint deletions_pass_id_fkey FOREIGN KEY (pass_id) REFERENCES passes(id) ON DELETE CASCADE,
  constraint deletions_target_folder_id_fkey FOREIGN KEY (target_folder_id) REFERENCES target_folders(id) ON DELETE CASCADE
);

create table employee_answers (
  mailbox_id uuid not null,
  organisation_id uuid not null,
  move_id uuid not null,
  language text,
  given_at timestamp with time zone,
  given_where text,
  messages bigint,
  folders integer,
  refused jsonb,
  refused_at timestamp with time zone,
  signed_in_at timestamp with time zone,
  password_changed_at timestamp with time zone,
  second_factor_at timestamp with time zone,
  old_account_removed_at timestamp with time zone,
  constraint employee_answers_pkey PRIMARY KEY (mailbox_id),
  constraint employee_answers_language_check CHECK ((language = ANY (ARRAY['en'::text, 'ru'::text, 'fa'::text, 'zh'::text]))),
  constraint employee_answers_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint employee_answers_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX employee_answers_move ON public.employee_answers USING btree (move_id);

create table employee_invitations (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid not null,
  mailbox_id uuid not null,
  token_hash bytea,
  by_letter boolean not null,
  letter_to text,
  invited_by text not null,
  days integer not null,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  opened_at timestamp with time zone,
  seen_at timestamp with time zone,
  letter_due_at timestamp with time zone,
  letter_kind text default 'invitation'::text not null,
  letter_by_rule boolean default false not null,
  letter_tries integer default 0 not null,
  letter_error jsonb,
  sent_at timestamp with time zone,
  reminders integer default 0 not null,
  reminded_at timestamp with time zone,
  constraint employee_invitations_pkey PRIMARY KEY (id),
  constraint employee_invitations_token_hash_key UNIQUE (token_hash),
  constraint employee_invitations_letter_kind_check CHECK ((letter_kind = ANY (ARRAY['invitation'::text, 'reminder'::text]))),
  constraint employee_invitations_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint employee_invitations_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX employee_invitations_due ON public.employee_invitations USING btree (letter_due_at) WHERE (letter_due_at IS NOT NULL);
CREATE INDEX employee_invitations_mailbox ON public.employee_invitations USING btree (mailbox_id);
CREATE INDEX employee_invitations_move ON public.employee_invitations USING btree (move_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX employee_invitations_open ON public.employee_invitations USING btree (mailbox_id) WHERE (ended_at IS NULL);

create table employee_reminders (
  move_id uuid not null,
  organisation_id uuid not null,
  every_days integer not null,
  at_most integer not null,
  earliest time without time zone not null,
  latest time without time zone not null,
  constraint employee_reminders_pkey PRIMARY KEY (move_id),
  constraint employee_reminders_at_most_check CHECK (((at_most >= 1) AND (at_most <= 10))),
  constraint employee_reminders_every_days_check CHECK (((every_days >= 1) AND (every_days <= 30))),
  constraint employee_reminders_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);

create table employee_sessions (
  cookie_hash bytea not null,
  invitation_id uuid not null,
  expires_at timestamp with time zone not null,
  constraint employee_sessions_pkey PRIMARY KEY (cookie_hash),
  constraint employee_sessions_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES employee_invitations(id) ON DELETE CASCADE
);
CREATE INDEX employee_sessions_invitation ON public.employee_sessions USING btree (invitation_id);

create table employee_tries (
  id bigint generated always as identity not null,
  invitation_id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  constraint employee_tries_pkey PRIMARY KEY (id),
  constraint employee_tries_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES employee_invitations(id) ON DELETE CASCADE
);
CREATE INDEX employee_tries_invitation ON public.employee_tries USING btree (invitation_id, at);

create table events (
  id bigint generated always as identity not null,
  at timestamp with time zone default clock_timestamp() not null,
  organisation_id uuid not null,
  kind text not null,
  data jsonb not null,
  position bigint,
  constraint events_placed TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint events_pkey PRIMARY KEY (id),
  constraint events_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);
CREATE INDEX events_at ON public.events USING btree (at);
CREATE INDEX events_mailbox ON public.events USING btree (organisation_id, ((data ->> 'mailbox'::text)), "position") WHERE (kind <> 'pass.progress'::text);
CREATE INDEX events_organisation ON public.events USING btree (organisation_id, id);
CREATE UNIQUE INDEX events_position ON public.events USING btree (organisation_id, "position");
CREATE INDEX events_told ON public.events USING btree (organisation_id, "position") WHERE (kind <> 'pass.progress'::text);

create table exceptions (
  id bigint generated always as identity not null,
  pass_id integer not null,
  folder_id integer not null,
  uid bigint not null,
  message_id text,
  subject text,
  sent text,
  size bigint not null,
  code text not null,
  server_reply text,
  remedy text not null,
  raw_file text,
  constraint exceptions_pkey PRIMARY KEY (id),
  constraint exceptions_pass_id_folder_id_uid_code_key UNIQUE (pass_id, folder_id, uid, code),
  constraint exceptions_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE,
  constraint exceptions_pass_id_fkey FOREIGN KEY (pass_id) REFERENCES passes(id) ON DELETE CASCADE
);

create table group_members (
  group_id uuid not null,
  user_id text not null,
  constraint group_members_pkey PRIMARY KEY (group_id, user_id),
  constraint group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES groups(id) ON DELETE CASCADE,
  constraint group_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table groups (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  constraint groups_pkey PRIMARY KEY (id),
  constraint groups_organisation_id_name_key UNIQUE (organisation_id, name),
  constraint groups_name_check CHECK ((name <> ''::text)),
  constraint groups_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);

create table host_settings (
  name text not null,
  value jsonb not null,
  constraint host_settings_pkey PRIMARY KEY (name)
);

create table intents (
  id bigint generated always as identity not null,
  pass_id integer not null,
  epoch bigint not null,
  folder_id integer not null,
  target_folder_id integer not null,
  uids bigint[] not null,
  uid_from bigint not null,
  created_at timestamp with time zone default now() not null,
  closed_at timestamp with time zone,
  one_command boolean default false not null,
  stored bigint[] default '{}'::bigint[] not null,
  absent bigint[] default '{}'::bigint[] not null,
  digests bytea[],
  constraint intents_pkey PRIMARY KEY (id),
  constraint intents_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE,
  constraint intents_pass_id_fkey FOREIGN KEY (pass_id) REFERENCES passes(id) ON DELETE CASCADE,
  constraint intents_target_folder_id_fkey FOREIGN KEY (target_folder_id) REFERENCES target_folders(id) ON DELETE CASCADE
);
CREATE INDEX intents_folder_id_idx ON public.intents USING btree (folder_id) WHERE (closed_at IS NULL);
CREATE INDEX intents_folder_id_pass_id_idx ON public.intents USING btree (folder_id, pass_id);
CREATE INDEX intents_target_folder_id_idx ON public.intents USING btree (target_folder_id) WHERE (absent <> '{}'::bigint[]);

create table invitations (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  email text not null,
  role text not null,
  token_hash bytea not null,
  invited_by text,
  created_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_token_hash_key UNIQUE (token_hash),
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'lead'::text, 'writer'::text, 'approver'::text, 'viewer'::text]))),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint invitations_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);
CREATE INDEX invitations_organisation ON public.invitations USING btree (organisation_id);

create table leases (
  mailbox_id integer not null,
  epoch bigint not null,
  holder text not null,
  expires_at timestamp with time zone not null,
  constraint leases_pkey PRIMARY KEY (mailbox_id),
  constraint leases_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE
);

create table mail_files (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid not null,
  mailbox_id uuid not null,
  name text not null,
  size bigint not null,
  fingerprint text default ''::text not null,
  received bigint default 0 not null,
  state text default 'receiving'::text not null,
  given_by text not null,
  begun_at timestamp with time zone default clock_timestamp() not null,
  received_at timestamp with time zone,
  not_before timestamp with time zone,
  seen_at timestamp with time zone,
  read_at timestamp with time zone,
  removed_at timestamp with time zone,
  uid_from bigint,
  messages integer default 0 not null,
  repeated integer default 0 not null,
  damaged integer default 0 not null,
  on_disk boolean default true not null,
  error jsonb,
  constraint mail_files_pkey PRIMARY KEY (id),
  constraint mail_files_check CHECK (((received >= 0) AND (received <= size))),
  constraint mail_files_name_check CHECK ((name <> ''::text)),
  constraint mail_files_size_check CHECK ((size > 0)),
  constraint mail_files_state_check CHECK ((state = ANY (ARRAY['receiving'::text, 'received'::text, 'reading'::text, 'read'::text, 'refused'::text, 'removed'::text]))),
  constraint mail_files_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint mail_files_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX mail_files_mailbox ON public.mail_files USING btree (mailbox_id, uid_from);
CREATE INDEX mail_files_move ON public.mail_files USING btree (move_id);
CREATE INDEX mail_files_waiting ON public.mail_files USING btree (received_at) WHERE (state = ANY (ARRAY['received'::text, 'reading'::text]));

create table mailboxes (
  id integer generated always as identity not null,
  source text not null,
  target text not null,
  created_at timestamp with time zone default now() not null,
  known bigint default 0 not null,
  organisation_id uuid,
  constraint mailboxes_pkey PRIMARY KEY (id),
  constraint mailboxes_pair UNIQUE NULLS NOT DISTINCT (source, target, organisation_id),
  constraint mailboxes_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);
CREATE INDEX mailboxes_organisation ON public.mailboxes USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);

create table maybe_moved (
  folder_id integer not null,
  uid bigint not null,
  constraint maybe_moved_pkey PRIMARY KEY (folder_id, uid),
  constraint maybe_moved_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE
);

create table members (
  organisation_id uuid not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone default now() not null,
  constraint members_pkey PRIMARY KEY (organisation_id, user_id),
  constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'lead'::text, 'writer'::text, 'approver'::text, 'viewer'::text]))),
  constraint members_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE,
  constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX members_user ON public.members USING btree (user_id);

create table messages (
  folder_id integer not null,
  uid bigint not null,
  size bigint not null,
  internal_date bigint,
  flags text not null,
  gone boolean default false not null,
  modseq bigint,
  provider_id text,
  elsewhere boolean default false not null,
  constraint messages_pkey PRIMARY KEY (folder_id, uid),
  constraint messages_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE
) with (fillfactor=95);

create table migrations (
  name text not null,
  "sha256" text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);

create table move_mailboxes (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid not null,
  wave_id uuid,
  project_id uuid,
  source_address text not null,
  target_address text,
  source_service uuid,
  target_service uuid,
  source_user text,
  target_user text,
  display_name text default ''::text not null,
  kind text default 'person'::text not null,
  role_key text,
  owner_name text,
  owner_email text,
  decision text default 'undecided'::text not null,
  decided_by text,
  decided_at timestamp with time zone,
  notes text default ''::text not null,
  priority integer default 0 not null,
  paused_at timestamp with time zone,
  ledger_id integer,
  reverse_ledger_id integer,
  last_kind text,
  last_status text,
  last_pass_at timestamp with time zone,
  last_counts jsonb,
  last_error jsonb,
  final_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  first_name text,
  middle_name text,
  last_name text,
  nickname text,
  department text,
  contact text,
  aliases text[] default '{}'::text[] not null,
  failures integer default 0 not null,
  inventoried boolean default false not null,
  copied_once boolean default false not null,
  whole_status text,
  whole_started_at timestamp with time zone,
  whole_balanced boolean,
  whole_exceptions integer,
  exceptions_open integer,
  messages bigint,
  done bigint,
  bytes bigint,
  search text default ''::text not null,
  source_files boolean default false not null,
  constraint move_mailboxes_pkey PRIMARY KEY (id),
  constraint move_mailboxes_decision_check CHECK ((decision = ANY (ARRAY['undecided'::text, 'move'::text, 'archive-only'::text, 'stay'::text, 'leave-behind'::text]))),
  constraint move_mailboxes_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'role'::text]))),
  constraint move_mailboxes_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES mailboxes(id) ON DELETE SET NULL,
  constraint move_mailboxes_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE,
  constraint move_mailboxes_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE SET NULL,
  constraint move_mailboxes_reverse_ledger_id_fkey FOREIGN KEY (reverse_ledger_id) REFERENCES mailboxes(id) ON DELETE SET NULL,
  constraint move_mailboxes_source_service_move_id_fkey FOREIGN KEY (source_service, move_id) REFERENCES services(id, move_id) ON DELETE SET NULL (source_service),
  constraint move_mailboxes_target_service_move_id_fkey FOREIGN KEY (target_service, move_id) REFERENCES services(id, move_id) ON DELETE SET NULL (target_service),
  constraint move_mailboxes_wave_id_move_id_fkey FOREIGN KEY (wave_id, move_id) REFERENCES waves(id, move_id) ON DELETE SET NULL (wave_id)
);
CREATE INDEX move_mailboxes_addresses ON public.move_mailboxes USING gin (addresses_of(source_address, target_address, aliases)) WHERE (aliases <> '{}'::text[]);
CREATE INDEX move_mailboxes_by_beginning ON public.move_mailboxes USING btree (move_id, lower(source_address) text_pattern_ops);
CREATE INDEX move_mailboxes_by_bytes ON public.move_mailboxes USING btree (move_id, COALESCE(bytes, ('-1'::integer)::bigint), id) INCLUDE (organisation_id, bytes);
CREATE INDEX move_mailboxes_by_decision ON public.move_mailboxes USING btree (move_id, decision, lower(source_address), id);
CREATE INDEX move_mailboxes_by_kind ON public.move_mailboxes USING btree (move_id, kind, lower(source_address), id);
CREATE INDEX move_mailboxes_by_last_pass ON public.move_mailboxes USING btree (move_id, COALESCE(last_pass_at, '-infinity'::timestamp with time zone), id) INCLUDE (organisation_id, last_pass_at);
CREATE INDEX move_mailboxes_by_messages ON public.move_mailboxes USING btree (move_id, COALESCE(messages, ('-1'::integer)::bigint), id) INCLUDE (organisation_id, messages);
CREATE INDEX move_mailboxes_by_name ON public.move_mailboxes USING btree (move_id, lower(display_name), id) INCLUDE (organisation_id, display_name);
CREATE INDEX move_mailboxes_by_wave ON public.move_mailboxes USING btree (wave_id, lower(source_address), id);
CREATE INDEX move_mailboxes_failing ON public.move_mailboxes USING btree (organisation_id) WHERE (failures > 0);
CREATE INDEX move_mailboxes_order ON public.move_mailboxes USING btree (move_id, lower(source_address), id) INCLUDE (organisation_id, source_address);
CREATE UNIQUE INDEX move_mailboxes_source ON public.move_mailboxes USING btree (move_id, lower(source_address));
CREATE INDEX move_mailboxes_target ON public.move_mailboxes USING btree (move_id, lower(target_address));
CREATE INDEX move_mailboxes_wave ON public.move_mailboxes USING btree (wave_id, id);

create table move_minutes (
  move_id uuid not null,
  organisation_id uuid not null,
  minute timestamp with time zone not null,
  copied bigint not null,
  bytes bigint not null,
  verified bigint not null,
  constraint move_minutes_pkey PRIMARY KEY (move_id, minute),
  constraint move_minutes_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX move_minutes_minute ON public.move_minutes USING btree (minute);

create table move_samples (
  move_id uuid not null,
  organisation_id uuid not null,
  at timestamp with time zone default clock_timestamp() not null,
  states jsonb not null,
  constraint move_samples_pkey PRIMARY KEY (move_id, at),
  constraint move_samples_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);

create table moves (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  kind text not null,
  partial boolean default false not null,
  own_domains text[] default '{}'::text[] not null,
  cut_over_on date,
  time_zone text default 'UTC'::text not null,
  state jsonb default '{}'::jsonb not null,
  version integer default 0 not null,
  night_from time without time zone,
  night_to time without time zone,
  delta_every_minutes integer,
  paused_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  folder_rules jsonb default '{"map": [], "exclude": []}'::jsonb not null,
  constraint moves_pkey PRIMARY KEY (id),
  constraint moves_id_organisation_id_key UNIQUE (id, organisation_id),
  constraint moves_delta_every_minutes_check CHECK (((delta_every_minutes >= 5) AND (delta_every_minutes <= 10080))),
  constraint moves_kind_check CHECK ((kind = ANY (ARRAY['same-domain'::text, 'new-addresses'::text, 'first-company-mail'::text]))),
  constraint moves_name_check CHECK ((name <> ''::text)),
  constraint moves_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);
CREATE INDEX moves_organisation ON public.moves USING btree (organisation_id);

create table oauth_consents (
  state_hash bytea not null,
  browser_hash bytea not null,
  organisation_id uuid not null,
  move_id uuid not null,
  mailbox_id uuid not null,
  side text not null,
  service_id uuid not null,
  oauth jsonb not null,
  invitation_id uuid,
  actor jsonb,
  back text not null,
  expires_at timestamp with time zone not null,
  constraint oauth_consents_pkey PRIMARY KEY (state_hash),
  constraint oauth_consents_check CHECK (((invitation_id IS NULL) <> (actor IS NULL))),
  constraint oauth_consents_side_check CHECK ((side = ANY (ARRAY['source'::text, 'target'::text]))),
  constraint oauth_consents_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES employee_invitations(id) ON DELETE CASCADE,
  constraint oauth_consents_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint oauth_consents_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE,
  constraint oauth_consents_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id) ON DELETE CASCADE
);
CREATE INDEX oauth_consents_invitation ON public.oauth_consents USING btree (invitation_id);
CREATE INDEX oauth_consents_mailbox ON public.oauth_consents USING btree (mailbox_id);
CREATE INDEX oauth_consents_move ON public.oauth_consents USING btree (move_id);
CREATE INDEX oauth_consents_service ON public.oauth_consents USING btree (service_id);

create table organisations (
  id uuid default gen_random_uuid() not null,
  name text not null,
  agency_id uuid,
  settings jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone default now() not null,
  constraint organisations_pkey PRIMARY KEY (id),
  constraint organisations_check CHECK ((agency_id <> id)),
  constraint organisations_name_check CHECK ((name <> ''::text)),
  constraint organisations_agency_id_fkey FOREIGN KEY (agency_id) REFERENCES organisations(id) ON DELETE RESTRICT
);
CREATE INDEX organisations_agency ON public.organisations USING btree (agency_id) WHERE (agency_id IS NOT NULL);

create table pass_requests (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid not null,
  mailbox_id uuid not null,
  kind text not null,
  options jsonb default '{}'::jsonb not null,
  state text default 'queued'::text not null,
  requested_by text not null,
  requested_at timestamp with time zone default now() not null,
  worker text,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  status text,
  report jsonb,
  error jsonb,
  attempt integer default 0 not null,
  released_at timestamp with time zone,
  job_id uuid,
  not_before timestamp with time zone,
  cancel_asked_at timestamp with time zone,
  progressed_at timestamp with time zone,
  hand_backs integer default 0 not null,
  handed_back_since timestamp with time zone,
  handed_back_at timestamp with time zone,
  handed_back_because text,
  work_done bigint,
  work_all bigint,
  constraint pass_requests_pkey PRIMARY KEY (id),
  constraint pass_requests_kind_check CHECK ((kind = ANY (ARRAY['trial'::text, 'first'::text, 'delta'::text, 'final'::text, 'reverse'::text, 'verify'::text, 'addresses'::text]))),
  constraint pass_requests_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'ended'::text, 'cancelled'::text]))),
  constraint pass_requests_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint pass_requests_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX pass_requests_mailbox ON public.pass_requests USING btree (mailbox_id, requested_at);
CREATE INDEX pass_requests_move ON public.pass_requests USING btree (move_id, requested_at);
CREATE UNIQUE INDEX pass_requests_open ON public.pass_requests USING btree (mailbox_id) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));
CREATE INDEX pass_requests_queued ON public.pass_requests USING btree (requested_at) WHERE (state = 'queued'::text);
CREATE INDEX pass_requests_running ON public.pass_requests USING btree (worker) WHERE (state = 'running'::text);
CREATE INDEX pass_requests_tried ON public.pass_requests USING btree (move_id, kind, requested_at) WHERE (kind = ANY (ARRAY['trial'::text, 'reverse'::text]));

create table passes (
  id integer generated always as identity not null,
  mailbox_id integer not null,
  kind text not null,
  epoch bigint not null,
  started_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  status text,
  report jsonb,
  constraint passes_pkey PRIMARY KEY (id),
  constraint passes_kind_check CHECK ((kind = ANY (ARRAY['trial'::text, 'first'::text, 'delta'::text, 'final'::text, 'reverse'::text, 'verify'::text]))),
  constraint passes_status_check CHECK ((status = ANY (ARRAY['green'::text, 'exceptions'::text, 'mismatch'::text, 'interrupted'::text, 'undecided'::text]))),
  constraint passes_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE
);
CREATE INDEX passes_mailbox_id_idx ON public.passes USING btree (mailbox_id);

create table passkeys (
  id text not null,
  name text,
  "publicKey" text not null,
  "userId" text not null,
  "credentialID" text not null,
  counter integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamp with time zone,
  aaguid text,
  last_used_at timestamp with time zone,
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_userId_fkey FOREIGN KEY ("userId") REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX passkeys_credential ON public.passkeys USING btree ("credentialID");
CREATE INDEX passkeys_user ON public.passkeys USING btree ("userId");

create table project_members (
  project_id uuid not null,
  user_id text not null,
  constraint project_members_pkey PRIMARY KEY (project_id, user_id),
  constraint project_members_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE,
  constraint project_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table projects (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  kind text not null,
  constraint projects_pkey PRIMARY KEY (id),
  constraint projects_organisation_id_name_key UNIQUE (organisation_id, name),
  constraint projects_kind_check CHECK ((kind = ANY (ARRAY['brand'::text, 'region'::text, 'department'::text]))),
  constraint projects_name_check CHECK ((name <> ''::text)),
  constraint projects_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);

create table repairs (
  folder_id integer not null,
  uid bigint not null,
  kind smallint not null,
  code text not null,
  server_reply text,
  raw_file text,
  constraint repairs_pkey PRIMARY KEY (folder_id, uid),
  constraint repairs_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE
);

create table routes (
  mailbox_id integer not null,
  source_name text not null,
  target_name text not null,
  target_path text[] not null,
  used_at timestamp with time zone default clock_timestamp() not null,
  constraint routes_pkey PRIMARY KEY (mailbox_id, source_name, target_name),
  constraint routes_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE
);

create table seen_addresses (
  organisation_id uuid not null,
  move_id uuid not null,
  address text not null,
  messages bigint not null,
  first_seen timestamp with time zone,
  last_seen timestamp with time zone,
  decision text,
  decided_by text,
  decided_at timestamp with time zone,
  delivered bigint default 0 not null,
  junk bigint default 0 not null,
  in_move boolean default false not null,
  constraint seen_addresses_pkey PRIMARY KEY (move_id, address),
  constraint seen_addresses_decision_check CHECK ((decision = ANY (ARRAY['exists'::text, 'alias'::text, 'ends'::text]))),
  constraint seen_addresses_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX seen_addresses_open ON public.seen_addresses USING btree (move_id, address) WHERE ((decision IS NULL) AND (NOT in_move));

create table seen_folders (
  id bigint generated always as identity not null,
  mailbox_id uuid not null,
  folder text not null,
  uid_validity bigint not null,
  last_uid bigint not null,
  listed bigint not null,
  constraint seen_folders_pkey PRIMARY KEY (id),
  constraint seen_folders_mailbox_id_folder_key UNIQUE (mailbox_id, folder),
  constraint seen_folders_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES seen_mailboxes(mailbox_id) ON DELETE CASCADE
);

create table seen_mailboxes (
  mailbox_id uuid not null,
  organisation_id uuid not null,
  move_id uuid not null,
  domains text[] not null,
  begun_at timestamp with time zone default now() not null,
  read_at timestamp with time zone,
  messages bigint default 0 not null,
  unread integer default 0 not null,
  beyond bigint default 0 not null,
  constraint seen_mailboxes_pkey PRIMARY KEY (mailbox_id),
  constraint seen_mailboxes_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint seen_mailboxes_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX seen_mailboxes_move ON public.seen_mailboxes USING btree (move_id, mailbox_id);

create table seen_recipients (
  folder_id bigint not null,
  address text not null,
  messages bigint not null,
  delivered bigint not null,
  junk bigint not null,
  first_seen timestamp with time zone,
  last_seen timestamp with time zone,
  constraint seen_recipients_pkey PRIMARY KEY (folder_id, address),
  constraint seen_recipients_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES seen_folders(id) ON DELETE CASCADE
);
CREATE INDEX seen_recipients_address ON public.seen_recipients USING btree (address);

create table services (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid not null,
  side text not null,
  name text not null,
  host text not null,
  port integer not null,
  tls text not null,
  unverified boolean default false not null,
  auth text default 'password'::text not null,
  master_user text,
  connections integer default 4 not null,
  created_at timestamp with time zone default now() not null,
  passwords_from text,
  master_opened text,
  master_refused_at timestamp with time zone,
  master_turn_until timestamp with time zone,
  oauth jsonb,
  compress text default 'auto'::text not null,
  proxy_kind text,
  proxy_host text,
  proxy_port integer,
  proxy_user text,
  master_separator text,
  shared_folders boolean default false not null,
  out_per_day bigint,
  in_per_day bigint,
  bandwidth bigint,
  labels text default 'auto'::text not null,
  constraint services_pkey PRIMARY KEY (id),
  constraint services_id_move_id_key UNIQUE (id, move_id),
  constraint services_auth_check CHECK ((auth = ANY (ARRAY['password'::text, 'master'::text, 'oauth'::text]))),
  constraint services_compress_check CHECK ((compress = ANY (ARRAY['auto'::text, 'always'::text, 'never'::text]))),
  constraint services_connections_check CHECK (((connections >= 1) AND (connections <= 100))),
  constraint services_labels_check CHECK ((labels = ANY (ARRAY['auto'::text, 'folders'::text, 'all-mail'::text, 'every'::text]))),
  constraint services_master_separator_check CHECK ((char_length(master_separator) = 1)),
  constraint services_name_check CHECK ((name <> ''::text)),
  constraint services_oauth_check CHECK (((auth = 'oauth'::text) = (oauth IS NOT NULL))),
  constraint services_passwords_from_check CHECK ((passwords_from = ANY (ARRAY['employees'::text, 'table'::text]))),
  constraint services_port_check CHECK (((port >= 1) AND (port <= 65535))),
  constraint services_proxy_check CHECK ((((proxy_kind IS NULL) = (proxy_host IS NULL)) AND ((proxy_kind IS NULL) = (proxy_port IS NULL)) AND ((proxy_kind IS NOT NULL) OR (proxy_user IS NULL)))),
  constraint services_proxy_kind_check CHECK ((proxy_kind = ANY (ARRAY['socks5'::text, 'http'::text, 'https'::text]))),
  constraint services_proxy_port_check CHECK (((proxy_port >= 1) AND (proxy_port <= 65535))),
  constraint services_side_check CHECK ((side = ANY (ARRAY['source'::text, 'target'::text]))),
  constraint services_tls_check CHECK ((tls = ANY (ARRAY['implicit'::text, 'starttls'::text, 'none'::text]))),
  constraint services_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX services_move ON public.services USING btree (move_id);

create table sessions (
  id text not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_key UNIQUE (token),
  constraint sessions_userId_fkey FOREIGN KEY ("userId") REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX sessions_user ON public.sessions USING btree ("userId");

create table sign_ins (
  id text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone not null,
  constraint sign_ins_pkey PRIMARY KEY (id),
  constraint sign_ins_userId_fkey FOREIGN KEY ("userId") REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX sign_ins_user ON public.sign_ins USING btree ("userId");

create table source_folders (
  id integer generated always as identity not null,
  mailbox_id integer not null,
  name text not null,
  uid_validity bigint not null,
  superseded boolean default false not null,
  known_uid_next bigint,
  known_messages bigint,
  known_modseq bigint,
  constraint source_folders_pkey PRIMARY KEY (id),
  constraint source_folders_mailbox_id_name_uid_validity_key UNIQUE (mailbox_id, name, uid_validity),
  constraint source_folders_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE
);

create table source_prints (
  folder_id integer not null,
  uid bigint not null,
  header_key bytea not null,
  exact bytea,
  normal bytea,
  identity bytea,
  oddities smallint,
  constraint source_prints_pkey PRIMARY KEY (folder_id, uid),
  constraint source_prints_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE
);
CREATE INDEX source_prints_folder_id_header_key_idx ON public.source_prints USING btree (folder_id, header_key);

create table strangers (
  target_folder_id integer not null,
  uid bigint not null,
  size bigint not null,
  internal_date bigint,
  flags text not null,
  constraint strangers_pkey PRIMARY KEY (target_folder_id, uid),
  constraint strangers_target_folder_id_fkey FOREIGN KEY (target_folder_id) REFERENCES target_folders(id) ON DELETE CASCADE
);

create table target_folders (
  id integer generated always as identity not null,
  mailbox_id integer not null,
  name text not null,
  uid_validity bigint not null,
  superseded boolean default false not null,
  known_uid_next bigint,
  known_messages bigint,
  known_modseq bigint,
  uid_floor bigint,
  constraint target_folders_pkey PRIMARY KEY (id),
  constraint target_folders_mailbox_id_name_uid_validity_key UNIQUE (mailbox_id, name, uid_validity),
  constraint target_folders_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE
);

create table target_prints (
  folder_id integer not null,
  uid bigint not null,
  header_key bytea not null,
  exact bytea,
  normal bytea,
  identity bytea,
  oddities smallint,
  constraint target_prints_pkey PRIMARY KEY (folder_id, uid),
  constraint target_prints_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES target_folders(id) ON DELETE CASCADE
);
CREATE INDEX target_prints_folder_id_header_key_idx ON public.target_prints USING btree (folder_id, header_key);

create table two_factors (
  id text not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone,
  constraint two_factors_pkey PRIMARY KEY (id),
  constraint two_factors_userId_fkey FOREIGN KEY ("userId") REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX two_factors_secret ON public.two_factors USING btree (secret);
CREATE INDEX two_factors_user ON public.two_factors USING btree ("userId");

create table users (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone default now() not null,
  "twoFactorEnabled" boolean,
  host_administrator boolean default false not null,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_key UNIQUE (email)
);

create table vault_keys (
  id text not null,
  current boolean not null,
  created_at timestamp with time zone default now() not null,
  constraint vault_keys_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX vault_keys_current ON public.vault_keys USING btree (current) WHERE current;

create table verifications (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone default now() not null,
  "updatedAt" timestamp with time zone default now() not null,
  constraint verifications_pkey PRIMARY KEY (id)
);
CREATE INDEX verifications_identifier ON public.verifications USING btree (identifier);

create table waves (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  move_id uuid not null,
  name text not null,
  position integer default 0 not null,
  starts_at timestamp with time zone,
  started_at timestamp with time zone,
  paused_at timestamp with time zone,
  constraint waves_pkey PRIMARY KEY (id),
  constraint waves_id_move_id_key UNIQUE (id, move_id),
  constraint waves_move_id_name_key UNIQUE (move_id, name),
  constraint waves_name_check CHECK ((name <> ''::text)),
  constraint waves_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);

create table webhook_deliveries (
  id uuid default gen_random_uuid() not null,
  webhook_id uuid not null,
  event_id bigint not null,
  body text not null,
  attempts integer default 0 not null,
  next_at timestamp with time zone,
  delivered_at timestamp with time zone,
  last_answer text,
  created_at timestamp with time zone default now() not null,
  kind text default ''::text not null,
  constraint webhook_deliveries_pkey PRIMARY KEY (id),
  constraint webhook_deliveries_webhook_id_event_id_key UNIQUE (webhook_id, event_id),
  constraint webhook_deliveries_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhooks(id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX webhook_deliveries_made ON public.webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_of ON public.webhook_deliveries USING btree (webhook_id, event_id DESC);

create table webhooks (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  url text not null,
  kinds text[] not null,
  disabled_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  failing_since timestamp with time zone,
  constraint webhooks_pkey PRIMARY KEY (id),
  constraint webhooks_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id) ON DELETE CASCADE
);
CREATE INDEX webhooks_organisation ON public.webhooks USING btree (organisation_id);

create table welcome_letters (
  mailbox_id uuid not null,
  organisation_id uuid not null,
  move_id uuid not null,
  message_id text not null,
  place text,
  uid_validity bigint,
  uid_floor bigint,
  uid bigint,
  mod_seq bigint,
  laid_at timestamp with time zone,
  opened_at timestamp with time zone,
  gone_at timestamp with time zone,
  looked_at timestamp with time zone,
  next_at timestamp with time zone default now(),
  tries integer default 0 not null,
  turn integer default 0 not null,
  error jsonb,
  error_at timestamp with time zone,
  constraint welcome_letters_pkey PRIMARY KEY (mailbox_id),
  constraint welcome_letters_message_id_key UNIQUE (message_id),
  constraint welcome_letters_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES move_mailboxes(id) ON DELETE CASCADE,
  constraint welcome_letters_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);
CREATE INDEX welcome_letters_due ON public.welcome_letters USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX welcome_letters_failed ON public.welcome_letters USING btree (error_at) WHERE ((error_at IS NOT NULL) AND (next_at IS NULL));
CREATE INDEX welcome_letters_move ON public.welcome_letters USING btree (move_id);

create table welcome_settings (
  move_id uuid not null,
  organisation_id uuid not null,
  active boolean not null,
  laid_when text not null,
  contact text,
  words jsonb default '{}'::jsonb not null,
  constraint welcome_settings_pkey PRIMARY KEY (move_id),
  constraint welcome_settings_laid_when_check CHECK ((laid_when = ANY (ARRAY['switched'::text, 'copied'::text]))),
  constraint welcome_settings_move_id_organisation_id_fkey FOREIGN KEY (move_id, organisation_id) REFERENCES moves(id, organisation_id) ON DELETE CASCADE
);

create table workers (
  id text not null,
  host text not null,
  passes integer not null,
  started_at timestamp with time zone default clock_timestamp() not null,
  seen_at timestamp with time zone default clock_timestamp() not null,
  constraint workers_pkey PRIMARY KEY (id)
);

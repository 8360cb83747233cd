-- Written by `npm run generate` from the migrations. Do not edit.

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
  constraint credentials_pkey PRIMARY KEY (id),
  constraint credentials_organisation_id_purpose_subject_key UNIQUE NULLS NOT DISTINCT (organisation_id, purpose, subject),
  constraint credentials_key_id_fkey FOREIGN KEY (key_id) REFERENCES vault_keys(id)
);
CREATE INDEX credentials_key ON public.credentials USING btree (key_id, id);
CREATE INDEX credentials_move ON public.credentials USING btree (move_id) WHERE (move_id IS NOT NULL);

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
  constraint intents_pkey PRIMARY KEY (id),
  constraint intents_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE,
  constraint intents_pass_id_fkey FOREIGN KEY (pass_id) REFERENCES passes(id) ON DELETE CASCADE,
  constraint intents_target_folder_id_fkey FOREIGN KEY (target_folder_id) REFERENCES target_folders(id) ON DELETE CASCADE
);
CREATE INDEX intents_folder_id_idx ON public.intents USING btree (folder_id) WHERE (closed_at IS NULL);
CREATE INDEX intents_folder_id_pass_id_idx ON public.intents USING btree (folder_id, pass_id);
CREATE INDEX intents_target_folder_id_idx ON public.intents USING btree (target_folder_id) WHERE (absent <> '{}'::bigint[]);

create table leases (
  mailbox_id integer not null,
  epoch bigint not null,
  holder text not null,
  expires_at timestamp with time zone not null,
  constraint leases_pkey PRIMARY KEY (mailbox_id),
  constraint leases_mailbox_id_fkey FOREIGN KEY (mailbox_id) REFERENCES mailboxes(id) ON DELETE CASCADE
);

create table mailboxes (
  id integer generated always as identity not null,
  source text not null,
  target text not null,
  created_at timestamp with time zone default now() not null,
  known bigint default 0 not null,
  constraint mailboxes_pkey PRIMARY KEY (id),
  constraint mailboxes_source_target_key UNIQUE (source, target)
);

create table messages (
  folder_id integer not null,
  uid bigint not null,
  size bigint not null,
  internal_date bigint,
  flags text not null,
  gone boolean default false not null,
  modseq bigint,
  provider_id text,
  constraint messages_pkey PRIMARY KEY (folder_id, uid),
  constraint messages_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES source_folders(id) ON DELETE CASCADE
) with (fillfactor=95);

create table migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migrations_pkey PRIMARY KEY (name)
);

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

create table source_folders (
  id integer generated always as identity not null,
  mailbox_id integer not null,
  name text not null,
  uid_validity bigint not null,
  superseded boolean default false not null,
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

create table vault_keys (
  id text not null,
  current boolean not null,
  created_at timestamp with time zone default now() not null,
  constraint vault_keys_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX vault_keys_current ON public.vault_keys USING btree (current) WHERE current;

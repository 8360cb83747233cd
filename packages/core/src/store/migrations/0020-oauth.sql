-- Signing in by tokens of OAuth 2: decisions/0034-oauth.md

-- The application that was registered at the provider (core/services/oauth: OAuthSettings); its secret is in the vault.
alter table services add column oauth jsonb;
alter table services drop constraint services_auth_check;
alter table services add constraint services_auth_check check (auth in ('password', 'master', 'oauth')),
  add constraint services_oauth_check check ((auth = 'oauth') = (oauth is not null));

-- Consents that were begun in a browser and have not come back.
create table oauth_consents (
  state_hash      bytea primary key, -- SHA-256 of what comes back with the browser
  browser_hash    bytea not null, -- SHA-256 of the cookie, which is the verifier of PKCE
  organisation_id uuid not null,
  move_id         uuid not null,
  mailbox_id      uuid not null references move_mailboxes on delete cascade,
  side            text not null check (side in ('source', 'target')),
  service_id      uuid not null references services on delete cascade,
  oauth           jsonb not null, -- the application as it was then
  invitation_id   uuid references employee_invitations on delete cascade, -- of an employee; else of
  actor           jsonb, -- a member, for the audit log
  back            text not null, -- the page of ours that it leads back to
  expires_at      timestamptz not null,
  check ((invitation_id is null) <> (actor is null)),
  foreign key (move_id, organisation_id) references moves (id, organisation_id) on delete cascade
);
create index oauth_consents_mailbox on oauth_consents (mailbox_id);
create index oauth_consents_service on oauth_consents (service_id);
create index oauth_consents_move on oauth_consents (move_id);
create index oauth_consents_invitation on oauth_consents (invitation_id);

// Written by `npm run generate` from the migrations. Do not edit.
import type { ColumnType, GeneratedAlways } from 'kysely'

/** Written as text (an array would turn into one of PostgreSQL), read as the value. */
type Json = ColumnType<unknown, string, string>
/** May be left out of an insert. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
type Time = ColumnType<Date, Date | string, Date | string>

export interface AcceptedExceptions {
  organisation_id: string
  move_id: string
  mailbox_id: string
  key: string
  reason: string
  accepted_by: string
  accepted_at: Generated<Time>
}

export interface AccountUse {
  account: Buffer
  direction: 'in' | 'out'
  span: number
  octets: number
}

export interface Adrift {
  mailbox_id: number
  folder_id: number
  uids: number[]
  digests: Buffer[] | null
}

export interface Alerts {
  id: Generated<string>
  organisation_id: string
  move_id: string
  mailbox_id: string
  cause: string
  error: Json | null
  since: Time
  raised_at: Time | null
  cleared_at: Time | null
  letter_after: Time | null
  told_at: Time | null
}

export interface ApiTokens {
  id: Generated<string>
  organisation_id: string
  name: string
  token_hash: Buffer
  scopes: string[]
  created_by: string | null
  created_at: Generated<Time>
  expires_at: Time
  last_used_at: Time | null
  revoked_at: Time | null
}

export interface AuditLog {
  id: GeneratedAlways<number>
  at: Generated<Time>
  organisation_id: string | null
  actor_kind: 'user' | 'token' | 'employee' | 'system'
  actor_id: string | null
  actor_name: string
  action: string
  subject_kind: string | null
  subject_id: string | null
  before: Json | null
  after: Json | null
  reason: string | null
}

export interface Checks {
  folder_id: number
  uid: number
  pass_id: number
  level: number
  rung: number
  changes: number
  target_date: number | null
}

export interface Copies {
  folder_id: number
  uid: number
  target_folder_id: number
  target_uid: number
  pass_id: number
  recognised: boolean
  digest: Buffer
  flags: string
  lost: Generated<boolean>
  merged: Generated<boolean>
  origin: Generated<boolean>
}

export interface Credentials {
  id: Generated<string>
  organisation_id: string
  move_id: string | null
  purpose: string
  subject: string | null
  sealed: Buffer
  key_id: string
  created_at: Generated<Time>
  changed_at: Generated<Time>
  opened_at: Time | null
}

export interface Deletions {
  folder_id: number
  uid: number
  pass_id: number
  target_folder_id: number
  target_uid: number
  at: Generated<Time>
  done: Generated<boolean>
  kept: string | null
}

export interface EmployeeAnswers {
  mailbox_id: string
  organisation_id: string
  move_id: string
  language: 'en' | 'ru' | 'fa' | 'zh' | null
  given_at: Time | null
  given_where: string | null
  messages: number | null
  folders: number | null
  refused: Json | null
  refused_at: Time | null
  signed_in_at: Time | null
  password_changed_at: Time | null
  second_factor_at: Time | null
  old_account_removed_at: Time | null
}

export interface EmployeeInvitations {
  id: Generated<string>
  organisation_id: string
  move_id: string
  mailbox_id: string
  token_hash: Buffer | null
  by_letter: boolean
  letter_to: string | null
  invited_by: string
  days: number
  created_at: Generated<Time>
  expires_at: Time
  ended_at: Time | null
  opened_at: Time | null
  seen_at: Time | null
  letter_due_at: Time | null
  letter_kind: Generated<'invitation' | 'reminder'>
  letter_by_rule: Generated<boolean>
  letter_tries: Generated<number>
  letter_error: Json | null
  sent_at: Time | null
  reminders: Generated<number>
  reminded_at: Time | null
}

export interface EmployeeReminders {
  move_id: string
  organisation_id: string
  every_days: number
  at_most: number
  earliest: string
  latest: string
}

export interface EmployeeSessions {
  cookie_hash: Buffer
  invitation_id: string
  expires_at: Time
}

export interface EmployeeTries {
  id: GeneratedAlways<number>
  invitation_id: string
  at: Generated<Time>
}

export interface Events {
  id: GeneratedAlways<number>
  at: Generated<Time>
  organisation_id: string
  kind: string
  data: Json
  position: number | null
}

export interface Exceptions {
  id: GeneratedAlways<number>
  pass_id: number
  folder_id: number
  uid: number
  message_id: string | null
  subject: string | null
  sent: string | null
  size: number
  code: string
  server_reply: string | null
  remedy: string
  raw_file: string | null
}

export interface GroupMembers {
  group_id: string
  user_id: string
}

export interface Groups {
  id: Generated<string>
  organisation_id: string
  name: string
}

export interface HostSettings {
  name: string
  value: Json
}

export interface Intents {
  id: GeneratedAlways<number>
  pass_id: number
  epoch: number
  folder_id: number
  target_folder_id: number
  uids: number[]
  uid_from: number
  created_at: Generated<Time>
  closed_at: Time | null
  one_command: Generated<boolean>
  stored: Generated<number[]>
  absent: Generated<number[]>
  digests: Buffer[] | null
}

export interface Invitations {
  id: Generated<string>
  organisation_id: string
  email: string
  role: 'owner' | 'lead' | 'writer' | 'approver' | 'viewer'
  token_hash: Buffer
  invited_by: string | null
  created_at: Generated<Time>
  expires_at: Time
  accepted_at: Time | null
  revoked_at: Time | null
}

export interface Leases {
  mailbox_id: number
  epoch: number
  holder: string
  expires_at: Time
}

export interface MailFiles {
  id: Generated<string>
  organisation_id: string
  move_id: string
  mailbox_id: string
  name: string
  size: number
  fingerprint: Generated<string>
  received: Generated<number>
  state: Generated<'receiving' | 'received' | 'reading' | 'read' | 'refused' | 'removed'>
  given_by: string
  begun_at: Generated<Time>
  received_at: Time | null
  not_before: Time | null
  seen_at: Time | null
  read_at: Time | null
  removed_at: Time | null
  uid_from: number | null
  messages: Generated<number>
  repeated: Generated<number>
  damaged: Generated<number>
  on_disk: Generated<boolean>
  error: Json | null
}

export interface Mailboxes {
  id: GeneratedAlways<number>
  source: string
  target: string
  created_at: Generated<Time>
  known: Generated<number>
  organisation_id: string | null
}

export interface MaybeMoved {
  folder_id: number
  uid: number
}

export interface Members {
  organisation_id: string
  user_id: string
  role: 'owner' | 'lead' | 'writer' | 'approver' | 'viewer'
  created_at: Generated<Time>
}

export interface Messages {
  folder_id: number
  uid: number
  size: number
  internal_date: number | null
  flags: string
  gone: Generated<boolean>
  modseq: number | null
  provider_id: string | null
  elsewhere: Generated<boolean>
}

export interface Migrations {
  name: string
  sha256: string
  applied_at: Generated<Time>
}

export interface MoveMailboxes {
  id: Generated<string>
  organisation_id: string
  move_id: string
  wave_id: string | null
  project_id: string | null
  source_address: string
  target_address: string | null
  source_service: string | null
  target_service: string | null
  source_user: string | null
  target_user: string | null
  display_name: Generated<string>
  kind: Generated<'person' | 'role'>
  role_key: string | null
  owner_name: string | null
  owner_email: string | null
  decision: Generated<'undecided' | 'move' | 'archive-only' | 'stay' | 'leave-behind'>
  decided_by: string | null
  decided_at: Time | null
  notes: Generated<string>
  priority: Generated<number>
  paused_at: Time | null
  ledger_id: number | null
  reverse_ledger_id: number | null
  last_kind: string | null
  last_status: string | null
  last_pass_at: Time | null
  last_counts: Json | null
  last_error: Json | null
  final_at: Time | null
  created_at: Generated<Time>
  first_name: string | null
  middle_name: string | null
  last_name: string | null
  nickname: string | null
  department: string | null
  contact: string | null
  aliases: Generated<string[]>
  failures: Generated<number>
  inventoried: Generated<boolean>
  copied_once: Generated<boolean>
  whole_status: string | null
  whole_started_at: Time | null
  whole_balanced: boolean | null
  whole_exceptions: number | null
  exceptions_open: number | null
  messages: number | null
  done: number | null
  bytes: number | null
  search: Generated<string>
  source_files: Generated<boolean>
}

export interface MoveMinutes {
  move_id: string
  organisation_id: string
  minute: Time
  copied: number
  bytes: number
  verified: number
}

export interface MoveSamples {
  move_id: string
  organisation_id: string
  at: Generated<Time>
  states: Json
}

export interface Moves {
  id: Generated<string>
  organisation_id: string
  name: string
  kind: 'same-domain' | 'new-addresses' | 'first-company-mail'
  partial: Generated<boolean>
  own_domains: Generated<string[]>
  cut_over_on: string | null
  time_zone: Generated<string>
  state: Generated<Json>
  version: Generated<number>
  night_from: string | null
  night_to: string | null
  delta_every_minutes: number | null
  paused_at: Time | null
  created_at: Generated<Time>
  folder_rules: Generated<Json>
}

export interface OauthConsents {
  state_hash: Buffer
  browser_hash: Buffer
  organisation_id: string
  move_id: string
  mailbox_id: string
  side: 'source' | 'target'
  service_id: string
  oauth: Json
  invitation_id: string | null
  actor: Json | null
  back: string
  expires_at: Time
}

export interface Organisations {
  id: Generated<string>
  name: string
  agency_id: string | null
  settings: Generated<Json>
  created_at: Generated<Time>
}

export interface PassRequests {
  id: Generated<string>
  organisation_id: string
  move_id: string
  mailbox_id: string
  kind: 'trial' | 'first' | 'delta' | 'final' | 'reverse' | 'verify' | 'addresses'
  options: Generated<Json>
  state: Generated<'queued' | 'running' | 'ended' | 'cancelled'>
  requested_by: string
  requested_at: Generated<Time>
  worker: string | null
  started_at: Time | null
  ended_at: Time | null
  status: string | null
  report: Json | null
  error: Json | null
  attempt: Generated<number>
  released_at: Time | null
  job_id: string | null
  not_before: Time | null
  cancel_asked_at: Time | null
  progressed_at: Time | null
  hand_backs: Generated<number>
  handed_back_since: Time | null
  handed_back_at: Time | null
  handed_back_because: string | null
  work_done: number | null
  work_all: number | null
}

export interface Passes {
  id: GeneratedAlways<number>
  mailbox_id: number
  kind: 'trial' | 'first' | 'delta' | 'final' | 'reverse' | 'verify'
  epoch: number
  started_at: Generated<Time>
  finished_at: Time | null
  status: 'green' | 'exceptions' | 'mismatch' | 'interrupted' | 'undecided' | null
  report: Json | null
}

export interface Passkeys {
  id: string
  name: string | null
  publicKey: string
  userId: string
  credentialID: string
  counter: number
  deviceType: string
  backedUp: boolean
  transports: string | null
  createdAt: Time | null
  aaguid: string | null
  last_used_at: Time | null
}

export interface ProjectMembers {
  project_id: string
  user_id: string
}

export interface Projects {
  id: Generated<string>
  organisation_id: string
  name: string
  kind: 'brand' | 'region' | 'department'
}

export interface Repairs {
  folder_id: number
  uid: number
  kind: number
  code: string
  server_reply: string | null
  raw_file: string | null
}

export interface Routes {
  mailbox_id: number
  source_name: string
  target_name: string
  target_path: string[]
  used_at: Generated<Time>
}

export interface SeenAddresses {
  organisation_id: string
  move_id: string
  address: string
  messages: number
  first_seen: Time | null
  last_seen: Time | null
  decision: 'exists' | 'alias' | 'ends' | null
  decided_by: string | null
  decided_at: Time | null
  delivered: Generated<number>
  junk: Generated<number>
  in_move: Generated<boolean>
}

export interface SeenFolders {
  id: GeneratedAlways<number>
  mailbox_id: string
  folder: string
  uid_validity: number
  last_uid: number
  listed: number
}

export interface SeenMailboxes {
  mailbox_id: string
  organisation_id: string
  move_id: string
  domains: string[]
  begun_at: Generated<Time>
  read_at: Time | null
  messages: Generated<number>
  unread: Generated<number>
  beyond: Generated<number>
}

export interface SeenRecipients {
  folder_id: number
  address: string
  messages: number
  delivered: number
  junk: number
  first_seen: Time | null
  last_seen: Time | null
}

export interface Services {
  id: Generated<string>
  organisation_id: string
  move_id: string
  side: 'source' | 'target'
  name: string
  host: string
  port: number
  tls: 'implicit' | 'starttls' | 'none'
  unverified: Generated<boolean>
  auth: Generated<'password' | 'master' | 'oauth'>
  master_user: string | null
  connections: Generated<number>
  created_at: Generated<Time>
  passwords_from: 'employees' | 'table' | null
  master_opened: string | null
  master_refused_at: Time | null
  master_turn_until: Time | null
  oauth: Json | null
  compress: Generated<'auto' | 'always' | 'never'>
  proxy_kind: 'socks5' | 'http' | 'https' | null
  proxy_host: string | null
  proxy_port: number | null
  proxy_user: string | null
  master_separator: string | null
  shared_folders: Generated<boolean>
  out_per_day: number | null
  in_per_day: number | null
  bandwidth: number | null
  labels: Generated<'auto' | 'folders' | 'all-mail' | 'every'>
}

export interface Sessions {
  id: string
  expiresAt: Time
  token: string
  createdAt: Generated<Time>
  updatedAt: Time
  ipAddress: string | null
  userAgent: string | null
  userId: string
}

export interface SignIns {
  id: string
  accountId: string
  providerId: string
  userId: string
  accessToken: string | null
  refreshToken: string | null
  idToken: string | null
  accessTokenExpiresAt: Time | null
  refreshTokenExpiresAt: Time | null
  scope: string | null
  password: string | null
  createdAt: Generated<Time>
  updatedAt: Time
}

export interface SourceFolders {
  id: GeneratedAlways<number>
  mailbox_id: number
  name: string
  uid_validity: number
  superseded: Generated<boolean>
  known_uid_next: number | null
  known_messages: number | null
  known_modseq: number | null
}

export interface SourcePrints {
  folder_id: number
  uid: number
  header_key: Buffer
  exact: Buffer | null
  normal: Buffer | null
  identity: Buffer | null
  oddities: number | null
}

export interface Strangers {
  target_folder_id: number
  uid: number
  size: number
  internal_date: number | null
  flags: string
}

export interface TargetFolders {
  id: GeneratedAlways<number>
  mailbox_id: number
  name: string
  uid_validity: number
  superseded: Generated<boolean>
  known_uid_next: number | null
  known_messages: number | null
  known_modseq: number | null
  uid_floor: number | null
}

export interface TargetPrints {
  folder_id: number
  uid: number
  header_key: Buffer
  exact: Buffer | null
  normal: Buffer | null
  identity: Buffer | null
  oddities: number | null
}

export interface TwoFactors {
  id: string
  secret: string
  backupCodes: string
  userId: string
  verified: boolean | null
  failedVerificationCount: number | null
  lockedUntil: Time | null
}

export interface Users {
  id: string
  name: string
  email: string
  emailVerified: boolean
  image: string | null
  createdAt: Generated<Time>
  updatedAt: Generated<Time>
  twoFactorEnabled: boolean | null
  host_administrator: Generated<boolean>
}

export interface VaultKeys {
  id: string
  current: boolean
  created_at: Generated<Time>
}

export interface Verifications {
  id: string
  identifier: string
  value: string
  expiresAt: Time
  createdAt: Generated<Time>
  updatedAt: Generated<Time>
}

export interface Waves {
  id: Generated<string>
  organisation_id: string
  move_id: string
  name: string
  position: Generated<number>
  starts_at: Time | null
  started_at: Time | null
  paused_at: Time | null
}

export interface WebhookDeliveries {
  id: Generated<string>
  webhook_id: string
  event_id: number
  body: string
  attempts: Generated<number>
  next_at: Time | null
  delivered_at: Time | null
  last_answer: string | null
  created_at: Generated<Time>
  kind: Generated<string>
}

export interface Webhooks {
  id: Generated<string>
  organisation_id: string
  url: string
  kinds: string[]
  disabled_at: Time | null
  created_at: Generated<Time>
  failing_since: Time | null
}

export interface WelcomeLetters {
  mailbox_id: string
  organisation_id: string
  move_id: string
  message_id: string
  place: string | null
  uid_validity: number | null
  uid_floor: number | null
  uid: number | null
  mod_seq: number | null
  laid_at: Time | null
  opened_at: Time | null
  gone_at: Time | null
  looked_at: Time | null
  next_at: Generated<Time | null>
  tries: Generated<number>
  turn: Generated<number>
  error: Json | null
  error_at: Time | null
}

export interface WelcomeSettings {
  move_id: string
  organisation_id: string
  active: boolean
  laid_when: 'switched' | 'copied'
  contact: string | null
  words: Generated<Json>
}

export interface Workers {
  id: string
  host: string
  passes: number
  started_at: Generated<Time>
  seen_at: Generated<Time>
}

export interface Schema {
  accepted_exceptions: AcceptedExceptions
  account_use: AccountUse
  adrift: Adrift
  alerts: Alerts
  api_tokens: ApiTokens
  audit_log: AuditLog
  checks: Checks
  copies: Copies
  credentials: Credentials
  deletions: Deletions
  employee_answers: EmployeeAnswers
  employee_invitations: EmployeeInvitations
  employee_reminders: EmployeeReminders
  employee_sessions: EmployeeSessions
  employee_tries: EmployeeTries
  events: Events
  exceptions: Exceptions
  group_members: GroupMembers
  groups: Groups
  host_settings: HostSettings
  intents: Intents
  invitations: Invitations
  leases: Leases
  mail_files: MailFiles
  mailboxes: Mailboxes
  maybe_moved: MaybeMoved
  members: Members
  messages: Messages
  migrations: Migrations
  move_mailboxes: MoveMailboxes
  move_minutes: MoveMinutes
  move_samples: MoveSamples
  moves: Moves
  oauth_consents: OauthConsents
  organisations: Organisations
  pass_requests: PassRequests
  passes: Passes
  passkeys: Passkeys
  project_members: ProjectMembers
  projects: Projects
  repairs: Repairs
  routes: Routes
  seen_addresses: SeenAddresses
  seen_folders: SeenFolders
  seen_mailboxes: SeenMailboxes
  seen_recipients: SeenRecipients
  services: Services
  sessions: Sessions
  sign_ins: SignIns
  source_folders: SourceFolders
  source_prints: SourcePrints
  strangers: Strangers
  target_folders: TargetFolders
  target_prints: TargetPrints
  two_factors: TwoFactors
  users: Users
  vault_keys: VaultKeys
  verifications: Verifications
  waves: Waves
  webhook_deliveries: WebhookDeliveries
  webhooks: Webhooks
  welcome_letters: WelcomeLetters
  welcome_settings: WelcomeSettings
  workers: Workers
}

/** Every table of ours; whatever else stands in the database is not touched. */
export const TABLES = [
  'accepted_exceptions',
  'account_use',
  'adrift',
  'alerts',
  'api_tokens',
  'audit_log',
  'checks',
  'copies',
  'credentials',
  'deletions',
  'employee_answers',
  'employee_invitations',
  'employee_reminders',
  'employee_sessions',
  'employee_tries',
  'events',
  'exceptions',
  'group_members',
  'groups',
  'host_settings',
  'intents',
  'invitations',
  'leases',
  'mail_files',
  'mailboxes',
  'maybe_moved',
  'members',
  'messages',
  'migrations',
  'move_mailboxes',
  'move_minutes',
  'move_samples',
  'moves',
  'oauth_consents',
  'organisations',
  'pass_requests',
  'passes',
  'passkeys',
  'project_members',
  'projects',
  'repairs',
  'routes',
  'seen_addresses',
  'seen_folders',
  'seen_mailboxes',
  'seen_recipients',
  'services',
  'sessions',
  'sign_ins',
  'source_folders',
  'source_prints',
  'strangers',
  'target_folders',
  'target_prints',
  'two_factors',
  'users',
  'vault_keys',
  'verifications',
  'waves',
  'webhook_deliveries',
  'webhooks',
  'welcome_letters',
  'welcome_settings',
  'workers',
] as const

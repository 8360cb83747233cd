// Written by `npm run generate` from the migrations. Do not edit.
import type { ColumnType, GeneratedAlways } from 'kysely'

/** Written as text (an array would turn into one of PostgreSQL), read as the value. */
type Json = ColumnType<unknown, string, string>
/** May be left out of an insert. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
type Time = ColumnType<Date, Date | string, Date | string>

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
}

export interface Leases {
  mailbox_id: number
  epoch: number
  holder: string
  expires_at: Time
}

export interface Mailboxes {
  id: GeneratedAlways<number>
  source: string
  target: string
  created_at: Generated<Time>
  known: Generated<number>
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
}

export interface Migrations {
  name: string
  sha256: string
  applied_at: Generated<Time>
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

export interface SourceFolders {
  id: GeneratedAlways<number>
  mailbox_id: number
  name: string
  uid_validity: number
  superseded: Generated<boolean>
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

export interface VaultKeys {
  id: string
  current: boolean
  created_at: Generated<Time>
}

export interface Schema {
  checks: Checks
  copies: Copies
  credentials: Credentials
  exceptions: Exceptions
  intents: Intents
  leases: Leases
  mailboxes: Mailboxes
  messages: Messages
  migrations: Migrations
  passes: Passes
  repairs: Repairs
  routes: Routes
  source_folders: SourceFolders
  source_prints: SourcePrints
  strangers: Strangers
  target_folders: TargetFolders
  target_prints: TargetPrints
  vault_keys: VaultKeys
}

/** Every table of ours; whatever else stands in the database is not touched. */
export const TABLES = [
  'checks',
  'copies',
  'credentials',
  'exceptions',
  'intents',
  'leases',
  'mailboxes',
  'messages',
  'migrations',
  'passes',
  'repairs',
  'routes',
  'source_folders',
  'source_prints',
  'strangers',
  'target_folders',
  'target_prints',
  'vault_keys',
] as const

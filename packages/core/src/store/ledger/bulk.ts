import { sql } from 'kysely'
import type { LedgerDb } from './handle.ts'

/*
 * Many rows in one statement, as arrays that the server unfolds: measured at 75,000 rows/s in batches of 1,000, where
 * long VALUES lists made 39,000 and end at 65,535 parameters. `bench/ledger.ts` measures it again.
 */

/** A message as a listing shows it. */
export interface NewMessage {
  readonly uid: number
  readonly size: number
  /** Seconds since 1970. */
  readonly internalDate: number | null
  readonly flags: string
  /** RFC 7162; null where the server keeps none. */
  readonly modSeq?: bigint | null
  /** The service's own lasting id; null where it has none. */
  readonly providerId?: string | null
}

/** Records messages of a source folder; those already recorded stay as they are. */
export async function insertMessages(db: LedgerDb, folderId: number, rows: readonly NewMessage[]): Promise<void> {
  await sql`
    insert into messages (folder_id, uid, size, internal_date, flags, modseq, provider_id)
    select ${folderId}, * from unnest(
      ${numbers(rows, 'uid')}::bigint[], ${numbers(rows, 'size')}::bigint[],
      ${numbers(rows, 'internalDate')}::bigint[], ${rows.map((row) => row.flags)}::text[],
      ${rows.map((row) => row.modSeq?.toString() ?? null)}::bigint[], ${rows.map((row) => row.providerId ?? null)}::text[])
    on conflict do nothing`.execute(db)
}

export interface NewCopy {
  readonly uid: number
  readonly targetFolderId: number
  readonly targetUid: number
  readonly passId: number
  /** Found at the target, not sent by us. */
  readonly recognised: boolean
  /** SHA-256 of the bytes the source gave. */
  readonly digest: Buffer
  /** As set at the target by us. */
  readonly flags: string
  /** The target keeps identical messages once, and another one has this copy. */
  readonly merged?: boolean
}

/**
 * Records where messages stand at the target. A message that has a copy, or a target message that is claimed already,
 * is an error (23505): one of the two would be counted twice.
 */
export async function insertCopies(db: LedgerDb, folderId: number, rows: readonly NewCopy[]): Promise<void> {
  await sql`
    insert into copies (folder_id, uid, target_folder_id, target_uid, pass_id, recognised, digest, flags, merged)
    select ${folderId}, * from unnest(
      ${numbers(rows, 'uid')}::bigint[], ${numbers(rows, 'targetFolderId')}::integer[],
      ${numbers(rows, 'targetUid')}::bigint[], ${numbers(rows, 'passId')}::integer[],
      ${rows.map((row) => row.recognised)}::boolean[], ${rows.map((row) => row.digest)}::bytea[],
      ${rows.map((row) => row.flags)}::text[], ${rows.map((row) => row.merged ?? false)}::boolean[])`.execute(db)
}

export interface NewCheck {
  readonly uid: number
  readonly passId: number
  readonly level: number
  readonly rung: number
  readonly changes: number
  /** When the copy arrived as the target shows it, in seconds since 1970; undefined where it was not asked. */
  readonly targetDate?: number | null | undefined
}

/** Records what reading the target again showed; a later check replaces an earlier one. No UID twice in one call. */
export async function insertChecks(db: LedgerDb, folderId: number, rows: readonly NewCheck[]): Promise<void> {
  await sql`
    insert into checks as k (folder_id, uid, pass_id, level, rung, changes, target_date)
    select ${folderId}, * from unnest(
      ${numbers(rows, 'uid')}::bigint[], ${numbers(rows, 'passId')}::integer[], ${numbers(rows, 'level')}::smallint[],
      ${numbers(rows, 'rung')}::smallint[], ${numbers(rows, 'changes')}::smallint[], ${numbers(rows, 'targetDate')}::bigint[])
    on conflict (folder_id, uid) do update set pass_id = excluded.pass_id, level = excluded.level, rung = excluded.rung,
      changes = excluded.changes, target_date = coalesce(excluded.target_date, k.target_date)`.execute(db)
}

/** Records messages at the target that the ledger did not put there; known ones get the flags they have now. */
export async function insertStrangers(
  db: LedgerDb,
  targetFolderId: number,
  rows: readonly NewMessage[],
): Promise<void> {
  await sql`
    insert into strangers as s (target_folder_id, uid, size, internal_date, flags)
    select ${targetFolderId}, * from unnest(
      ${numbers(rows, 'uid')}::bigint[], ${numbers(rows, 'size')}::bigint[],
      ${numbers(rows, 'internalDate')}::bigint[], ${rows.map((row) => row.flags)}::text[])
    on conflict (target_folder_id, uid) do update set flags = excluded.flags
      where s.flags is distinct from excluded.flags`.execute(db)
}

type NumberKeys<Row> = { [Key in keyof Row]-?: Row[Key] extends number | null | undefined ? Key : never }[keyof Row]

/** PostgreSQL's text form of an array; pg would quote every number. */
function numbers<Row>(rows: readonly Row[], key: NumberKeys<Row>): string {
  return `{${rows.map((row) => row[key] ?? 'NULL').join(',')}}`
}

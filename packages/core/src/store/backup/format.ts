import type { AppliedMigration } from '../migrate.ts'

/*
 * A backup is one file, compressed with zstd. Unpacked (`zstd -dc`) it is text:
 *
 *   a line of JSON, the header
 *   for each table of the header, in its order: PostgreSQL's COPY text, ended by a line `\.`
 *   a line of JSON, the trailer, with the SHA-256 of every byte before it
 *
 * COPY text is the same in every PostgreSQL version, so this is also the way from one major version to another.
 */

export const FORMAT = 'caravan-backup'
export const FORMAT_VERSION = 1

export interface BackupHeader {
  format: typeof FORMAT
  version: number
  /** The Caravan that wrote it. */
  program: string
  createdAt: string
  /** Those of the database, in their order: they say which schema the data has. */
  migrations: AppliedMigration[]
  tables: BackupTable[]
}

export interface BackupTable {
  name: string
  columns: string[]
  rows: number
  /** The last number given out by each identity column; null where none was yet. */
  sequences: { column: string; last: string | null }[]
}

export interface BackupTrailer {
  sha256: string
}

/** The end of a table's rows: COPY text writes a backslash of the data as two. */
export const END_OF_TABLE = Buffer.from('\\.\n')

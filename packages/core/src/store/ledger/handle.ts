import type { Kysely } from 'kysely'
import type { Schema } from '../generated.ts'

/** The database or a transaction on it. */
export type LedgerDb = Kysely<Schema>

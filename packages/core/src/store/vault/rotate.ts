import { sql } from 'kysely'
import { CaravanError } from '../../model/errors.ts'
import type { LedgerDb } from '../ledger/handle.ts'
import { type CredentialSlot, countLost, openRow } from './credentials.ts'
import { seal } from './envelope.ts'
import { Keyring, type MasterKey } from './master-key.ts'
import { beginBatch, makeCurrent } from './registry.ts'

/** Rows of one transaction, which writers wait for: 20,000 rows took 4 s, one batch of 500 at most 0.3 s. */
const BATCH = 500

export interface RotateOptions {
  batch?: number
  /** Looked at between two batches; what is done stays done. */
  signal?: AbortSignal
  /** Told after each batch that was committed. */
  onBatch?: (resealed: number) => Promise<void> | void
}

export interface Rotation {
  /** Credentials sealed anew by this call. */
  readonly resealed: number
  /** Ids of those that do not open, at most 1,000 of them; they stay under the old key, to be asked for again. */
  readonly damaged: readonly string[]
  /** How many are under any other key than the new one: the damaged ones, and what was left when it was stopped. */
  readonly left: number
}

const MOST_NAMED = 1_000

interface Row {
  id: string
  organisation: string
  purpose: CredentialSlot['purpose']
  subject: string | null
  sealed: Buffer
  key_id: string
}

/**
 * Seals every credential under a new master key. First the new key becomes the one that seals, for all processes: from
 * then on nobody writes under the old one (a process without the new key is refused, `master-key-differs`). Then row by
 * row in batches, each a transaction of its own. Killed or stopped, it is run again and goes on with what is left.
 *
 * The old key may be thrown away when `left` is 0 and no backup that was made before has to be opened again.
 */
export async function rotate(
  db: LedgerDb,
  from: MasterKey,
  to: MasterKey,
  options: RotateOptions = {},
): Promise<Rotation> {
  const keys = new Keyring(to, from)
  await db.transaction().execute((trx) => makeCurrent(trx, to))
  const damaged: string[] = []
  let resealed = 0
  let after: string | null = null
  while (from.id !== to.id && !options.signal?.aborted) {
    const batch: Batch = await db.transaction().execute((trx) => resealBatch(trx, keys, from.id, after, options.batch))
    if (batch.last === null) break
    after = batch.last
    resealed += batch.resealed
    damaged.push(...batch.damaged.slice(0, MOST_NAMED - damaged.length))
    await options.onBatch?.(resealed)
  }
  return { resealed, damaged, left: await countLost(db, new Keyring(to)) }
}

interface Batch {
  resealed: number
  damaged: string[]
  /** The last id that was looked at; null where there was none. */
  last: string | null
}

async function resealBatch(
  trx: LedgerDb,
  keys: Keyring,
  from: string,
  after: string | null,
  limit = BATCH,
): Promise<Batch> {
  await beginBatch(trx, keys)
  const { rows } = await sql<Row>`
    select id, organisation_id as organisation, purpose, subject, sealed, key_id from credentials
    where key_id = ${from} and id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by id limit ${limit} for update`.execute(trx)
  const done: { id: string; sealed: Buffer }[] = []
  const damaged: string[] = []
  for (const row of rows) {
    try {
      const secret = openRow(keys, row, row)
      done.push({ id: row.id, sealed: seal(keys.first, { ...row, record: row.id }, secret) })
    } catch (error) {
      if (!(error instanceof CaravanError) || error.code !== 'credential-damaged') throw error
      damaged.push(row.id)
    }
  }
  await sql`
    update credentials c set sealed = n.sealed, key_id = ${keys.first.id}
    from unnest(${done.map(({ id }) => id)}::uuid[], ${done.map(({ sealed }) => sealed)}::bytea[]) as n (id, sealed)
    where c.id = n.id`.execute(trx)
  return { resealed: done.length, damaged, last: rows.at(-1)?.id ?? null }
}

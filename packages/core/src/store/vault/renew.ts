import { sql } from 'kysely'
import type { Secret } from '../../model/secret.ts'
import type { LedgerDb } from '../ledger/handle.ts'
import { type CredentialSlot, missing, openRow } from './credentials.ts'
import { seal } from './envelope.ts'
import type { Keyring } from './master-key.ts'
import { sealingKeyOf } from './registry.ts'

/**
 * Puts what `renewed` makes of a credential in its place; when it was given stays as it was. Two that renew the same one,
 * in any processes, take turns, and the later one sees what the earlier one kept. `renewed` may take its time asking a
 * server: only the turn is held meanwhile, and no row. Where the credential was erased or replaced by then, nothing is
 * kept.
 *
 * @param renewed undefined: what is there stays
 * @throws what `renewed` throws; `credential-missing`, `credential-damaged`, `master-key-lost`, `master-key-differs`
 */
export async function renewCredential(
  db: LedgerDb,
  keys: Keyring,
  slot: CredentialSlot,
  renewed: (secret: Secret) => Promise<Secret | undefined>,
): Promise<void> {
  const { organisation, purpose, subject } = slot
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${organisation} ${purpose} ${subject ?? ''}`}, 34))`.execute(
      trx,
    )
    const { rows } = await sql<{ id: string; sealed: Buffer; key_id: string }>`
      select id, sealed, key_id from credentials where organisation_id = ${organisation}
        and purpose = ${purpose} and subject is not distinct from ${subject}::uuid`.execute(trx)
    const [row] = rows
    if (row === undefined) throw missing(purpose)
    const secret = await renewed(openRow(keys, slot, row))
    if (secret === undefined) return
    const key = await sealingKeyOf(trx, keys)
    await sql`
      update credentials set sealed = ${seal(key, { ...slot, record: row.id }, secret)}, key_id = ${key.id}
      where id = ${row.id}`.execute(trx)
  })
}

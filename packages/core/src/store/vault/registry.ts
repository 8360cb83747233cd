import { sql } from 'kysely'
import { CaravanError } from '../../model/errors.ts'
import type { LedgerDb } from '../ledger/handle.ts'
import type { Keyring, MasterKey } from './master-key.ts'

/*
 * Which master key seals is said by the database (`vault_keys`), not by a process: machines that share a database
 * cannot each seal under a key of their own, and after a change of key nobody goes on with the old one.
 */

/** The id of the key that seals in this database; none where nothing was ever sealed. */
export async function currentKeyId(db: LedgerDb): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from vault_keys where current`.execute(db)
  return rows[0]?.id
}

/**
 * Called first by whoever writes to `credentials`: until the transaction of the caller ends no change of key begins, and
 * no batch of one. Rows are locked in different orders, and without it two could wait for each other in a circle.
 *
 * A lock on the table and not on the row of the current key: those who share a row's lock go past one who waits for it
 * alone, so that writers in a row kept a change of key waiting for more than a minute.
 */
export async function keepKey(trx: LedgerDb): Promise<void> {
  await sql`lock table vault_keys in row exclusive mode`.execute(trx)
}

/** Waits for the writers and keeps them out until the transaction of the caller ends. */
async function holdOffWriters(trx: LedgerDb): Promise<void> {
  await sql`lock table vault_keys in share row exclusive mode`.execute(trx)
}

/**
 * The key to seal with, for the rest of the caller's transaction. In a database that has none yet it is the keyring's
 * first. Errors: `master-key-differs`.
 */
export async function sealingKeyOf(trx: LedgerDb, keys: Keyring): Promise<MasterKey> {
  await keepKey(trx)
  let current = await currentKeyId(trx)
  if (current === undefined) {
    await sql`insert into vault_keys (id, current) values (${keys.first.id}, true) on conflict do nothing`.execute(trx)
    current = await currentKeyId(trx)
  }
  const key = current === undefined ? undefined : keys.find(current)
  if (!key) throw differs(current, keys)
  return key
}

/** Holds off the writers for a batch of `rotate`. Errors: `master-key-differs` where another change has overtaken it. */
export async function beginBatch(trx: LedgerDb, keys: Keyring): Promise<void> {
  await holdOffWriters(trx)
  const current = await currentKeyId(trx)
  if (current !== keys.first.id) throw differs(current, keys)
}

/** Makes a key the one that seals, for all processes, once those that are sealing have committed. */
export async function makeCurrent(trx: LedgerDb, key: MasterKey): Promise<void> {
  await holdOffWriters(trx)
  await sql`update vault_keys set current = false where current and id <> ${key.id}`.execute(trx)
  await sql`insert into vault_keys (id, current) values (${key.id}, true)
    on conflict (id) do update set current = true`.execute(trx)
}

export function differs(id: string | undefined, keys: Keyring): CaravanError {
  return new CaravanError(
    'master-key-differs',
    `The credentials of this database are sealed under the master key ${id ?? '(none)'}; this process has ${keys.ids.join(', ')}.`,
    'Give every machine the same key file by CARAVAN_MASTER_KEY_FILE, the new key beside the old one where it was changed.',
  )
}

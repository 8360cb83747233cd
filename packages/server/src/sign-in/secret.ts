import { randomBytes } from 'node:crypto'
import { CaravanError, Secret } from '@caravan/core/model'
import { type CredentialSlot, type LedgerDb, openCredential, putCredential, type Vault } from '@caravan/core/store'
import { sql } from 'kysely'
import { audit } from '../api/audit.ts'

/** No organisation's. */
const SLOT: CredentialSlot = {
  organisation: '00000000-0000-0000-0000-000000000000',
  purpose: 'session-signing',
  subject: null,
}

/**
 * What sessions are signed with and second factors encrypted, the same for all servers of a database; made by the
 * first. It stands in the vault: who has the database and not the master key can make no session of it.
 * @param replaceLost where its master key is lost for good: everybody signs in again, and sets up the TOTP again
 */
export async function signInSecret(db: LedgerDb, { keys }: Vault, replaceLost: boolean): Promise<Secret> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('caravan sign-in secret', 0))`.execute(trx)
    try {
      return await openCredential(trx, keys, SLOT)
    } catch (error) {
      const code = error instanceof CaravanError ? error.code : undefined
      if (code !== 'credential-missing' && !(code === 'master-key-lost' && replaceLost)) throw error
      if (code === 'master-key-lost') await forgetWhatItOpened(trx)
    }
    const secret = new Secret((await takeUnsealed(trx)) ?? randomBytes(32).toString('base64'))
    await putCredential(trx, keys, { ...SLOT, secret })
    return secret
  })
}

/** Databases of the first days have it in the host's settings, as it is. */
async function takeUnsealed(trx: LedgerDb): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`
    delete from host_settings where name = 'secret:sign-in' returning value #>> '{}' as value`.execute(trx)
  return rows[0]?.value
}

/** Passwords and passkeys stay: they do not depend on it. */
async function forgetWhatItOpened(trx: LedgerDb): Promise<void> {
  await sql`delete from sessions`.execute(trx)
  await sql`delete from two_factors`.execute(trx)
  const { rows } = await sql<{ id: string }>`
    update users set "twoFactorEnabled" = false where "twoFactorEnabled" returning id`.execute(trx)
  await audit(trx, 'system', {
    organisation: null,
    action: 'second-factors.removed',
    after: { users: rows.map(({ id }) => id) },
    reason: 'The master key was lost and replaced.',
  })
}

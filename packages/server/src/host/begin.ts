import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import { hashed, newToken } from '../api/tokens.ts'

/**
 * The token of the link that makes the first owner, while nobody has signed up. A new one at each start: an older link
 * ends. Undefined once there is a user.
 */
export async function beginToken(db: LedgerDb): Promise<string | undefined> {
  return db.transaction().execute(async (trx) => {
    await sql`lock table host_settings in exclusive mode`.execute(trx)
    if ((await trx.selectFrom('users').select('id').limit(1).execute()).length > 0) return undefined
    const token = newToken('begin')
    await sql`
      insert into host_settings (name, value) values ('begin', to_jsonb(${hashed(token).toString('hex')}::text))
      on conflict (name) do update set value = excluded.value`.execute(trx)
    return token
  })
}

/** Takes the link's token: true once, for who has it. */
export async function takeBeginToken(trx: LedgerDb, token: string): Promise<boolean> {
  const { rows } = await sql`
    delete from host_settings where name = 'begin' and value #>> '{}' = ${hashed(token).toString('hex')}
    returning name`.execute(trx)
  return rows.length === 1
}

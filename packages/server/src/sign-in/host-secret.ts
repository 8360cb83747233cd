import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'

/** A secret of the host that all its servers share; made by the first that asks. */
export async function hostSecret(db: LedgerDb, name: string, make: () => string): Promise<string> {
  await sql`insert into host_settings (name, value) values (${`secret:${name}`}, to_jsonb(${make()}::text)) on conflict do nothing`.execute(
    db,
  )
  const { rows } = await sql<{
    value: string
  }>`select value #>> '{}' as value from host_settings where name = ${`secret:${name}`}`.execute(db)
  const value = rows[0]?.value
  if (value === undefined) throw new Error('a row that was just made is there')
  return value
}

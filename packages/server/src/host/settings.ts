import { host } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { z } from 'zod'

export type HostSettings = z.output<typeof host.hostSettings>

const NONE: HostSettings = { publicUrl: null, sender: null }

export async function readSettings(db: LedgerDb): Promise<HostSettings> {
  const { rows } = await sql<{ value: unknown }>`select value from host_settings where name = 'settings'`.execute(db)
  return rows[0] === undefined ? NONE : host.hostSettings.parse(rows[0].value)
}

export async function writeSettings(db: LedgerDb, settings: HostSettings): Promise<void> {
  await sql`
    insert into host_settings (name, value) values ('settings', ${JSON.stringify(settings)}::jsonb)
    on conflict (name) do update set value = excluded.value`.execute(db)
}

import { host } from '@caravan/contract'
import type { CredentialSlot, LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { z } from 'zod'

export type HostSettings = z.output<typeof host.hostSettings>

/** The password of the system sender stands in the vault, as no organisation's. */
export const SYSTEM_SENDER: CredentialSlot = {
  organisation: '00000000-0000-0000-0000-000000000000',
  purpose: 'sender-sign-in',
  subject: null,
}

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

import { alerts } from '@caravan/contract'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'
import type { z } from 'zod'

export type AlertSettings = z.output<typeof alerts.alertSettings>

const UNLESS_TOLD: AlertSettings = { letters: true, to: [], language: 'en' }
/** Letters that one alert is worth. */
const MOST_READERS = 50

export async function readAlertSettings(db: LedgerDb, organisation: string): Promise<AlertSettings> {
  const { rows } = await sql<{ value: object | null }>`
    select settings->'alerts' as value from organisations where id = ${organisation}`.execute(db)
  // What was kept before letters had a language has none.
  return alerts.alertSettings.parse({ ...UNLESS_TOLD, ...rows[0]?.value })
}

export async function writeAlertSettings(db: LedgerDb, organisation: string, settings: AlertSettings): Promise<void> {
  await sql`
    update organisations set settings = settings || ${JSON.stringify({ alerts: settings })}::jsonb
    where id = ${organisation}`.execute(db)
}

/** Who is told, in which language: the addresses that are named, else those who run its moves. */
export async function readersOf(db: LedgerDb, organisation: string) {
  const { letters, to, language } = await readAlertSettings(db, organisation)
  if (!letters) return { readers: [], language }
  return { readers: to.length > 0 ? to : await leadersOf(db, organisation), language }
}

/** Those who run an organisation's moves, the agency's own people among them. */
async function leadersOf(db: LedgerDb, organisation: string): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select u.email from (
      select distinct on (m.user_id) m.user_id, m.role, m.created_at
      from organisations o join members m on m.organisation_id in (o.id, o.agency_id)
      where o.id = ${organisation} order by m.user_id, m.organisation_id = o.id desc) m
    join users u on u.id = m.user_id where m.role in ('owner', 'lead')
    order by m.created_at, u.id limit ${MOST_READERS}`.execute(db)
  return rows.map(({ email }) => email)
}

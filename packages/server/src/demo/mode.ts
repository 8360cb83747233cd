import { CaravanError, Secret } from '@caravan/core/model'
import type { LedgerDb } from '@caravan/core/store'
import { sql } from 'kysely'

/** What a server is started with, as far as a demo asks for it. */
export interface DemoStart {
  readonly host: string
  readonly dataDir?: string | undefined
  readonly databaseUrl?: string | undefined
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1']

/**
 * Whether the server is a demo’s, where `CARAVAN_DEMO` is set: then the secret that its links are signed with. Whoever
 * has such a link is let in without a password, so that everything which could make a demo reachable, or open somebody’s
 * own data to it, is refused here. Throws `demo-refused`.
 */
export function demoSecret(env: NodeJS.ProcessEnv, start: DemoStart): Secret | undefined {
  const value = env['CARAVAN_DEMO'] ?? ''
  if (value === '') return undefined
  if (!/^[\w-]{43,200}$/.test(value))
    throw refused('its value is no secret of 256 bits, as `npm run demo` makes one for each demo')
  if (!LOOPBACK.includes(start.host))
    throw refused(`the server would listen at ${start.host}, not on this machine alone`)
  if ((start.databaseUrl ?? env['DATABASE_URL'] ?? '') !== '')
    throw refused('a database is named, and a demo has one of its own')
  if (start.dataDir === undefined) throw refused('no data folder of its own is named')
  if ((env['CARAVAN_PROXIES'] ?? '') !== '') throw refused('a proxy is named, behind which others would reach it')
  return new Secret(value)
}

/**
 * A demo takes a database in which nothing is yet, and marks it; no other server goes on with one that is marked.
 * Throws `demo-refused`, `demo-database`.
 */
export async function claimDatabase(db: LedgerDb, demo: boolean): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`lock table host_settings in exclusive mode`.execute(trx)
    const { rows } = await sql<{ marked: boolean; used: boolean }>`
      select exists (select from host_settings where name = 'demo') as marked,
        exists (select from users) or exists (select from organisations) as used`.execute(trx)
    const { marked = false, used = false } = rows[0] ?? {}
    if (!demo && marked)
      throw new CaravanError(
        'demo-database',
        'This data folder is a demo’s: its owner has no password that anybody knows.',
        'Name another data folder with --data, or CARAVAN_DATA.',
      )
    if (!demo || marked) return
    if (used) throw refused('somebody’s organisation is in this database already')
    await sql`insert into host_settings (name, value) values ('demo', 'true'::jsonb)`.execute(trx)
  })
}

const refused = (because: string): CaravanError =>
  new CaravanError(
    'demo-refused',
    `CARAVAN_DEMO lets people in without a password, and is refused: ${because}.`,
    'Unset CARAVAN_DEMO. To see the demo, run `npm run demo`.',
  )

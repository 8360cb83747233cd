import { forgetCredentials, type LedgerDb, type Services } from '@caravan/core/store'
import { type RawBuilder, type Selectable, sql } from 'kysely'
import { recordEvent } from '../events/write.ts'
import type { MovePath } from './one-move.ts'

type Side = 'source' | 'target'
type Place = Pick<
  Selectable<Services>,
  'host' | 'port' | 'tls' | 'unverified' | 'proxy_kind' | 'proxy_host' | 'proxy_port'
>

const PURPOSES = { source: 'source-sign-in', target: 'target-sign-in' } as const
const COLUMNS = { source: sql`m.source_service`, target: sql`m.target_service` } as const

/** Whether what is sent to a service would reach somebody else, or could be read or taken on its way as it could not before. */
export const liesElsewhere = (before: Place, after: Place): boolean =>
  before.host !== after.host ||
  before.port !== after.port ||
  (before.tls !== 'none' && after.tls === 'none') ||
  (!before.unverified && after.unverified) ||
  // A proxy reads what is not encrypted, and can pose as a server whose certificate nobody verifies.
  ((after.tls === 'none' || after.unverified) && isOtherProxy(before, after) && after.proxy_host !== null)

/** Whether another proxy is gone through, or none. */
export const isOtherProxy = (before: Place, after: Place): boolean =>
  before.proxy_kind !== after.proxy_kind ||
  before.proxy_host !== after.proxy_host ||
  before.proxy_port !== after.proxy_port

/** The same of the services `o` and `n` in the database; none is elsewhere. */
const ELSEWHERE = sql`(n.id is null or n.host <> o.host or n.port <> o.port or (o.tls <> 'none' and n.tls = 'none')
  or (n.unverified and not o.unverified)
  or ((n.tls = 'none' or n.unverified) and n.proxy_host is not null
    and (n.proxy_kind, n.proxy_host, n.proxy_port) is distinct from (o.proxy_kind, o.proxy_host, o.proxy_port)))`

/** Erases the own passwords of all mailboxes of a service, which were given for where it was; how many. */
export const forgetOfService = (trx: LedgerDb, path: MovePath, service: { id: string; side: Side }): Promise<number> =>
  forget(trx, path, service.side, sql`${COLUMNS[service.side]} = ${service.id}`)

/**
 * Erases the own passwords of mailboxes that get another service, before they do. One that was given while its mailbox had
 * no service stays: it was given for the one to come.
 * @param which a condition on `m`
 * @param services what is named anew; undefined: it stays
 */
export async function forgetOfMoved(
  trx: LedgerDb,
  path: MovePath,
  which: RawBuilder<unknown>,
  services: Readonly<Record<Side, string | null | undefined>>,
): Promise<number> {
  let erased = 0
  for (const side of ['source', 'target'] as const) {
    const next = services[side]
    if (next === undefined) continue
    erased += await forget(
      trx,
      path,
      side,
      sql`${which} and exists (select from services o left join services n on n.id = ${next}::uuid
        where o.id = ${COLUMNS[side]} and ${ELSEWHERE})`,
    )
  }
  return erased
}

async function forget(
  trx: LedgerDb,
  { organisation, move }: MovePath,
  side: Side,
  which: RawBuilder<unknown>,
): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select m.id from move_mailboxes m where m.organisation_id = ${organisation} and m.move_id = ${move}
      and ${which}`.execute(trx)
  if (rows.length === 0) return 0
  const mailboxes = rows.map(({ id }) => id)
  const erased = await forgetCredentials(trx, organisation, mailboxes, PURPOSES[side])
  if (erased > 0) await recordEvent(trx, organisation, 'credentials.erased', { move, erased })
  return erased
}

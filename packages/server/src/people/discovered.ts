import { CaravanError } from '@caravan/core/model'
import { TABLE_LIMITS, writeCsv } from '@caravan/core/move'
import { listOtherUsers } from '@caravan/core/services'
import { openCredential } from '@caravan/core/store'
import { sql } from 'kysely'
import type { ServerContext } from '../api/context.ts'
import { notFound } from '../api/problems.ts'
import { masterTurns } from '../moves/master-turns.ts'
import type { MovePath } from '../moves/one-move.ts'
import { serviceLine } from '../moves/service-line.ts'
import { OPEN_PEOPLE } from './seen.ts'

/** How long a service may take to say whom it has: somebody waits for the answer. */
const CONNECT_MS = 10_000
const ANSWER_MS = 60_000

/**
 * The users that a service lists for the one who signs in for everybody, as a table. Throws 404, `service-not-master`,
 * `service-lists-nobody`, what the service said, and `too-many-requests` where it said no too often.
 */
export async function tableOfService(
  { database, vault, guard, ca }: ServerContext,
  { organisation, move }: MovePath,
  service: string,
): Promise<Buffer> {
  const row = await database.kysely
    .selectFrom('services')
    .selectAll()
    .where('id', '=', service)
    .where('move_id', '=', move)
    .where('organisation_id', '=', organisation)
    .where('side', '=', 'source')
    .executeTakeFirst()
  if (row === undefined) throw notFound('source service')
  const { master_user: user } = row
  if (row.auth !== 'master' || user === null)
    throw new CaravanError(
      'service-not-master',
      'Nobody signs in to this service for everybody.',
      'Name its administrator and give the password, or import a list.',
    )
  const slot = { organisation, purpose: 'service-sign-in', subject: service } as const
  const password = (await openCredential(database.kysely, vault.keys, slot)).reveal()
  const line = await serviceLine({ db: database.kysely, vault }, row)
  // A preview is asked for again with each correction.
  const users = await masterTurns.takeUnlessWell(service, () =>
    listOtherUsers({
      ...{ ...line, user, guard, ca, connectTimeoutMs: CONNECT_MS, responseTimeoutMs: ANSWER_MS },
      credentials: { kind: 'password', user, password },
    }),
  )
  return Buffer.from(
    writeCsv(
      ['Old address', 'Old login'],
      users.map((one) => [one, one]),
    ),
  )
}

/** Addresses that mail was sent to, as a table: those named, or all that wait for a decision and look like somebody's. */
export async function tableOfSeen(
  { database }: ServerContext,
  { organisation, move }: MovePath,
  which: 'undecided' | readonly string[],
): Promise<Buffer> {
  const condition =
    which === 'undecided' ? OPEN_PEOPLE : sql`s.address = any(${which.map((one) => one.trim().toLowerCase())}::text[])`
  const { rows } = await sql<{ address: string }>`
    select s.address from seen_addresses s where s.organisation_id = ${organisation} and s.move_id = ${move}
      and ${condition} order by s.address limit ${TABLE_LIMITS.rows - 1}`.execute(database.kysely)
  return Buffer.from(
    writeCsv(
      ['Old address'],
      rows.map(({ address }) => [address]),
    ),
  )
}

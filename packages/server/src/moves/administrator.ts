import { type PassKindAsked, passes } from '@caravan/contract'
import { againstPass } from '@caravan/core/move'
import type { LedgerDb } from '@caravan/core/store'
import { type RawBuilder, sql } from 'kysely'
import { askForPasses, wakeWorkers } from '../jobs/ask.ts'
import { readMoveRow } from './one-move.ts'
import type { ServicePath, ServiceRow } from './one-service.ts'
import { planned, stateOf } from './standing.ts'

/** Passes that go on by themselves; what else was refused somebody asks for again. */
const AGAIN = ['addresses', 'first', 'delta', 'final'] as const

/**
 * What waited for the administrator of a service goes on, in the caller's transaction, which holds the move: the queue by
 * itself, and the pass that was refused once more.
 *
 * @param opened the user of a mailbox that was opened just now; null: the sign-in was changed, and nobody knows yet
 */
export async function goOnByAdministrator(
  trx: LedgerDb,
  path: ServicePath,
  service: Pick<ServiceRow, 'id' | 'host' | 'port'>,
  { opened, by }: { readonly opened: string | null; readonly by: string },
): Promise<void> {
  await sql`
    update services set master_opened = ${opened}, master_refused_at = null where id = ${service.id}`.execute(trx)
  await wakeWorkers(trx)
  const move = await readMoveRow(trx, path)
  const [plan, state] = [await planned(trx, move), stateOf(move)]
  for (const kind of AGAIN) {
    if (kind !== 'addresses' && againstPass(kind satisfies PassKindAsked, plan, state) !== undefined) continue
    const asking = { organisation: path.organisation, kind, options: passes.passOptions.parse({}), by }
    await askForPasses(trx, refusedHere(path, service, kind), asking)
  }
}

/** The mailboxes whose last pass of a kind met the refusal. */
const refusedHere = (
  { move }: ServicePath,
  { id, host, port }: Pick<ServiceRow, 'id' | 'host' | 'port'>,
  kind: (typeof AGAIN)[number],
): RawBuilder<boolean> => sql<boolean>`b.move_id = ${move} and ${id} in (b.source_service, b.target_service)
  and coalesce(b.last_kind, 'addresses') = ${kind} and b.last_error->>'code' = 'administrator-refused'
  and starts_with(b.last_error->>'message', ${`${host}:${port} `})`

import { type Endpoint, keepingPace, type PaceWishes } from '@caravan/core/services'
import { wishesIn } from '../moves/pace.ts'
import { endpointOf, type Running } from './accounts.ts'
import type { Claim } from './claim.ts'

/** The mailbox of a pass at one side, keeping to what its service allows. Errors: those of `endpointOf`. */
export async function pacedEndpointOf(
  running: Running,
  claim: Claim,
  side: 'source' | 'target',
  signal: AbortSignal,
): Promise<Endpoint> {
  const endpoint = await endpointOf(running, claim, side)
  return keepingPace(endpoint, { db: running.db, wishes: await wishesOf(running, claim, side), signal })
}

/** What somebody has set for the service, in place of what is known of it. */
async function wishesOf({ db }: Running, claim: Claim, side: 'source' | 'target'): Promise<PaceWishes> {
  const id = side === 'source' ? claim.sourceService : claim.targetService
  if (id === null) return {}
  const row = await db
    .selectFrom('services')
    .select(['out_per_day', 'in_per_day', 'bandwidth'])
    .where('id', '=', id)
    .where('organisation_id', '=', claim.organisation)
    .executeTakeFirst()
  return row === undefined ? {} : wishesIn(row)
}

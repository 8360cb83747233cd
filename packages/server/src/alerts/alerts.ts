import type { ServerContext } from '../api/context.ts'
import { repeat } from '../jobs/repeat.ts'
import { tellOfStuck } from './letters.ts'
import { watchMailboxes } from './watch.ts'

/** Patience is counted in minutes: a look now and then is enough, and one costs a few milliseconds. */
const LOOK_MS = 30_000

/** Watches for mailboxes that do not go on and tells of them, until it is stopped; any number of processes may. */
export function startAlerts(context: ServerContext): { stop(): Promise<void> } {
  return repeat('alerts', LOOK_MS, context.log, async () => {
    await watchMailboxes(context.database.kysely)
    await tellOfStuck(context)
  })
}

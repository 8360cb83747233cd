import type { ServerContext } from '../api/context.ts'
import { repeat } from '../jobs/repeat.ts'
import { Sampler, sweepHistory } from './sample.ts'

/** A chart of hours has no use for more; a look where nothing has happened is one small query. */
const SAMPLE_MS = 60_000
const SWEEP_MS = 3_600_000

/** Notes how moves come on, until it is stopped; any number of processes may. */
export function startHistory({ database, live, log }: ServerContext): { stop(): Promise<void> } {
  const sampler = new Sampler(database.kysely, live)
  const loops = [
    repeat('history', SAMPLE_MS, log, () => sampler.look()),
    repeat('sweeping history', SWEEP_MS, log, () => sweepHistory(database.kysely)),
  ]
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

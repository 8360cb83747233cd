import { moves, passes } from '@caravan/contract'
import { sql } from 'kysely'
import { COPYING } from '../../../jobs/testing/wave.ts'
import { poll } from '../poll.ts'
import type { Scene } from '../scene.ts'
import type { Cast } from './accounts.ts'
import type { Plan } from './plan.ts'

/** Runs the passes to their ends, on request with a worker killed in the middle. Returns them. */
export async function runPasses(
  { database, workers, started, machines }: Scene,
  { owner }: Cast,
  { move, params }: Plan,
  kill: boolean,
) {
  // The gates before it are tested elsewhere.
  await database.kysely.updateTable('moves').set({ state: COPYING }).where('id', '=', move).execute()
  const { items: waves } = await owner.client.call(moves.listWaves, { params })
  await owner.client.call(passes.startWave, { params: { ...params, wave: waves[0]?.id ?? '' } })
  await owner.client.call(passes.askPassesOfMove, { params, body: { kind: 'first' } })
  if (kill) {
    const { rows } = await poll(
      () =>
        sql<{ pid: number }>`
          select split_part(p.worker, ':', 2)::int as pid from pass_requests p join events e on e.data->>'pass' = p.id::text
          where p.state = 'running' and e.data->>'step' = 'copy-begins' limit 1`.execute(database.kysely),
      ({ rows: found }) => found.length > 0,
    )
    const victim = workers.findIndex(({ process: one }) => one.pid === rows[0]?.pid)
    await workers[victim]?.stop('SIGKILL')
    // As a machine starts its worker again: what it keeps of refused messages is its own to clear.
    started(['worker', '--passes', '2'], machines[victim] ?? {})
  }
  const ended = async () => {
    const { items } = await owner.client.call(passes.listPasses, { params, query: { limit: 500 } })
    return items
  }
  const items = await poll(ended, (list) => list.length >= 17 && list.every(({ state }) => state === 'ended'))
  return items
}

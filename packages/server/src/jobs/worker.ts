import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Fetch, HostGuard } from '@caravan/core/guard'
import type { Database, Vault } from '@caravan/core/store'
import type { Job } from 'pg-boss'
import type { Logger } from 'pino'
import { listen } from '../events/listen.ts'
import { sweepBegun } from '../oauth/begun.ts'
import { removePurgedFiles } from '../organisations/purge-files.ts'
import { startWelcome } from '../welcome/welcome.ts'
import { askForDueDeltas } from './deltas.ts'
import { Passes } from './passes.ts'
import { openQueue, type PassJob, QUEUE } from './queue.ts'
import { release } from './release.ts'
import { repeat } from './repeat.ts'
import { sweep, sweepEvents } from './sweep.ts'
import { startDueWaves } from './waves.ts'

export interface WorkerOptions {
  readonly database: Database
  readonly vault: Vault
  readonly guard: HostGuard
  /** HTTP through the guard. */
  readonly fetch: Fetch
  readonly log: Logger
  readonly dataDir: string
  /** At once. */
  readonly passes?: number | undefined
}

export interface Worker {
  readonly id: string
  /** Begins nothing more, lets what is under way end, gives back what is not finished. */
  stop(): Promise<void>
}

/** Passes at once where nothing else is asked for. */
export const PASSES_UNLESS_TOLD = 4

/** Connections to the database that so many passes at once take: a few streams for each, and the worker's own. */
export const connectionsFor = (passes: number): number => 6 + 4 * passes

/** Each is one statement or two; measured beside passes they are not seen. */
const WATCH_MS = 1_000
const RELEASE_MS = 2_000
const SWEEP_MS = 5_000
const PLAN_MS = 15_000
const EVENTS_MS = 600_000
const PURGED_MS = 15_000

/** Runs passes until it is stopped. As many workers as wanted share the work, on any machines. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { database, log } = options
  const db = database.kysely
  const id = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`
  const limit = options.passes ?? PASSES_UNLESS_TOLD
  const running = { ...options, db, worker: id }
  const passes = new Passes(running, limit)
  await passes.watch()
  const boss = await openQueue(database, log)
  const releasing = repeat('release', RELEASE_MS, log, () => release(db, boss))
  const watching = repeat('watch', WATCH_MS, log, () => passes.watch())
  const loops = [
    releasing,
    watching,
    repeat('sweep', SWEEP_MS, log, () => sweep(db)),
    repeat('plan', PLAN_MS, log, async () => {
      await startDueWaves(db)
      await askForDueDeltas(db)
    }),
    repeat('events', EVENTS_MS, log, async () => {
      await sweepEvents(db)
      await sweepBegun(db)
    }),
    startWelcome(running),
    repeat('purged files', PURGED_MS, log, () => removePurgedFiles(db, options.dataDir)),
  ]
  const listener = await listen(database, 'caravan_passes', () => {
    watching.soon()
    releasing.soon()
  })
  await boss.work<PassJob>(
    QUEUE,
    { pollingIntervalSeconds: 1, localConcurrency: limit },
    async ([job]: Job<PassJob>[]) => {
      if (job === undefined) return
      await passes.run(job.data.request)
      releasing.soon()
    },
  )
  log.info({ worker: id, passes: limit }, 'this worker takes passes')
  return {
    id,
    async stop() {
      listener.stop()
      await boss.offWork(QUEUE, { wait: false })
      // Goes on telling that it lives until the last pass has ended.
      await passes.stop()
      await Promise.all(loops.map((loop) => loop.stop()))
      await boss.stop({ graceful: true, timeout: 10_000 })
      await passes.leave()
    },
  }
}

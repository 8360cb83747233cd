import { guardedFetch, guardedPolicy, hostGuard } from '@caravan/core/guard'
import { defaultDataFolder, openDatabase, openVault } from '@caravan/core/store'
import { pino } from 'pino'
import { connectionsFor, PASSES_UNLESS_TOLD, startWorker } from '../jobs/worker.ts'
import type { CommandLine } from './options.ts'
import { stopOnSignal } from './stop.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'

/** More passes in one process than this gain nothing: start another worker. */
const MOST_PASSES = 32

/** `caravan worker`: runs passes that the server was asked for, until it is stopped. */
export async function worker({ values }: CommandLine, streams: Streams): Promise<number> {
  const passes = passesOf(values.passes)
  const stopped = stopOnSignal()
  const log = pino({ level: process.env['CARAVAN_LOG'] ?? 'info' })
  const guard = hostGuard(guardedPolicy(process.env['CARAVAN_ALLOW_HOSTS']))
  const dataDir = values.data ?? defaultDataFolder()
  const database = await openDatabase({ dataDir: values.data, connections: connectionsFor(passes) })
  try {
    const vault = await openVault(database.kysely, { dataDir: values.data })
    const running = await startWorker({ database, vault, guard, fetch: guardedFetch(guard), log, dataDir, passes })
    streams.err.write(`Worker ${running.id} runs up to ${passes} passes at once.\n`)
    await stopped
    streams.err.write('Stopping: what is under way ends, the rest is given back.\n')
    await running.stop()
    return 0
  } finally {
    await database.close()
  }
}

/** Passes at once. Throws `UsageError`. */
export function passesOf(text: string | undefined): number {
  if (text === undefined) return PASSES_UNLESS_TOLD
  const passes = Number(text)
  if (/^\d{1,2}$/.test(text) && passes >= 1 && passes <= MOST_PASSES) return passes
  throw new UsageError(`--passes takes a number from 1 to ${MOST_PASSES}.`)
}

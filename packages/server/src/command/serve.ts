import { startServer } from '../serve/server.ts'
import type { CommandLine } from './options.ts'
import { stopOnSignal } from './stop.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'
import { passesOf } from './worker.ts'

const PORT = 8025

/** `caravan serve`: the API, until it is stopped. Only this machine reaches it unless `--host` says otherwise. */
export async function serve({ values }: CommandLine, streams: Streams): Promise<number> {
  // Heard from the first moment: a stop during the start leaves no database behind.
  const stopped = stopOnSignal()
  const server = await startServer({
    host: values.host ?? '127.0.0.1',
    port: portOf(values.port),
    dataDir: values.data,
    replaceLostKey: values['replace-lost-key'] ?? false,
    passes: values['no-worker'] === true ? 0 : passesOf(values.passes),
  })
  for (const notice of server.notices) streams.err.write(`${notice}\n`)
  streams.err.write(`Caravan listens at ${server.url}\n`)
  if (server.beginLink !== undefined)
    streams.err.write(
      `Nobody has signed up yet. Make the first owner with this link, which works once:\n${server.beginLink}\n`,
    )
  await stopped
  streams.err.write('Stopping: what was asked is answered first.\n')
  await server.stop()
  return 0
}

function portOf(text: string | undefined): number {
  if (text === undefined) return PORT
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--port takes a number up to 65535, not "${text}".`)
}

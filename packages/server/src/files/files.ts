import type { ServerContext } from '../api/context.ts'
import { listen } from '../events/listen.ts'
import { repeat } from '../jobs/repeat.ts'
import { eraseFromDisk, removeOfClosed } from './erase.ts'
import { readArrived } from './reader.ts'

/** Who has sent a file looks for it soon after; a notice comes sooner. */
const READ_MS = 10_000
const ERASE_MS = 60_000

/** Reads files of mail that have arrived, and removes those that nobody needs, until it is stopped. */
export async function startMailFiles(context: ServerContext): Promise<{ stop(): Promise<void> }> {
  const stopping = new AbortController()
  const { database, dataDir, log } = context
  const reading = repeat('files of mail', READ_MS, log, () => readArrived(context, stopping.signal))
  const erasing = repeat('files of closed moves', ERASE_MS, log, async () => {
    await removeOfClosed(database.kysely)
    await eraseFromDisk(database.kysely, dataDir)
  })
  const listener = await listen(database, 'caravan_files', () => reading.soon())
  return {
    async stop() {
      stopping.abort(new Error('the server stops'))
      listener.stop()
      await Promise.all([reading.stop(), erasing.stop()])
    },
  }
}

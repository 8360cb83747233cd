import { backup, openDatabase, restore } from '@caravan/core/store'
import type { CommandLine } from './options.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'

/** `caravan db backup FILE` and `caravan db restore FILE`: the whole ledger, also over a PostgreSQL major version. */
export async function db({ rest, values }: CommandLine, streams: Streams): Promise<number> {
  const [action, file, ...more] = rest
  if ((action !== 'backup' && action !== 'restore') || file === undefined || more.length > 0) {
    throw new UsageError('Write caravan db backup FILE or caravan db restore FILE.')
  }
  const database = await openDatabase({ dataDir: values.data })
  try {
    if (action === 'backup') await backup(database, file)
    else await restore(database, file, { replace: values.replace ?? false })
    const done = action === 'backup' ? `Backed up to ${file}` : `Restored from ${file}`
    if (values.json === true) streams.out.write(`${JSON.stringify({ action, file })}\n`)
    else streams.out.write(`${done}.\n`)
    return 0
  } finally {
    await database.close()
  }
}

import { openDatabase, openVault, readKeyFile, rotate } from '@caravan/core/store'
import type { CommandLine } from './options.ts'
import type { Streams } from './streams.ts'
import { UsageError } from './usage.ts'

const GREEN = 0
/** Some credentials do not open any more. */
const LEFT = 3

/**
 * `caravan vault rotate --new-key-file FILE`: seals every credential under the first key of FILE. May be stopped and run
 * again; servers may run meanwhile where they have both keys.
 */
export async function vault({ rest, values }: CommandLine, streams: Streams): Promise<number> {
  const file = values['new-key-file']
  if (rest.length !== 1 || rest[0] !== 'rotate' || file === undefined)
    throw new UsageError('Write caravan vault rotate --new-key-file FILE.')
  const further = await readKeyFile(file)
  const database = await openDatabase({ dataDir: values.data })
  try {
    const { keys } = await openVault(database.kysely, { dataDir: values.data, further })
    const to = further.first
    let [resealed, left] = [0, 0]
    const damaged: string[] = []
    // A change that was stopped leaves credentials under more than one older key.
    for (const from of keys.all.filter(({ id }) => id !== to.id)) {
      const done = await rotate(database.kysely, from, to)
      resealed += done.resealed
      left = done.left
      damaged.push(...done.damaged)
    }
    if (values.json === true) streams.out.write(`${JSON.stringify({ key: to.id, resealed, left, damaged })}\n`)
    else streams.out.write(wordsOf(to.id, file, resealed, left))
    return left === 0 ? GREEN : LEFT
  } finally {
    await database.close()
  }
}

function wordsOf(key: string, file: string, resealed: number, left: number): string {
  const next = `Every Caravan on this database needs the key of ${file} from now on: put it first in the key file and start them anew.`
  const rest =
    left === 0
      ? 'The old key is needed for older backups only.'
      : `${left} credentials do not open and stay under another key: they have to be given again. Keep the old key until then.`
  return `${resealed} credentials are sealed under the master key ${key}.\n${next}\n${rest}\n`
}

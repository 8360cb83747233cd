import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CaravanError } from '../../model/errors.ts'
import { isRoot } from './account.ts'
import type { Home } from './home.ts'

export const PORT = 5432

/** A Unix socket's address holds 107 bytes (unix(7)); the name `.s.PGSQL.5432.lock` follows the folder. */
const LONGEST = 100 - '/.s.PGSQL.5432'.length

/** The folder for the socket: beside the data while its path is short and plain, else one named after the data folder. */
export async function socketFolder(home: Home): Promise<string> {
  for (const folder of candidates(home)) if (await claimed(folder, home)) return folder
  throw new CaravanError(
    'socket-folder-taken',
    'No safe folder for the socket of the embedded database was found: the ones it would use belong to somebody else.',
    'Set CARAVAN_DATA to a folder with a shorter path (under 70 characters), so that the socket fits beside the data.',
  )
}

function* candidates({ folder, cluster, account }: Home): Generator<string> {
  const beside = join(folder, 'socket')
  // PostgreSQL reads the setting as a list: commas and quotes would have to be escaped in two places.
  if (Buffer.byteLength(beside) <= LONGEST && /^[\w./-]+$/.test(beside)) yield beside
  const hash = createHash('sha256').update(cluster).digest('hex').slice(0, 16)
  if (isRoot()) yield `/run/caravan-${hash}`
  // Not XDG_RUNTIME_DIR: it goes when its user's last session ends, and a move that runs overnight goes on.
  yield `/tmp/caravan-${account.uid}-${hash}`
}

/** Makes the folder, or takes it when it is ours already; /tmp is everybody's, so its owner is checked. */
async function claimed(folder: string, { account }: Home): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
    if (isRoot()) await chown(folder, account.uid, account.gid)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
  }
  return isPrivate(folder, account.uid)
}

/** A real folder, not a link, that only the server's account (and root) can use. */
export async function isPrivate(folder: string, uid: number): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  if (!found?.isDirectory() || found.uid !== uid) return false
  if ((found.mode & 0o077) !== 0) await chmod(folder, 0o700)
  return true
}

import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { CaravanError } from '../../model/errors.ts'
import { type Account, isRoot, leaveToOwner, serverAccount } from './account.ts'
import { ENTER, reachableFor } from './reach.ts'

/** Where the embedded database lives: `<data folder>/postgresql`. */
export interface Home {
  dataFolder: string
  /** Belongs to whoever runs Caravan: the server's account cannot put links where root writes. */
  folder: string
  /** PostgreSQL's own files; belongs to the server's account. */
  cluster: string
  log: string
  lock: string
  account: Account
}

const HOME = 'postgresql'

/** `CARAVAN_DATA`, or /var/lib/caravan for root, or a folder in the user's home. */
export function defaultDataFolder(): string {
  const chosen = process.env['CARAVAN_DATA']
  if (chosen) return resolve(chosen)
  return isRoot() ? '/var/lib/caravan' : join(homedir(), '.local/share/caravan')
}

export async function prepareHome(dataFolder: string): Promise<Home> {
  // A line break would shift the lines of postmaster.pid, by which we recognise a running server.
  if (/\p{Cc}/u.test(dataFolder)) unusable(dataFolder, 'its name holds a control character')
  try {
    await makeDataFolder(dataFolder)
    const real = await realpath(dataFolder)
    const folder = join(real, HOME)
    const cluster = join(folder, 'data')
    const account = await serverAccount(cluster)
    if (isRoot()) await openTo(real, account)
    await mkdir(folder, { mode: isRoot() ? 0o711 : 0o700, recursive: true })
    if ((await stat(folder)).uid !== account.uid) await leaveToOwner(folder)
    return {
      dataFolder: real,
      folder,
      cluster,
      log: join(folder, 'server.log'),
      lock: join(folder, 'start.lock'),
      account,
    }
  } catch (error) {
    if (error instanceof CaravanError) throw error
    return unusable(dataFolder, error instanceof Error ? error.message : String(error), error)
  }
}

/** Makes a data folder where there is none; root's lets the server's account pass through. */
export async function makeDataFolder(folder: string): Promise<void> {
  await makeFolders(folder, isRoot() ? 0o711 : 0o700)
}

/** Makes a folder and what is missing above it. Node's own `recursive` never returns below /proc (24.21). */
async function makeFolders(folder: string, mode: number): Promise<void> {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) await makeFolders(dirname(folder), mode)
  await mkdir(folder, { mode }).catch((error: unknown) => {
    // Made by another process meanwhile.
    if (!existsSync(folder)) throw error
  })
}

/** Lets the server's account pass through the data folder; never through a folder that is not Caravan's own. */
async function openTo(dataFolder: string, account: Account): Promise<void> {
  if (!(await reachableFor(dirname(dataFolder), account, ENTER))) unreachable(dirname(dataFolder), account)
  if (await reachableFor(dataFolder, account, ENTER)) return
  const inside = await readdir(dataFolder)
  // CARAVAN_DATA=/root must not open root's home: only an empty folder or one that holds our database is ours.
  if (inside.length > 0 && !inside.includes(HOME)) unreachable(dataFolder, account)
  await chmod(dataFolder, ((await stat(dataFolder)).mode & 0o777) | 0o011)
}

function unreachable(folder: string, account: Account): never {
  throw new CaravanError(
    'data-folder-unreachable',
    `The embedded database runs as the user "${account.name}", who cannot enter ${folder}.`,
    `Set CARAVAN_DATA to a folder that this user reaches (/var/lib/caravan), or allow it with "chmod o+x ${folder}".`,
  )
}

function unusable(folder: string, why: string, cause?: unknown): never {
  throw new CaravanError(
    'data-folder-unusable',
    `The data folder ${folder} cannot be used: ${why}.`,
    'Set CARAVAN_DATA to a folder on a local disk that this user can write.',
    { cause },
  )
}

import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CaravanError } from '../../model/errors.ts'
import { defaultDataFolder, prepareHome } from './home.ts'
import { coordinates, Presence } from './presence.ts'
import { tailOf } from './server-log.ts'

export interface EmbeddedDatabase {
  /** The folder of the Unix socket; what `pg` takes as the host. */
  readonly socketDir: string
  readonly user: string
  readonly database: string
  readonly port: number
  /** Why the server fell, where its log says that the disk is full: its clients only see that it is gone. */
  readonly fallen: () => Promise<CaravanError | undefined>
  /** Leaves; the last one to leave stops the server. */
  readonly release: () => Promise<void>
}

/** Starts the PostgreSQL of a data folder, or joins it where it runs. `binaries`: another folder of programs, for tests. */
export async function startEmbedded(options: { dataDir?: string; binaries?: string } = {}): Promise<EmbeddedDatabase> {
  if (process.platform !== 'linux')
    throw new CaravanError(
      'embedded-database-unavailable',
      `The embedded database runs on Linux only, and this is ${process.platform}.`,
      'Set DATABASE_URL to a PostgreSQL server (version 15 or newer).',
    )
  const home = await prepareHome(resolve(options.dataDir ?? defaultDataFolder()))
  const presence = await Presence.enter(home, options.binaries).catch((error: unknown) => {
    throw isFull(error) ? diskFull(home.folder, error) : error
  })
  const { host, ...who } = coordinates(presence.socketDir)
  const from = await stat(home.log).then(
    ({ size }) => size,
    () => 0,
  )
  staying.set(presence, home.dataFolder)
  return {
    ...who,
    socketDir: host,
    fallen: async () => {
      const words = await tailOf(home.log, from).catch(() => '')
      const last = words.split('\n').findLast((line) => line.includes('No space left on device'))
      return last === undefined ? undefined : diskFull(home.folder, new Error(last))
    },
    release: async () => {
      staying.delete(presence)
      await presence.leave().catch((error: unknown) => {
        // A server that is left running does no harm: the next command to leave stops it.
        if (!isFull(error)) throw error
      })
    },
  }
}

/** SQLITE_FULL (sqlite.org/rescode.html): the start lock is one of SQLite's. */
const SQLITE_FULL = 13

/** Coming and leaving write small files beside PostgreSQL's own, which may find no room. */
const isFull = (error: unknown): error is Error =>
  error instanceof Error &&
  (('code' in error && error.code === 'ENOSPC') || ('errcode' in error && error.errcode === SQLITE_FULL))

const diskFull = (folder: string, cause: Error): CaravanError =>
  new CaravanError(
    'database-disk-full',
    `The disk of ${folder} is full.`,
    'Make room on that disk and run again; nothing that was confirmed is lost.',
    { serverReply: cause.message, cause },
  )

const staying = new Map<Presence, string>()

/** A command that ends without leaving (an uncaught error, process.exit) can't wait any more: a helper does it. */
process.once('exit', () => {
  const program = fileURLToPath(new URL(`./leaver${extname(import.meta.filename)}`, import.meta.url))
  for (const dataFolder of new Set(staying.values()))
    spawn(process.execPath, [program, dataFolder], { detached: true, stdio: 'ignore', cwd: '/', env: {} }).on(
      'error',
      () => undefined,
    )
})

import { spawn } from 'node:child_process'
import { extname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CaravanError } from '../../model/errors.ts'
import { defaultDataFolder, prepareHome } from './home.ts'
import { coordinates, Presence } from './presence.ts'

export interface EmbeddedDatabase {
  /** The folder of the Unix socket; what `pg` takes as the host. */
  readonly socketDir: string
  readonly user: string
  readonly database: string
  readonly port: number
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
  const presence = await Presence.enter(home, options.binaries)
  const { host, ...who } = coordinates(presence.socketDir)
  staying.set(presence, home.dataFolder)
  return {
    ...who,
    socketDir: host,
    release: async () => {
      staying.delete(presence)
      await presence.leave()
    },
  }
}

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

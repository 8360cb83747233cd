import { spawn } from 'node:child_process'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CaravanError } from '../../model/errors.ts'
import { isRoot } from './account.ts'
import type { Binaries, BinaryPackage } from './binaries.ts'
import type { Home } from './home.ts'

/** The one database user; who may be it is said by the ident map. */
export const DATABASE_USER = 'caravan'

/** How every PostgreSQL program is started: as the server's account, with nothing of our environment. */
export function spawnOptions({ account }: Home) {
  return {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    // Node may run as root only; anybody else is the account already and must not ask for a change.
    ...(isRoot() ? { uid: account.uid, gid: account.gid } : {}),
  }
}

export async function hasCluster(cluster: string): Promise<boolean> {
  return (await majorOf(cluster)) !== undefined
}

async function majorOf(cluster: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(cluster, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** PostgreSQL's files change with each major version, and no converter is carried: the way over is our backup. */
export async function assertSameMajor(cluster: string, { major }: BinaryPackage): Promise<void> {
  const found = await majorOf(cluster)
  if (found === undefined || found === major) return
  throw new CaravanError(
    'database-major-version',
    `The data folder was written by PostgreSQL ${found}; this Caravan carries PostgreSQL ${major}.`,
    'Make a backup with the Caravan that wrote it, then restore that backup with this one in a new data folder.',
  )
}

/** Makes the cluster beside its place and moves it there whole, so that a cut leaves all or nothing. */
export async function makeCluster(home: Home, { initdb }: Binaries): Promise<void> {
  for (const name of await readdir(home.folder))
    if (name.startsWith('data.new-')) await rm(join(home.folder, name), { recursive: true })
  const fresh = join(home.folder, `data.new-${process.pid}`)
  await mkdir(fresh, { mode: 0o700 })
  if (isRoot()) await chown(fresh, home.account.uid, home.account.gid)
  const { failed, output } = await run(initdb, initdbArguments(fresh), home)
  if (failed) {
    await rm(fresh, { recursive: true, force: true })
    throw new CaravanError(
      'database-not-made',
      'The embedded database could not be made.',
      `Make room on the disk of ${home.folder} or set CARAVAN_DATA to another folder, or set DATABASE_URL.`,
      { serverReply: output.slice(-2000) },
    )
  }
  await rename(fresh, home.cluster)
}

const initdbArguments = (folder: string): string[] => [
  ...['-D', folder, '-U', DATABASE_USER, '-A', 'peer', '-E', 'UTF8', '--no-instructions'],
  ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8'],
]

function run(program: string, argv: string[], home: Home): Promise<{ failed: boolean; output: string }> {
  return new Promise((done) => {
    let output = ''
    const child = spawn(program, argv, { ...spawnOptions(home), stdio: ['ignore', 'pipe', 'pipe'] })
    const collect = (chunk: Buffer) => (output += chunk.toString())
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => done({ failed: true, output: error.message }))
    child.on('close', (code) => done({ failed: code !== 0, output }))
  })
}

/**
 * Sign-in by the kernel's word on who is at the other end of the socket. Written at every start, so that a data
 * folder that came from another machine, where the account had another name, opens too.
 */
export async function writeAccess({ folder, account }: Home): Promise<void> {
  const may = [...new Set(['root', account.name])].map((name) => `caravan "${name}" ${DATABASE_USER}\n`)
  await replaceFile(join(folder, 'pg_hba.conf'), 'local all all peer map=caravan\n')
  await replaceFile(join(folder, 'pg_ident.conf'), may.join(''))
}

async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o644 })
  await rename(`${path}.new`, path)
}

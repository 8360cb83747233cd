import { spawn } from 'node:child_process'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CaravanError } from '../../model/errors.ts'
import { leaveToOwner } from './account.ts'
import { findBinaryPackage, usableBinaries } from './binaries.ts'
import { assertSameMajor, hasCluster, makeCluster, spawnOptions, writeAccess } from './cluster.ts'
import type { Home } from './home.ts'
import { clusterProcesses, findPostmaster, type Postmaster, servesCluster, signal } from './postmaster.ts'
import { boundLog, tailOf } from './server-log.ts'
import { settings } from './settings.ts'
import { PORT, socketFolder } from './socket.ts'

/** Recovery reads back up to max_wal_size of log; on a slow disk that takes minutes, and waiting is all there is to do. */
const START_MS = 300_000
const STOP_MS = 20_000
/** Children of a killed postmaster leave by themselves as soon as they look up; one inside a long query does not. */
const ORPHANS_MS = 2_000
/** "lock file already exists" or "shared memory still in use" right after a kill -9 pass within milliseconds. */
const RETRY_MS = 10_000

/** Gives the socket folder of this home's server, started where it does not run. The start lock must be held. */
export async function ensureRunning(home: Home, native?: string): Promise<string> {
  const running = await settled(home)
  if (running) return running.socketDir

  const programs = await findBinaryPackage(native)
  await assertSameMajor(home.cluster, programs)
  const binaries = await usableBinaries(programs, home)
  if (!(await hasCluster(home.cluster))) await makeCluster(home, binaries)
  await writeAccess(home)
  const socketDir = await socketFolder(home)
  const deadline = Date.now() + RETRY_MS
  for (;;) {
    await clearRemains(home, socketDir)
    const failure = await start(home, binaries.postgres, socketDir)
    if (failure === undefined) return socketDir
    const passing = /lock file .* already exists|shared memory block .* still in use/.test(failure)
    if (!passing || Date.now() > deadline) throw notStarted(home, failure)
    await sleep(50)
  }
}

/** Waits out a server that is starting or stopping; undefined when none runs. */
async function settled({ cluster, log }: Home): Promise<Postmaster | undefined> {
  const since = Date.now()
  for (;;) {
    const found = await findPostmaster(cluster)
    if (!found || found.status === 'ready') return found
    // Told to stop by SIGTERM (a service manager that ends a whole group), it waits for its last client to go.
    if (found.status === 'stopping' && Date.now() > since + ORPHANS_MS) signal(found.pid, 'SIGINT')
    if (Date.now() > since + START_MS)
      throw new CaravanError(
        'database-not-ready',
        `The embedded database (process ${found.pid}) has been ${found.status} for ${START_MS / 60_000} minutes.`,
        `Read ${log}; end the process with "kill ${found.pid}" and start again.`,
      )
    await sleep(10)
  }
}

/** Ends what a killed server left behind. Nothing acknowledged is lost by that: it is in the write-ahead log. */
async function clearRemains({ cluster }: Home, socketDir: string): Promise<void> {
  const deadline = Date.now() + ORPHANS_MS
  for (;;) {
    if (await findPostmaster(cluster)) return
    const orphans = await clusterProcesses(cluster)
    if (orphans.length === 0) break
    if (Date.now() > deadline) for (const pid of orphans) signal(pid, 'SIGKILL')
    await sleep(10)
  }
  // The number in them may belong to another process of the same user by now, or to a zombie that nobody has reaped
  // (seen for seconds on a loaded machine), and then PostgreSQL would not start.
  for (const file of [join(cluster, 'postmaster.pid'), join(socketDir, `.s.PGSQL.${PORT}.lock`)])
    await rm(file, { force: true })
}

/** Starts the server and waits until it takes connections; gives the log's words where it did not. */
async function start(home: Home, postgres: string, socketDir: string): Promise<string | undefined> {
  await boundLog(home.log)
  const log = await open(home.log, 'a', 0o600)
  await leaveToOwner(home.log)
  const from = (await stat(home.log)).size
  try {
    const argv = Object.entries(settings(home, socketDir)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    // A session of its own: Ctrl-C in the terminal must reach Caravan, which stops the server in order.
    const child = spawn(postgres, ['-D', home.cluster, ...argv], {
      ...spawnOptions(home),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    let ended: string | undefined
    child.on('error', (error) => (ended = error.message))
    child.on('exit', () => (ended ??= ''))
    child.unref()
    for (;;) {
      await sleep(5)
      const found = await findPostmaster(home.cluster)
      if (found?.pid === child.pid && found?.status === 'ready') return undefined
      if (ended !== undefined) return ended || (await tailOf(home.log, from))
    }
  } finally {
    await log.close()
  }
}

function notStarted({ log, folder }: Home, reply: string): CaravanError {
  if (/No space left on device/.test(reply))
    return new CaravanError(
      'database-disk-full',
      `The embedded database did not start: the disk of ${folder} is full.`,
      'Make room on that disk and start again; nothing that was confirmed is lost.',
      { serverReply: reply },
    )
  return new CaravanError(
    'database-not-started',
    'The embedded database did not start.',
    `Read ${log}, or set DATABASE_URL to a PostgreSQL server.`,
    { serverReply: reply },
  )
}

/** Fast shutdown: open transactions are rolled back and everything is written. Never waits without end. */
export async function stopServer({ cluster }: Home): Promise<void> {
  const found = await findPostmaster(cluster)
  if (!found) return
  signal(found.pid, 'SIGINT')
  if (await gone(found.pid, cluster, STOP_MS)) return
  // Immediate shutdown: the next start recovers from the write-ahead log.
  signal(found.pid, 'SIGQUIT')
  await gone(found.pid, cluster, 5_000)
}

async function gone(pid: number, cluster: string, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs
  while (await servesCluster(pid, cluster)) {
    if (Date.now() > deadline) return false
    await sleep(10)
  }
  return true
}

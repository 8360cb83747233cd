import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** What a running server says of itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number
  socketDir: string
  status: 'starting' | 'ready' | 'stopping'
}

/** The running server of this cluster, or undefined: a file left by a dead one counts as none. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, folder, , , socketDir, , , status] = text.split('\n')
  if (!pid || folder !== cluster || !(await servesCluster(Number(pid), cluster))) return undefined
  return { pid: Number(pid), socketDir: socketDir ?? '', status: stage(status?.trim()) }
}

function stage(status: string | undefined): Postmaster['status'] {
  if (status === 'ready' || status === 'stopping') return status
  return 'starting'
}

/**
 * Whether the process is alive and a PostgreSQL process of this very cluster. The number alone proves nothing: after
 * a reboot or a kill it may be any process of the same user, and then PostgreSQL itself would refuse to start.
 */
export async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return false
  try {
    // A zombie has no working folder, so that one not yet reaped counts as dead.
    const [cwd, program] = await Promise.all([readlink(`/proc/${pid}/cwd`), readlink(`/proc/${pid}/exe`)])
    return cwd === cluster && /^postgres( \(deleted\))?$/.test(basename(program))
  } catch {
    return false
  }
}

/** Every PostgreSQL process that still works in this cluster: after a kill -9 of the postmaster its children. */
export async function clusterProcesses(cluster: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => Number.isInteger(pid))
  const serving = await Promise.all(pids.map((pid) => servesCluster(pid, cluster)))
  return pids.filter((_, index) => serving[index])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Sends the signal; a process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

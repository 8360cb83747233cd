import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './temporary.ts'

/** A disk of its own, that only processes started by `within` see. */
export interface SmallDisk extends Disposable {
  /** Its folder, for processes started by `within`. */
  readonly path: string
  readonly within: readonly string[]
  /** The same folder, for this process. */
  readonly seenFrom: string
  /** Takes all the room that is left. */
  readonly fill: () => void
  /** Makes room again. */
  readonly clear: () => void
  /** Gives it another size, in MB. */
  readonly resize: (megabytes: number) => void
}

/** Why no disk can be had here; undefined where one can. */
export const noSmallDisk: string | undefined =
  process.getuid?.() !== 0
    ? 'needs root'
    : spawnSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']).status !== 0
      ? 'mounting is not permitted here'
      : undefined

/** A tmpfs of so many MB in a mount namespace of its own: nothing of it is left when it is disposed of. */
export async function smallDisk(megabytes: number): Promise<SmallDisk> {
  const path = temporaryFolder('disk')
  const mount = `mount -t tmpfs -o size=${megabytes}m,mode=755 tmpfs "$1" && echo mounted && exec sleep 3600`
  // The kernel ends it with this process, also when that is killed.
  const holder = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', '--mount', 'sh', '-c', mount, 'sh', path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  const pid = String(holder.pid)
  const seenFrom = join('/proc', pid, 'root', path)
  const filling = join(seenFrom, 'filling')
  return {
    path,
    within: ['nsenter', '--target', pid, '--mount', '--'],
    seenFrom,
    fill: () => {
      const { bavail, bsize } = statfsSync(seenFrom)
      try {
        appendFileSync(filling, Buffer.alloc(bavail * bsize), { mode: 0o600 })
      } catch (error) {
        // Somebody else took some of the room meanwhile: it is full all the same.
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      }
    },
    clear: () => rmSync(filling, { force: true }),
    resize: (size) => {
      execFileSync('nsenter', ['--target', pid, '--mount', '--', 'mount', '-o', `remount,size=${size}m`, path])
    },
    [Symbol.dispose]: () => {
      holder.kill('SIGKILL')
    },
  }
}

import { readdirSync, rmSync, statSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'caravan-lab-'
const made = new Set<string>()
let swept = false
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A temporary folder that other users of the machine can pass through; gone when this process ends. */
export async function makeState(name: string): Promise<string> {
  sweep()
  // A socket's path may have about 105 characters, so a long TMPDIR is not used.
  const base = tmpdir().length > 40 ? '/tmp' : tmpdir()
  const folder = await mkdtemp(join(base, `${PREFIX}${process.pid}-${name}-`))
  made.add(folder)
  await chmod(folder, 0o755)
  return folder
}

/** Removes a folder that `makeState` made. */
export async function removeState(folder: string): Promise<void> {
  // A server's last process may still close a file while its folder goes.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  made.delete(folder)
}

/** A process that was killed outright leaves its folder: the next one to start takes it away. */
function sweep(): void {
  if (swept) return
  swept = true
  for (const base of new Set([tmpdir(), '/tmp']))
    for (const entry of readdirSync(base)) {
      const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(entry)?.[1]
      if (owner === undefined || isAlive(Number(owner)) || !isOld(join(base, entry))) continue
      try {
        rmSync(join(base, entry), { recursive: true, force: true })
      } catch {
        // Another user's: not ours to remove.
      }
    }
}

/** A container that shares /tmp has process ids of its own: a folder that is in use there may look abandoned here. */
function isOld(folder: string): boolean {
  return Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 3_600_000
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM'
  }
}

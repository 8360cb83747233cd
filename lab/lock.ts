import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LabError, launch } from './command.ts'

/**
 * Runs `work` while no other process of the machine holds the same lock file. The lock is the kernel's (flock(1) holds
 * it until its standard input ends), so a killed holder never leaves it behind.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true })
  const keep = ['--exclusive', file, 'sh', '-c', 'echo locked; exec cat']
  const holder = launch('flock', keep, { stdio: ['pipe', 'pipe', 'ignore'] })
  const { stdin, stdout } = holder
  if (!stdin || !stdout) throw new LabError('flock of util-linux does not start.')
  const ended = once(holder, 'close')
  const failed = ended.then(() => {
    throw new LabError(`The lock file ${file} can't be opened.`)
  })
  failed.catch(() => undefined)
  await Promise.race([once(stdout, 'data'), failed])
  try {
    return await work()
  } finally {
    stdin.end()
    await ended
  }
}

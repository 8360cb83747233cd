import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Account } from './account.ts'

/** What is wanted of the last part of a path, in the bits of a file mode. */
export const ENTER = 0o1
export const READ_AND_ENTER = 0o5

/** Whether the account can enter every folder on the way and do the wanted thing with what the path names. */
export async function reachableFor(path: string, account: Account, wanted: number): Promise<boolean> {
  if (process.getuid?.() === account.uid)
    return access(path, wanted).then(
      () => true,
      () => false,
    )
  if (!(await allows(path, account, wanted))) return false
  for (let folder = path; folder !== dirname(folder); ) {
    folder = dirname(folder)
    if (!(await allows(folder, account, ENTER))) return false
  }
  return true
}

/** Reads the mode bits only: a folder opened by an access list counts as closed, and then we copy once too often. */
async function allows(path: string, account: Account, wanted: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return false
  const shift = found.uid === account.uid ? 6 : found.gid === account.gid ? 3 : 0
  return ((found.mode >> shift) & wanted) === wanted
}

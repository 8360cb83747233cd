import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Every message, folder and subscription of a Maildir, by name and content; not the caches that reading it leaves. */
export function maildirListing(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() || !/^(dovecot(\.|-)|maildirfolder$)/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const digest = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder'
      return `${relative(dir, path)} ${digest}`
    })
    .sort()
}

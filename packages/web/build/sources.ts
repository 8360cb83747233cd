import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const PATTERNS = [
  'packages/web/{src,public,built,build}/**/*',
  'packages/web/{index.html,vite.config.ts,vite.employee.config.ts,package.json}',
  'packages/contract/src/**/*.ts',
  'package-lock.json',
]

/** A digest of everything that the built console is made of. */
export function sourcesDigest(): string {
  const hash = createHash('sha256')
  for (const file of globSync(PATTERNS, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

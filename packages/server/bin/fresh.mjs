import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const SOURCES = fileURLToPath(new URL('../dist/sources.json', import.meta.url))

/** Whether what was built (build/build.ts) is there, and of the sources as they are now: then it may run in their place. */
export function isFresh(root = ROOT, sources = SOURCES) {
  try {
    return JSON.parse(readFileSync(sources, 'utf8')).every(([file, mtimeMs, size]) => {
      const now = statSync(root + file)
      return now.mtimeMs === mtimeMs && now.size === size
    })
  } catch {
    return false
  }
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
})

/** A folder that is gone after this file's tests. The database's own user passes through it. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `caravan-journey-${name}-`))
  chmodSync(folder, 0o755)
  made.push(folder)
  return folder
}

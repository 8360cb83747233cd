import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../launcher/index.ts'

/** Names the folder in which the tests of one run keep their empty cluster. */
const KEPT_IN = 'CARAVAN_TEST_CLUSTER'

/** Vitest's globalSetup: the folder is there for one run of the tests. */
export default function keepClusterForRun(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'caravan-test-cluster-'))
  // The database's own user passes through it.
  chmodSync(folder, 0o755)
  process.env[KEPT_IN] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/**
 * Lays an empty cluster into a data folder: a copy of one that the first test to come has made, which takes a tenth of
 * initdb's second. One that has a cluster keeps it. Outside a run of the tests the data folder stays empty, and is
 * filled when it is first started.
 */
export async function fillDataFolder(dataDir: string): Promise<void> {
  const folder = process.env[KEPT_IN]
  if (folder === undefined || existsSync(join(dataDir, 'postgresql'))) return
  const kept = join(folder, 'data')
  if (!existsSync(kept)) {
    const fresh = mkdtempSync(join(folder, 'new-'))
    await (await startEmbedded({ dataDir: fresh })).release()
    try {
      renameSync(fresh, kept)
    } catch (error) {
      // The tests of another file were first: theirs is as good.
      if (!existsSync(kept)) throw error
    }
  }
  mkdirSync(dataDir, { recursive: true })
  execFileSync('cp', ['-a', join(kept, 'postgresql'), dataDir])
}

import { afterAll, beforeAll } from 'vitest'
import { type Database, openDatabase } from '../../../store/index.ts'
import { startTestServer, type TestServer } from '../../../store/testing/database.ts'
import { refusedFolder } from '../setup.ts'
import { memoryWorld } from './memory.ts'
import { live } from './model.ts'
import type { Manners, Step } from './steps.ts'

/**
 * Makes a ledger for the histories in memory of one test file, for as long as its tests run. What it returns lives
 * through one history, as `live` does.
 */
export function memoryLives(): (manners: Manners, steps: readonly Step[]) => Promise<number> {
  let server: TestServer
  let db: Database
  beforeAll(async () => {
    server = await startTestServer()
    // Nobody cuts this server's power: what waiting for the disk would guard against does not happen here.
    db = await openDatabase({ url: `${await server.url()}&options=-c%20synchronous_commit%3Doff`, connections: 20 })
  })
  afterAll(async () => {
    await db.close()
    await server.stop()
  })
  return (manners, steps) => live(memoryWorld(db, refusedFolder(), manners), steps)
}

/** Services that do what they should, without MULTIAPPEND and UIDPLUS. */
export const PLAIN: Manners = {
  ...{ appendMany: false, namesUids: false, removes: true, merges: false, rewrites: false },
  refuses: 'nothing',
  tells: { source: 'gone', target: 'gone' },
}

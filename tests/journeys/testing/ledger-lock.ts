import { afterAll } from 'vitest'
import { type Database, openDatabase } from '../../../packages/core/src/store/index.ts'
import { dataFolder } from './caravan.ts'

let database: Promise<Database> | undefined
afterAll(async () => {
  await (await database)?.close()
})

/** The ledger of this test file, for what no command lets one see. */
export const ledger = (): Promise<Database> => (database ??= openDatabase({ url: '', dataDir: dataFolder() }))

/** A table of the ledger that nobody can write to. */
export interface Locked {
  /** Until some command waits to write to it. */
  waitedFor: () => Promise<void>
  release: () => Promise<void>
}

/** Locks a table against writing, as a database that hangs at this very moment would. */
export async function lockTable(table: 'copies' | 'checks' | 'messages' | 'intents'): Promise<Locked> {
  const { pool } = await ledger()
  const client = await pool.connect()
  await client.query(`begin; lock table ${table} in exclusive mode`)
  return {
    waitedFor: async () => {
      for (;;) {
        const { rowCount } = await pool.query(
          `select from pg_locks where relation = '${table}'::regclass and not granted and $1 = any(pg_blocking_pids(pid))`,
          [(client as { processID?: number }).processID],
        )
        if (rowCount !== null && rowCount > 0) return
      }
    },
    release: async () => {
      await client.query('rollback')
      client.release()
    },
  }
}

/** Until nobody's right to the mailbox stands any more. */
export async function leaseExpired(targetUser: string): Promise<void> {
  const { pool } = await ledger()
  for (;;) {
    const { rowCount } = await pool.query(
      `select from leases l join mailboxes m on m.id = l.mailbox_id
       where m.target like $1 || '@%' and l.expires_at > clock_timestamp()`,
      [targetUser],
    )
    if (rowCount === 0) return
  }
}

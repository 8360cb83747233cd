import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { type Database, openDatabase } from '../../../packages/core/src/store/index.ts'
import { dataFolder } from './caravan.ts'

let database: Promise<Database> | undefined
afterAll(async () => {
  await (await database)?.close()
})

/** The ledger of this test file, for what no command lets one see. */
export const ledger = (): Promise<Database> => (database ??= openDatabase({ url: '', dataDir: dataFolder() }))

/** Neither a lock nor the end of a lease tells anybody that it is there. Not `expect.poll`: tests run side by side. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 100_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it did not come about within 100 s')
    await sleep(20)
  }
}

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
      const waiting = `select from pg_locks where relation = '${table}'::regclass and not granted`
      await until(async () => (await pool.query(waiting)).rowCount !== 0)
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
  const standing = `
    select from leases l join mailboxes m on m.id = l.mailbox_id
    where m.target like $1 || '@%' and l.expires_at > clock_timestamp()`
  await until(async () => (await pool.query(standing, [targetUser])).rowCount === 0)
}

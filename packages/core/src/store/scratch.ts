import { sql } from 'kysely'
import type { LedgerDb } from './ledger/handle.ts'

/**
 * Runs work on the ledger as it is, and then takes back all that the work wrote. What the work wants as transactions of
 * its own become part of the one that is taken back.
 */
export async function onScratch<T>(db: LedgerDb, work: (scratch: LedgerDb) => Promise<T>): Promise<T> {
  const transaction = await db.startTransaction().execute()
  try {
    // It waits for mail servers in between, and holds nothing that others need.
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction)
    const scratch: LedgerDb = new Proxy<LedgerDb>(transaction, {
      get(target, property) {
        if (property === 'transaction')
          return () => ({ execute: <R>(inner: (trx: LedgerDb) => Promise<R>) => inner(scratch) })
        const value: unknown = Reflect.get(target, property, target)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
    return await work(scratch)
  } finally {
    await transaction.rollback().execute()
  }
}

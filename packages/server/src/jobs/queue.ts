import type { Database, LedgerDb } from '@caravan/core/store'
import { CompiledQuery } from 'kysely'
import { type Db, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'

export const QUEUE = 'passes'
const SCHEMA = 'caravan_queue'

/** What a job carries: the request's id and nothing else. */
export interface PassJob {
  readonly request: string
}

/**
 * The queue in the same database, with a few connections of its own. It only brings ids to workers: whatever it loses
 * or brings twice is put right by the tables.
 */
export async function openQueue({ pool }: Pick<Database, 'pool'>, log: Logger): Promise<PgBoss> {
  const { connectionString, host, port, user, database } = pool.options
  const where = { connectionString, host, port, user, database }
  const boss = new PgBoss({
    ...(Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined)) as { host: string }),
    application_name: 'caravan-queue',
    schema: SCHEMA,
    max: 3,
    schedule: false,
    superviseIntervalSeconds: 15,
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the queue has a problem'))
  await boss.start()
  // A job is worth little: where its worker died before it took the request, the sweep sends another.
  await boss.createQueue(QUEUE, {
    retryLimit: 0,
    heartbeatSeconds: 10,
    expireInSeconds: 86_399,
    deleteAfterSeconds: 3_600,
    retentionSeconds: 86_400,
  })
  return boss
}

/** Runs the queue's statements in a transaction of ours. */
export const inTransaction = (trx: LedgerDb): Db => ({
  executeSql: async (text, values = []) => {
    const { rows } = await trx.executeQuery(CompiledQuery.raw(text, values))
    return { rows }
  },
})

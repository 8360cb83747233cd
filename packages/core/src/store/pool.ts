import { hostname } from 'node:os'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { CaravanError } from '../model/errors.ts'
import { explainDatabaseError } from './explain.ts'
import { valueTypes } from './values.ts'

/** Two workers' mailboxes with a few streams each, and the API beside them; a server's default is 100 in all. */
const LARGEST = 10

const IDLE_MS = 60_000

/** By which the server's list of connections tells one Caravan from another. */
const PROCESS = `caravan ${hostname()}:${process.pid}`.replace(/[^ -~]/g, '?').slice(0, 63)

export function makePool(where: PoolConfig): Pool {
  const pool = new Pool({
    max: LARGEST,
    application_name: PROCESS,
    connectionTimeoutMillis: 30_000,
    // A server that vanished without a word is noticed by the kernel within minutes, not hours.
    keepAlive: true,
    // A process that was stopped in the middle of a transaction must not hold its locks for ever.
    idle_in_transaction_session_timeout: IDLE_MS,
    types: valueTypes(),
    ...where,
  })
  // An idle connection that breaks is taken out of the pool by pg; unheard, the event would end the process.
  pool.on('error', () => undefined)
  return pool
}

/** What is asked when the server has gone without saying why. */
type Fallen = () => Promise<CaravanError | undefined>

/** The pool as Kysely uses it, with every failure of the connection or the disk turned into its named error. */
export function explained(pool: Pool, fallen: Fallen): PostgresPool {
  const explain = async (error: unknown): Promise<unknown> => {
    const named = explainDatabaseError(error)
    const gone = named instanceof CaravanError && /^database-(connection-lost|unreachable)$/.test(named.code)
    return (gone ? await fallen() : undefined) ?? named
  }
  return {
    options: pool.options,
    connect: async () => {
      try {
        return explainedClient(await connectPatiently(pool), explain)
      } catch (error) {
        throw await explain(error)
      }
    },
    end: () => pool.end(),
  }
}

/** A process that was stopped finds its time run out before anything was tried: it tries once more. */
async function connectPatiently(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    if (!(error instanceof Error) || error.message !== 'timeout exceeded when trying to connect') throw error
    return pool.connect()
  }
}

function explainedClient(client: PoolClient, explain: (error: unknown) => Promise<unknown>): PostgresPoolClient {
  const onError = () => undefined
  // The query under way reports the loss; between two queries of a transaction nobody else listens.
  client.on('error', onError)
  const query = async (text: string, parameters: unknown[]) => {
    try {
      return await client.query(text, parameters)
    } catch (error) {
      throw await explain(error)
    }
  }
  return {
    // pg's types allow more results than Kysely's; at run time they are the same objects.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => {
      client.off('error', onError)
      client.release(destroy)
    },
  }
}

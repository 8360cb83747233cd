import type { Database } from '@caravan/core/store'
import type { PoolClient } from 'pg'

const RECONNECT_MS = 1_000

/** What a listener is told; `undefined`: notices may have been missed, look at everything. */
export type Heard = (payload: string | undefined) => void

/**
 * Listens to a channel of the database on a connection of its own, which is made anew where it is lost.
 * Resolves once it listens.
 */
export async function listen(
  { pool }: Pick<Database, 'pool'>,
  channel: string,
  heard: Heard,
): Promise<{ stop(): void }> {
  let stopped = false
  let client: PoolClient | undefined
  let again: NodeJS.Timeout | undefined
  const drop = (one: PoolClient) => {
    if (client !== one) return
    client = undefined
    one.release(true)
    if (!stopped) again = setTimeout(() => void connect().catch(retry), RECONNECT_MS)
  }
  const retry = () => {
    if (!stopped) again = setTimeout(() => void connect().catch(retry), RECONNECT_MS)
  }
  const connect = async () => {
    const one = await pool.connect()
    client = one
    one.on('error', () => drop(one))
    one.on('end', () => drop(one))
    one.on('notification', ({ payload }) => heard(payload ?? ''))
    try {
      await one.query(`listen ${channel}`)
    } catch (error) {
      client = undefined
      one.release(true)
      throw error
    }
    if (stopped) drop(one)
    else heard(undefined)
  }
  await connect()
  return {
    stop() {
      stopped = true
      clearTimeout(again)
      if (client !== undefined) drop(client)
    },
  }
}

import { Kysely, PostgresDialect } from 'kysely'
import type { Endpoint, Session } from '../../../services/port.ts'
import { type Database, type LedgerDb } from '../../../store/index.ts'
import { explained } from '../../../store/pool.ts'
import type { Where } from './steps.ts'

/** What a pass meets from the moment on at which its process died. */
class Dead extends Error {
  override name = 'Dead'
}

/**
 * The life of one pass. Everything it does outside of itself, at services and in the ledger, goes by here; once it is
 * dead nothing of it has any effect any more, its cleaning up neither.
 */
export class Life {
  dead = false
  /** Told of everything that is about to happen; what it throws is that operation's fault. */
  onTick: (where: Where) => void = () => undefined
  /** Awaited before each call of a session, with its name. */
  onCall: (name: string) => Promise<void> = async () => undefined

  kill(): never {
    this.dead = true
    throw new Dead('This pass was killed.')
  }

  assertAlive(): void {
    if (this.dead) throw new Dead('This pass was killed.')
  }

  tick(where: Where): void {
    this.assertAlive()
    this.onTick(where)
  }

  async call(name: string): Promise<void> {
    this.assertAlive()
    await this.onCall(name)
    this.assertAlive()
  }

  /** The ledger as this life sees it. A connection that it held when it died is closed, and with it what was open. */
  ledger({ pool }: Pick<Database, 'pool'>): LedgerDb {
    const whole = explained(pool, async () => undefined)
    const mortal: typeof whole = {
      ...whole,
      connect: async () => {
        this.assertAlive()
        const client = await whole.connect()
        const query = async (text: string, parameters: readonly unknown[]) => {
          this.tick('ledger')
          const result = await (client.query as unknown as Query)(text, parameters)
          // It was done, and nobody heard of it.
          this.assertAlive()
          return result
        }
        return {
          query: query as unknown as typeof client.query,
          release: () => client.release(this.dead),
        }
      },
    }
    return new Kysely({ dialect: new PostgresDialect({ pool: mortal }) })
  }

  endpoint(endpoint: Endpoint): Endpoint {
    return {
      identity: endpoint.identity,
      connect: async () => {
        await this.call('connect')
        return this.#session(await endpoint.connect())
      },
    }
  }

  async *#stream(name: string, work: () => AsyncIterable<unknown>): AsyncIterable<unknown> {
    await this.call(name)
    yield* work()
  }

  #session(session: Session): Session {
    const streams = new Set<string | symbol>(['list', 'changes', 'headers', 'messages'])
    const plain = new Set<string | symbol>(['nameOf', 'isForeign', 'close'])
    return new Proxy(session, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target)
        if (typeof value !== 'function') return value
        if (plain.has(property)) return value.bind(target) as unknown
        if (streams.has(property))
          return (...args: unknown[]) =>
            this.#stream(String(property), () => value.apply(target, args) as AsyncIterable<unknown>)
        return async (...args: unknown[]) => {
          await this.call(String(property))
          return (await value.apply(target, args)) as unknown
        }
      },
    })
  }
}

type Query = (text: string, parameters: readonly unknown[]) => Promise<unknown>

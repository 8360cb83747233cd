import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { DATABASE_USER } from './cluster.ts'
import type { Home } from './home.ts'
import { findPostmaster } from './postmaster.ts'
import { ensureRunning, stopServer } from './server.ts'
import { boundLog } from './server-log.ts'
import { PORT } from './socket.ts'
import { withStartLock } from './start-lock.ts'

const DATABASE = 'caravan'

/** Held shared by every process that uses the data folder, on a connection of its own. "CARAVAN" in ASCII. */
const PRESENCE = 0x43415241
const LOG_LOOK_MS = 600_000

/**
 * A process's stay in a data folder: it counts as present until it leaves or dies, and the last one to leave stops
 * the server. Coming and leaving happen under the start lock, so nobody comes while the last one leaves.
 */
export class Presence {
  readonly #home: Home
  readonly #native: string | undefined
  readonly #logLook: NodeJS.Timeout
  #client: Client
  readonly #leaving = new AbortController()
  #returning: Promise<void> = Promise.resolve()
  socketDir: string

  private constructor(home: Home, native: string | undefined, client: Client, socketDir: string) {
    this.#home = home
    this.#native = native
    this.#client = client
    this.socketDir = socketDir
    this.#watch(client)
    this.#logLook = setInterval(() => void boundLog(home.log), LOG_LOOK_MS).unref()
  }

  static async enter(home: Home, native?: string): Promise<Presence> {
    const { client, socketDir } = await come(home, native)
    return new Presence(home, native, client, socketDir)
  }

  async leave(): Promise<void> {
    if (this.#leaving.signal.aborted) return
    this.#leaving.abort()
    clearInterval(this.#logLook)
    await this.#returning
    await depart(this.#home, this.#client, 0)
  }

  /** The server fell (killed, or a backend crashed): come back, and with that start it again. */
  #watch(client: Client): void {
    let lost = false
    const onLoss = () => {
      if (lost || this.#leaving.signal.aborted) return
      lost = true
      this.#returning = this.#comeBack()
    }
    client.on('error', onLoss)
    client.on('end', onLoss)
  }

  async #comeBack(): Promise<void> {
    for (let pause = 50; !this.#leaving.signal.aborted; pause = Math.min(pause * 2, 5_000)) {
      try {
        const { client, socketDir } = await come(this.#home, this.#native)
        this.#client = client
        this.socketDir = socketDir
        this.#watch(client)
        return
      } catch {
        // The queries of this process fail with the reason meanwhile; here there is nobody to tell.
        await sleep(pause, undefined, { ref: false, signal: this.#leaving.signal }).catch(() => undefined)
      }
    }
  }
}

async function come(home: Home, native: string | undefined): Promise<{ client: Client; socketDir: string }> {
  return withStartLock(home.lock, async () => {
    for (let attempt = 1; ; attempt++) {
      const socketDir = await ensureRunning(home, native)
      try {
        return { client: await signIn(socketDir), socketDir }
      } catch (error) {
        // 57P03 and refused sockets: a server that somebody else stops just now.
        if (attempt === 50) throw error
        await sleep(50)
      }
    }
  })
}

async function signIn(socketDir: string): Promise<Client> {
  try {
    return await present(socketDir)
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === '3D000')) throw error
    const client = await connect(socketDir, 'postgres')
    await client.query(`create database ${DATABASE}`)
    await client.end()
    return present(socketDir)
  }
}

async function present(socketDir: string): Promise<Client> {
  const client = await connect(socketDir, DATABASE)
  await client.query('select pg_advisory_lock_shared($1)', [PRESENCE])
  // A command that forgets to leave must still be able to end.
  hold(client, false)
  return client
}

async function connect(socketDir: string, database: string): Promise<Client> {
  const client = new Client({
    ...coordinates(socketDir),
    database,
    application_name: 'caravan presence',
    connectionTimeoutMillis: 10_000,
  })
  // Heard here too, so that a loss between two uses is not an uncaught error.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** pg's own declarations leave these two methods out. */
function hold(client: Client & { ref?(): void; unref?(): void }, alive: boolean): void {
  if (alive) client.ref?.()
  else client.unref?.()
}

export function coordinates(socketDir: string) {
  return { host: socketDir, port: PORT, user: DATABASE_USER, database: DATABASE }
}

/**
 * Leaves, and stops the server where nobody else is present. `patienceMs`: how long to try, for a helper that
 * follows a process whose own connection may not have been noticed as closed yet.
 */
export async function depart(home: Home, client: Client, patienceMs: number): Promise<void> {
  hold(client, true)
  try {
    await withStartLock(
      home.lock,
      async () => {
        const last = await isLast(client, patienceMs)
        await client.end().catch(() => undefined)
        if (last) await stopServer(home)
      },
      30_000,
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Leaves in the place of a process that ended without doing so. A server that does not run is left alone. */
export async function follow(home: Home): Promise<void> {
  const running = await findPostmaster(home.cluster)
  if (running) await depart(home, await present(running.socketDir), 5_000)
}

async function isLast(client: Client, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      // A lock of one's own is no obstacle: the exclusive one is given when no other session holds a share.
      const { rows } = await client.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [PRESENCE])
      if (rows[0]?.last) return true
    } catch {
      // The connection is gone: who else is present is not known, and a server left running does no harm.
      return false
    }
    if (Date.now() >= deadline) return false
    await sleep(50)
  }
}

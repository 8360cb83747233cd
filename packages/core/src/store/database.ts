import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import { Client, type Pool, type PoolConfig } from 'pg'
import { CaravanError } from '../model/errors.ts'
import { explainDatabaseError } from './explain.ts'
import type { Schema } from './generated.ts'
import { type EmbeddedDatabase, startEmbedded } from './launcher/index.ts'
import { type Migration, migrate, readMigrations } from './migrate.ts'
import { explained, makePool } from './pool.ts'

/** An open database at the program's schema version. */
export interface Database {
  readonly kysely: Kysely<Schema>
  /** For what Kysely does not speak: COPY, LISTEN, the queue. Its errors are pg's; `explainDatabaseError` names them. */
  readonly pool: Pool
  /** Whether the server is the embedded one. */
  readonly embedded: boolean
  /** Gives everything back; the last process to do so stops the embedded server. Never waits without end. */
  close(): Promise<void>
}

export interface OpenOptions {
  /** A PostgreSQL server; without it DATABASE_URL, without that the embedded one. An empty text: the embedded one. */
  url?: string | undefined
  /** The data folder of the embedded database. */
  dataDir?: string | undefined
  /** The folder of migrations, for tests. */
  migrations?: string
  /** Most connections at once. */
  connections?: number
}

const OLDEST_SERVER = 150_000
/** A query that hangs must not keep a command from ending. */
const CLOSE_MS = 5_000

export async function openDatabase(options: OpenOptions = {}): Promise<Database> {
  const url = options.url ?? (options.dataDir === undefined ? process.env['DATABASE_URL'] : undefined)
  const limit = options.connections === undefined ? {} : { max: options.connections }
  const migrations = await readMigrations(options.migrations)
  if (url) return open({ ...fromUrl(url), ...limit }, migrations, undefined)

  const server = await startEmbedded(options.dataDir === undefined ? {} : { dataDir: options.dataDir })
  const { socketDir: host, port, user, database } = server
  return open({ host, port, user, database, ...limit }, migrations, server)
}

async function open(
  where: PoolConfig,
  all: Migration[],
  server: Pick<EmbeddedDatabase, 'release' | 'fallen'> | undefined,
): Promise<Database> {
  const pool = makePool(where)
  try {
    await assertServer(pool)
    await migrate(pool, all)
  } catch (error) {
    await pool.end().catch(() => undefined)
    await server?.release()
    throw explainDatabaseError(error)
  }
  let closing: Promise<void> | undefined
  return {
    kysely: new Kysely<Schema>({
      dialect: new PostgresDialect({ pool: explained(pool, async () => server?.fallen()) }),
    }),
    pool,
    embedded: server !== undefined,
    close: () => (closing ??= close(pool, server?.release)),
  }
}

async function close(pool: Pool, release: (() => Promise<void>) | undefined): Promise<void> {
  const patience = new AbortController()
  await Promise.race([
    pool.end().catch(() => undefined),
    sleep(CLOSE_MS, undefined, { signal: patience.signal }).catch(() => undefined),
  ])
  patience.abort()
  await release?.()
}

/** The URL is checked here, since the errors of URL parsers quote it, password and all. */
function fromUrl(url: string): PoolConfig {
  try {
    if (/^postgres(ql)?:\/\//.test(url)) new Client({ connectionString: url })
    else throw new TypeError()
    return { connectionString: url }
  } catch {
    throw new CaravanError(
      'database-url-invalid',
      'DATABASE_URL is not a PostgreSQL address.',
      'Write it as postgres://user:password@host:5432/database, with special characters of the password percent-encoded.',
    )
  }
}

async function assertServer(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string; encoding: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
  )
  const [server] = rows
  if (Number(server?.version) < OLDEST_SERVER)
    throw new CaravanError(
      'database-too-old',
      `The database server is PostgreSQL ${Math.floor(Number(server?.version) / 10_000)}.`,
      'Use PostgreSQL 15 or newer.',
    )
  if (server?.encoding !== 'UTF8')
    throw new CaravanError(
      'database-encoding',
      `The database is encoded in ${server?.encoding ?? 'an unknown way'}; mail needs UTF-8.`,
      'Create a database with "createdb --encoding=UTF8 --template=template0" and name it in DATABASE_URL.',
    )
}

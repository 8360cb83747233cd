import { type ClientBase, DatabaseError, escapeIdentifier } from 'pg'
import { CaravanError } from '../../model/errors.ts'
import type { Database } from '../database.ts'
import { explainDatabaseError } from '../explain.ts'
import { TABLES } from '../generated.ts'
import { type AppliedMigration, applyMigration, type Migration, readMigrations } from '../migrate.ts'
import { COPY_SETTINGS, copyStatement } from './backup.ts'
import { copyIn } from './copy.ts'
import type { BackupTable } from './format.ts'
import { BackupReader, damaged } from './reader.ts'
import { loadWithoutReferences } from './references.ts'

export interface RestoreOptions {
  /** Empties the database first, in the same transaction: where anything fails, it stays as it was. */
  replace?: boolean
  /** The folder of migrations, for tests. */
  migrations?: string
}

/**
 * Brings a backup into an empty database. All of it happens in one transaction: the schema that the backup was made
 * with, its rows, then the migrations that came later; a damaged file leaves everything as it was.
 */
export async function restore(db: Database, file: string, options: RestoreOptions = {}): Promise<void> {
  const reader = BackupReader.open(file)
  try {
    const header = await reader.header
    const all = await readMigrations(options.migrations)
    assertOurs(header.migrations, all, header.program)
    await inTransaction(db, async (client) => {
      await assertAlone(client)
      await clear(client, options.replace ?? false)
      const then = header.migrations.length
      for (const migration of all.slice(0, then)) await applyMigration(client, migration)
      await loadWithoutReferences(client, async () => {
        // What triggers do to new rows was done to these: nothing is sent, numbered or refused once more.
        for (const { name } of header.tables)
          await client.query(`alter table ${escapeIdentifier(name)} disable trigger user`)
        for (const table of header.tables) await load(client, table, reader)
        await reader.finish()
        for (const { name } of header.tables)
          await client.query(`alter table ${escapeIdentifier(name)} enable trigger user`)
      })
      for (const table of header.tables) await setSequences(client, table)
      for (const migration of all.slice(then)) await applyMigration(client, migration)
    })
    await db.pool.query('analyze')
  } catch (error) {
    throw explainDatabaseError(error)
  } finally {
    await reader.close()
  }
}

/** The backup's migrations must be the beginning of ours, unchanged. */
function assertOurs(theirs: readonly AppliedMigration[], all: readonly Migration[], program: string): void {
  for (const [index, { name, sha256 }] of theirs.entries()) {
    if (all[index]?.name === name && all[index].sha256 === sha256) continue
    throw new CaravanError(
      'backup-newer',
      `The backup was made by Caravan ${program} with a schema that this one does not know (migration ${name}).`,
      'Restore it with the version that wrote it, or a newer one.',
    )
  }
}

async function inTransaction(db: Database, work: (client: ClientBase) => Promise<void>): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    await client.query(`${COPY_SETTINGS}; set local lock_timeout = '10s'`)
    await work(client)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw inUse(error) ?? error
  } finally {
    client.release()
  }
}

function inUse(error: unknown): CaravanError | undefined {
  return error instanceof DatabaseError && error.code === '55P03' ? databaseInUse(error) : undefined
}

const databaseInUse = (cause?: unknown) =>
  new CaravanError(
    'database-in-use',
    'Another process is working with the database, so the backup was not restored.',
    'Stop every other Caravan that uses this database, then restore again.',
    { cause },
  )

/** A server that rests holds no lock; it would go on with what it remembers of rows that are no more. */
async function assertAlone(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ others: boolean }>(
    `select exists (select from pg_stat_activity where datname = current_database()
       and application_name <> current_setting('application_name')
       -- pool.ts and the server's queue have these names.
       and (application_name like 'caravan %:%' or application_name = 'caravan-queue')) as others`,
  )
  if (rows[0]?.others) throw databaseInUse()
}

/** Takes our tables away; refused where a row would go with them. */
async function clear(client: ClientBase, replace: boolean): Promise<void> {
  const names = TABLES.map((name) => escapeIdentifier(name))
  await client.query(`lock table ${names.join(', ')} in access exclusive mode`)
  for (const name of replace ? [] : TABLES.filter((table) => table !== 'migrations')) {
    const { rows } = await client.query<{ filled: boolean }>(
      `select exists (select from ${escapeIdentifier(name)}) as filled`,
    )
    if (rows[0]?.filled)
      throw new CaravanError(
        'database-not-empty',
        'The database already holds data, so the backup was not restored.',
        'Restore into a new data folder or database, or replace what is there with --replace.',
      )
  }
  await client.query(`drop table ${names.join(', ')}`)
}

async function load(client: ClientBase, { name, columns, rows }: BackupTable, reader: BackupReader): Promise<void> {
  const loaded = await copyIn(client, copyStatement(name, columns, 'from stdin'), reader.table()).catch(notFitting)
  if (loaded !== rows) throw damaged()
}

/** The file says what no backup of ours says: rows that do not fit the columns of their own schema. */
function notFitting(error: unknown): never {
  // SQLSTATE classes 22 and 23: values, and keys that stand twice; and columns that its schema has not.
  if (error instanceof DatabaseError && /^(22|23|42703|42P01)/.test(error.code ?? '')) throw damaged(error)
  throw error
}

async function setSequences(client: ClientBase, { name, sequences }: BackupTable): Promise<void> {
  for (const { column, last } of sequences)
    if (last !== null)
      await client.query('select setval(pg_get_serial_sequence($1, $2)::regclass, $3::bigint)', [name, column, last])
}

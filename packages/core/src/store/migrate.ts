import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ClientBase, Pool } from 'pg'
import { CaravanError } from '../model/errors.ts'

export interface Migration {
  name: string
  sha256: string
  sql: string
}

export type AppliedMigration = Pick<Migration, 'name' | 'sha256'>

const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))

/** Any fixed number; two starts take turns by it. */
const LOCK = 0x4d494752

/** The program's migrations in their order. */
export async function readMigrations(folder = FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[\w-]+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      // A checkout on another system may have other line ends; that is no change.
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Brings the database to the program's version: each file in a transaction of its own. */
export async function migrate(pool: Pool, migrations: readonly Migration[]): Promise<void> {
  const client = await pool.connect()
  try {
    if (isComplete(await applied(client), migrations)) return
    for (const migration of migrations) await inTransaction(client, () => applyOnce(client, migration, migrations))
  } finally {
    client.release()
  }
}

/** Another start may have been faster: what is applied is read again under the lock. */
async function applyOnce(client: ClientBase, migration: Migration, all: readonly Migration[]): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK])
  const done = await applied(client)
  assertKnown(done, all)
  if (!done.some(({ name }) => name === migration.name)) await applyMigration(client, migration)
}

/** Applies and records one migration in the transaction of the caller. */
export async function applyMigration(client: ClientBase, { name, sha256, sql }: Migration): Promise<void> {
  await client.query(
    `create table if not exists migrations (
       name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
  )
  await client.query(sql)
  await client.query('insert into migrations (name, sha256) values ($1, $2)', [name, sha256])
}

export async function applied(client: ClientBase): Promise<AppliedMigration[]> {
  // Not to_regclass: after waiting for the lock it still answered from a cache that said "no such table".
  const { rows } = await client.query<{ there: boolean }>(
    `select exists (select from pg_class
       where relname = 'migrations' and relnamespace = current_schema()::regnamespace) as there`,
  )
  if (!rows[0]?.there) return []
  return (await client.query<AppliedMigration>('select name, sha256 from migrations order by name')).rows
}

function isComplete(done: readonly AppliedMigration[], all: readonly Migration[]): boolean {
  assertKnown(done, all)
  return done.length === all.length
}

/** What was applied must be the beginning of what the program has, unchanged. */
export function assertKnown(done: readonly AppliedMigration[], all: readonly Migration[]): void {
  for (const [index, { name, sha256 }] of done.entries()) {
    const known = all.find((migration) => migration.name === name)
    const newest = all.at(-1)?.name ?? ''
    if (!known && name > newest) throw newer(name)
    if (!known || all[index]?.name !== name) throw missing(known ? (all[index]?.name ?? name) : name)
    if (known.sha256 !== sha256) throw changed(name)
  }
}

const newer = (name: string) =>
  new CaravanError(
    'database-newer',
    `The database was written by a newer Caravan (it has the migration ${name}).`,
    'Run that newer version, or restore a backup made before the upgrade in a new database.',
  )

const missing = (name: string) =>
  new CaravanError(
    'migration-missing',
    `The migration ${name} stands before others that are applied, and it is not on both sides.`,
    'Install the Caravan version that wrote this database again; its migrations are never removed or inserted.',
  )

const changed = (name: string) =>
  new CaravanError(
    'migration-changed',
    `The migration ${name} is not the one that was applied to this database.`,
    'Install an unaltered Caravan; a change of the schema is a new file, never a change of an old one.',
  )

async function inTransaction(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

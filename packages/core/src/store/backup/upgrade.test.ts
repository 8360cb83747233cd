import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../database.ts'
import { applyMigration, readMigrations } from '../migrate.ts'
import { startTestServer, type TestServer } from '../testing/database.ts'
import { copyStatement } from './backup.ts'
import { copyIn } from './copy.ts'
import type { BackupTable } from './format.ts'
import { restore } from './index.ts'
import { BackupReader } from './reader.ts'
import { loadWithoutReferences } from './references.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const sample = (name: string) => fileURLToPath(new URL(`./samples/${name}`, import.meta.url))

/** A database as the older version left it; gives back what its tables are. */
async function asItWas(url: string, file: string): Promise<readonly BackupTable[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const reader = BackupReader.open(file)
  try {
    const header = await reader.header
    await client.query('begin')
    for (const one of (await readMigrations()).slice(0, header.migrations.length)) await applyMigration(client, one)
    await loadWithoutReferences(client, async () => {
      for (const { name, columns } of header.tables)
        await copyIn(client, copyStatement(name, columns, 'from stdin'), reader.table())
      await reader.finish()
    })
    await client.query('commit')
    return header.tables
  } finally {
    await reader.close()
    await client.end()
  }
}

/** Tables that a migration empties on purpose. */
const EMPTIED: ReadonlySet<string> = new Set([
  'sessions', // 0007-security: their tokens were in the clear; everybody signs in once more
])

/** What stands in the columns that the older version knew, a digest and a count for each table. */
async function contents(db: Pick<Database, 'pool'>, tables: readonly BackupTable[]): Promise<unknown> {
  const found: Record<string, unknown> = {}
  for (const { name, columns } of tables.filter(({ name: table }) => !EMPTIED.has(table))) {
    const row = `row(${columns.map((column) => `"${column}"`).join(', ')})::text`
    const { rows } = await db.pool.query(
      `select count(*)::int as n, md5(string_agg(${row}, ',' order by ${row})) as all from "${name}"`,
    )
    found[name] = rows[0]
  }
  return found
}

describe.each(['2026-11-21-ledger.caravan', '2026-11-22-server.caravan'])(
  'a database of an older version (%s)',
  (name) => {
    test('keeps every row when this version opens it, and when its backup is restored', async () => {
      const [url, elsewhere] = [await server.url(), await server.database()]
      const tables = await asItWas(url, sample(name))
      const before = new Client({ connectionString: url })
      await before.connect()
      // The rows as they were counted by who wrote them.
      for (const { name: table, rows } of tables)
        expect((await before.query<{ n: number }>(`select count(*)::int as n from "${table}"`)).rows[0]?.n, table).toBe(
          rows,
        )
      const was = await contents({ pool: before as unknown as Database['pool'] }, tables)
      await before.end()
      const opened = await openDatabase({ url })
      try {
        expect(await contents(opened, tables)).toEqual(was)
      } finally {
        await opened.close()
      }
      await restore(elsewhere, sample(name))
      expect(await contents(elsewhere, tables)).toEqual(was)
      expect(Object.values(was as Record<string, { n: number }>).reduce((sum, { n }) => sum + n, 0)).toBeGreaterThan(
        100,
      )
    })
  },
)

test('what a later version counts has a beginning in what the older one knew', async () => {
  const db = await server.database()
  await restore(db, sample('2026-11-22-server.caravan'))
  const mailboxes = await db.pool.query<{ status: string; failures: number }>(
    'select last_status as status, failures from move_mailboxes order by last_status, failures',
  )
  expect(mailboxes.rows).toEqual([
    { status: 'green', failures: 0 },
    { status: 'green', failures: 0 },
    { status: 'interrupted', failures: 1 },
  ])
  const running = await db.pool.query<{ known: boolean }>(
    `select progressed_at is not null as known from pass_requests where state = 'running'`,
  )
  expect(running.rows).toEqual([{ known: true }])
  const places = await db.pool.query<{ position: number }>('select position from events order by position')
  expect(places.rows.map(({ position }) => position)).toEqual(places.rows.map((_, index) => index + 1))
})

import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { explainDatabaseError } from './explain.ts'
import { startTestServer, type TestServer } from './testing/database.ts'

let server: TestServer
let folder = ''

beforeAll(async () => {
  server = await startTestServer()
  folder = await mkdtemp('/tmp/caravan-test-')
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

const FIRST = '0001-ledger.sql'
const ours = fileURLToPath(new URL('./migrations', import.meta.url))

/** A folder of migrations: the program's first one, and what the test adds. */
async function migrations(extra: Record<string, string> = {}): Promise<string> {
  const made = await mkdtemp(join(folder, 'migrations-'))
  await copyFile(join(ours, FIRST), join(made, FIRST))
  for (const [name, text] of Object.entries(extra)) await writeFile(join(made, name), text)
  return made
}

describe('opening a database', () => {
  test('the embedded one of a data folder, twice in turn', async () => {
    const dataDir = await mkdtemp('/tmp/caravan-test-')
    for (let round = 0; round < 2; round++) {
      const db = await openDatabase({ dataDir })
      expect(db.embedded).toBe(true)
      expect(await db.kysely.selectFrom('mailboxes').selectAll().execute()).toEqual([])
      await Promise.all([db.close(), db.close()])
    }
    await rm(dataDir, { recursive: true })
  })

  test('gives 64-bit numbers as numbers, and refuses those that would be rounded', async () => {
    const { kysely } = await server.database()
    const { rows } = await sql`select 4294967295::bigint as uid, count(*) as n, array[1, null]::bigint[] as list,
      '{}'::bigint[] as none`.execute(kysely)
    expect(rows).toEqual([{ uid: 4_294_967_295, n: 1, list: [1, null], none: [] }])
    await expect(sql`select 9007199254740993::bigint as n`.execute(kysely)).rejects.toThrow(/JavaScript cannot/)
  })

  test('an address that is none is refused without its password', async () => {
    for (const url of ['postgres://me:hush@host:notaport/db', 'mysql://me:hush@host/db', 'hush']) {
      const failure = await openDatabase({ url }).catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'database-url-invalid' })
      expect(JSON.stringify(failure) + String(failure) + String((failure as Error).cause)).not.toContain('hush')
    }
  })

  test('a server that does not answer, a database that is not there and a refused sign-in have names', async () => {
    const url = await server.url()
    const refused = await openDatabase({ url: 'postgres://me:hush@127.0.0.1:1/db' }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'database-unreachable' })
    expect(String(refused) + String((refused as Error).cause)).not.toContain('hush')
    await expect(openDatabase({ url: url.replace('/test_', '/none_') })).rejects.toMatchObject({
      code: 'database-missing',
    })
    await expect(openDatabase({ url: url.replace('user=caravan', 'user=stranger') })).rejects.toMatchObject({
      code: 'database-sign-in-refused',
    })
  })

  test('a server that speaks something else has a name', async () => {
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await new Promise((done) => other.once('listening', done))
    const { port } = other.address() as { port: number }
    await expect(openDatabase({ url: `postgres://me@127.0.0.1:${port}/db` })).rejects.toMatchObject({
      code: 'database-connection-lost',
    })
    other.close()
  })

  test('a connection that is cut inside a transaction has a name, and the next query works', async () => {
    const { kysely } = await server.database()
    const cut = kysely.transaction().execute(async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
      await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(kysely)
      await sql`select 1`.execute(trx)
    })
    await expect(cut).rejects.toMatchObject({ code: 'database-connection-lost' })
    expect((await sql`select 1 as up`.execute(kysely)).rows).toEqual([{ up: 1 }])
  })

  test('closing does not wait for a query that hangs', async () => {
    const db = await server.database()
    const hanging = sql`select pg_sleep(60)`.execute(db.kysely).catch(() => undefined)
    const started = Date.now()
    await db.close()
    expect(Date.now() - started).toBeLessThan(10_000)
    void hanging
  })

  test('a full disk has a name; a violated constraint stays what it is', () => {
    const full = Object.assign(new Error('could not extend file'), { code: '53100' })
    expect(explainDatabaseError(full)).toMatchObject({
      code: 'database-disk-full',
      serverReply: 'could not extend file',
    })
    const violated = Object.assign(new Error('Key (subject)=(Connection terminated) exists'), { code: '23505' })
    expect(explainDatabaseError(violated)).toBe(violated)
  })
})

describe('migrations', () => {
  test('are applied once by two starts at once', async () => {
    const url = await server.url()
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url })))
    const [first] = opened
    const { rows } = await sql<{ n: number }>`select count(*) as n from migrations`.execute(first!.kysely)
    expect(rows[0]!.n).toBeGreaterThan(0)
    await Promise.all(opened.map((db) => db.close()))
  })

  test('that come later are added to what is there', async () => {
    const url = await server.url()
    await (await openDatabase({ url, migrations: await migrations() })).close()
    const later = await migrations({ '0002-more.sql': 'alter table mailboxes add column note text' })
    const db = await openDatabase({ url, migrations: later })
    await sql`select note from mailboxes`.execute(db.kysely)
    await db.close()
  })

  test('that fail leave nothing of themselves', async () => {
    const url = await server.url()
    const broken = await migrations({ '0002-more.sql': 'create table half (n int); select 1 / 0' })
    await expect(openDatabase({ url, migrations: broken })).rejects.toThrow(/division by zero/)
    const db = await openDatabase({ url, migrations: await migrations() })
    const { rows } = await sql`select to_regclass('half') as half`.execute(db.kysely)
    expect(rows).toEqual([{ half: null }])
    await db.close()
  })

  test('that were changed, taken away, put between, or come from a newer program are refused', async () => {
    const url = await server.url()
    const later = await migrations({ '0002-more.sql': 'select 1', '0004-last.sql': 'select 1' })
    await (await openDatabase({ url, migrations: later })).close()
    const open = async (extra: Record<string, string>) => openDatabase({ url, migrations: await migrations(extra) })
    const last = { '0004-last.sql': 'select 1' }
    await expect(open({ '0002-more.sql': 'select 2', ...last })).rejects.toMatchObject({ code: 'migration-changed' })
    await expect(open(last)).rejects.toMatchObject({ code: 'migration-missing' })
    await expect(open({ '0002-more.sql': 'select 1', '0003-new.sql': '', ...last })).rejects.toMatchObject({
      code: 'migration-missing',
    })
    await expect(open({ '0002-more.sql': 'select 1' })).rejects.toMatchObject({ code: 'database-newer' })
    const crlf = { '0002-more.sql': 'select 1', '0004-last.sql': 'select 1' }
    await (await open(crlf)).close()
  })
})

import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { mailboxId } from './ledger/mailbox.ts'
import { oppositeOf } from './ledger/origins.ts'
import { startTestServer, type TestServer } from './testing/database.ts'

const ours = fileURLToPath(new URL('./migrations', import.meta.url))

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

const organisation = async (db: Awaited<ReturnType<typeof openDatabase>>['kysely'], name: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`insert into organisations (name) values (${name}) returning id`.execute(db)
  return rows[0]?.id ?? ''
}

test('ledgers of a version before go to the organisation whose passes made them; the command’s stay its own', async () => {
  const url = await server.url()
  for (const file of await readdir(ours)) if (file < '0007') await copyFile(join(ours, file), join(folder, file))
  const before = await openDatabase({ url, migrations: folder })
  const owner = await organisation(before.kysely, 'Birch')
  await sql`
    insert into users (id, name, email, "emailVerified") values ('u', 'Anna', 'anna@birch.example', true)`.execute(
    before.kysely,
  )
  await sql`
    insert into sessions (id, "expiresAt", token, "updatedAt", "userId") values ('s', now(), 'plain', now(), 'u')`.execute(
    before.kysely,
  )
  await sql`insert into mailboxes (source, target) values ('a', 'b'), ('b', 'a'), ('c', 'd')`.execute(before.kysely)
  await sql`
    with m as (insert into moves (organisation_id, name, kind) values (${owner}, 'M', 'same-domain') returning id)
    insert into move_mailboxes (organisation_id, move_id, source_address, ledger_id, reverse_ledger_id)
    select ${owner}, id, 'a@x.example', 1, 2 from m`.execute(before.kysely)
  await before.close()

  const after = await openDatabase({ url })
  try {
    const { rows } = await sql`
      select source, organisation_id = ${owner} as theirs from mailboxes order by id`.execute(after.kysely)
    expect(rows).toEqual([
      { source: 'a', theirs: true },
      { source: 'b', theirs: true },
      { source: 'c', theirs: null },
    ])
    expect(await mailboxId(after.kysely, 'a', 'b', owner)).toBe(1)
    expect(await after.kysely.selectFrom('sessions').selectAll().execute()).toEqual([])
  } finally {
    await after.close()
  }
})

test('the other direction of a pair is looked for within its organisation', async () => {
  const { kysely } = await server.database()
  const [one, another] = [await organisation(kysely, 'One'), await organisation(kysely, 'Another')]
  const there = await mailboxId(kysely, 'a', 'b', one)
  const back = await mailboxId(kysely, 'b', 'a', another)
  expect(await oppositeOf(kysely, there)).toBeUndefined()
  const own = await mailboxId(kysely, 'b', 'a', one)
  expect(await oppositeOf(kysely, there)).toBe(own)
  expect(await oppositeOf(kysely, back)).toBeUndefined()
  expect(await oppositeOf(kysely, await mailboxId(kysely, 'a', 'b'))).toBeUndefined()
})

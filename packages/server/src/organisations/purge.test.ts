import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { organisations } from '@caravan/contract'
import { mailboxId } from '@caravan/core/store'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { refusedFolder, removePurgedFiles } from './purge-files.ts'
import { rewriteNoted } from './rewrite.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

const db = () => running.server.context.database.kysely
const made = async (name: string) =>
  (await running.owner.call(organisations.makeOrganisation, { body: { name, agency: null } })).id
const purge = (organisation: string, name: string) =>
  running.owner.call(organisations.purge, { params: { organisation }, body: { name } })

test('two organisations that name the same mailboxes have a ledger each, and a purge takes one', async () => {
  const [a, b] = [await made('A'), await made('B')]
  const pair = ['anna@old:993', 'anna@new:993'] as const
  const ids = [
    await mailboxId(db(), ...pair, a),
    await mailboxId(db(), ...pair, b),
    await mailboxId(db(), ...pair),
    await mailboxId(db(), ...pair, a),
  ]
  expect(ids[3]).toBe(ids[0])
  expect(new Set(ids).size).toBe(3)
  const { erased } = await purge(a, 'A')
  expect(erased['mailboxes']).toBe(1)
  const left = await db().selectFrom('mailboxes').select('id').orderBy('id').execute()
  expect(left.map(({ id }) => id)).toEqual([ids[1], ids[2]])
})

test('after a purge nothing more can be written for the organisation', async () => {
  const gone = await made('Gone')
  await purge(gone, 'Gone')
  await expect(mailboxId(db(), 'x@old:993', 'x@new:993', gone)).rejects.toThrow()
})

test('a data folder loses what was kept of purged organisations, and nothing else', async () => {
  const [gone, stays, unknown] = [await made('Goes'), await made('Stays'), crypto.randomUUID()]
  const { dataDir } = running.server.context
  for (const one of [gone, stays, unknown, 'by-hand']) {
    await mkdir(join(refusedFolder(dataDir, one), 'mailbox', 'pass'), { recursive: true })
    await writeFile(join(refusedFolder(dataDir, one), 'mailbox', 'pass', 'INBOX-1.eml'), 'letter')
  }
  expect((await purge(gone, 'Goes')).files).toBe(1)
  expect((await readdir(join(dataDir, 'refused'))).sort()).toEqual([stays, unknown, 'by-hand'].sort())
  // Another machine's, that was away meanwhile.
  await mkdir(refusedFolder(dataDir, gone), { recursive: true })
  await writeFile(join(refusedFolder(dataDir, gone), 'late.eml'), 'letter')
  expect(await removePurgedFiles(db(), dataDir)).toBe(1)
})

test('a table that is in use all the time is written anew later, by whoever comes next', async () => {
  const { context } = running.server
  const gone = await made('Busy')
  const held = Promise.withResolvers<undefined>()
  const holding = Promise.withResolvers<undefined>()
  const holder = db()
    .transaction()
    .execute(async (trx) => {
      await sql`lock table webhook_deliveries in access share mode`.execute(trx)
      holding.resolve(undefined)
      await held.promise
    })
  await holding.promise
  const { later } = await purge(gone, 'Busy')
  expect(later).toEqual(['public.webhook_deliveries'])
  held.resolve(undefined)
  await holder
  expect(await rewriteNoted(context.database, undefined, context.log)).toEqual([])
  expect((await sql`select from host_settings where name = 'to-rewrite'`.execute(db())).rows).toEqual([])
})

test('who is erased with the organisation is not named by the line that says so', async () => {
  const gone = await made('Nameless')
  const last = await running.join(gone, 'owner')
  await last.client.call(organisations.purge, { params: { organisation: gone }, body: { name: 'Nameless' } })
  const { rows } = await sql<{ line: unknown }>`
    select to_jsonb(a) as line from audit_log a where action = 'organisation.purged' and subject_id = ${gone}`.execute(
    db(),
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.line).toMatchObject({ organisation_id: null, actor_name: 'somebody of the organisation' })
  expect(JSON.stringify(rows)).not.toContain('Nameless')
})

test('statistics of what indexes compute forget an organisation, too', async () => {
  const gone = await made('Counted')
  const { rows } = await sql<{ id: string }>`
    insert into moves (organisation_id, name, kind) values (${gone}, 'Home', 'same-domain') returning id`.execute(db())
  await sql`
    insert into move_mailboxes (organisation_id, move_id, source_address)
    select ${gone}, ${rows[0]?.id}, 'Counted' || n || '@counted.example' from generate_series(1, 300) n`.execute(db())
  await sql`analyze move_mailboxes`.execute(db())
  const known = async () => {
    const { rows: found } = await sql<{ table: string }>`
      select distinct tablename as table from pg_stats
      where most_common_vals::text || histogram_bounds::text ilike '%counted%example%'
        or histogram_bounds::text ilike '%counted%example%'`.execute(db())
    return found.map(({ table }) => table).sort()
  }
  // An index over lower(source_address) has values of its own.
  expect(await known()).toEqual(expect.arrayContaining(['move_mailboxes', 'move_mailboxes_order']))
  await purge(gone, 'Counted')
  expect(await known()).toEqual([])
})

import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, passes, webhooks } from '@caravan/contract'
import { backup, type Database, openDatabase, restore } from '@caravan/core/store'
import { compareMailboxes, freePort, startWebServer, type WebServer } from '@caravan/lab'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordEvent } from '../events/write.ts'
import { makeWave, type TestWave } from '../jobs/testing/wave.ts'
import { startWorker } from '../jobs/worker.ts'
import { PASSWORD, startTestServer } from '../testing/server.ts'
import { type RunningServer, startServer } from './server.ts'

const USERS = ['anna', 'boris', 'chen']
const LONG = { timeout: 90_000, interval: 200 }
const log = pino({ level: 'silent' })

let receiver: WebServer
/** Ids of deliveries as they came in. */
const received: string[] = []
let wave: TestWave
let folder = ''
let organisation = ''
let email = ''
let server: RunningServer
/** What the backup holds. */
let then: Counted

interface Counted {
  readonly events: readonly { readonly position: number; readonly kind: string }[]
  readonly delivered: readonly string[]
}

async function counted(db: Database['kysely']): Promise<Counted> {
  const { rows: events } = await sql<{ position: number; kind: string }>`
    select position, kind from events order by organisation_id, position`.execute(db)
  const { rows } = await sql<{ id: string }>`
    select id from webhook_deliveries where delivered_at is not null order by event_id`.execute(db)
  return { events, delivered: rows.map(({ id }) => id) }
}

beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
  folder = await mkdtemp('/tmp/caravan-test-restore-')
  // The database's own account passes through.
  await chmod(folder, 0o755)
  receiver = await startWebServer({
    answer: (request, response) => {
      received.push(String(request.headers['webhook-id']))
      request.resume()
      response.writeHead(204).end()
    },
  })
  const [before, after] = [join(folder, 'before'), join(folder, 'after')]
  const first = await startTestServer({ dataDir: before, ca: receiver.ca })
  ;({ organisation } = first)
  email = first.ownerEmail
  const { database } = first.server.context
  const url = `https://127.0.0.1:${receiver.port}/`
  await first.owner.call(webhooks.makeWebhook, {
    params: { organisation },
    body: { url, kinds: ['pass.ended', 'test.event'] },
  })
  for (let n = 0; n < 5; n++) await recordEvent(database.kysely, organisation, 'test.event', { n })
  await vi.waitFor(() => expect(new Set(received).size).toBe(5), LONG)
  // As it is when the receiver is away: these still wait.
  await sql`update webhooks set disabled_at = now()`.execute(database.kysely)
  wave = await makeWave(first, { users: USERS, messages: 400 })
  await sql`update webhooks set disabled_at = null`.execute(database.kysely)
  const worker = await startWorker({ ...first.server.context, log, dataDir: before, passes: 2 })
  await first.owner.call(passes.startWave, { params: { organisation, move: wave.move, wave: wave.wave } })
  const copied = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from copies`.execute(database.kysely)
    expect(rows[0]?.n).toBeGreaterThan(0)
  }
  await vi.waitFor(copied, LONG)
  // From a server that runs, in the middle of two passes.
  const file = join(folder, 'all.caravan')
  await backup(database, file)
  await worker.stop()
  await first.server.stop()

  const empty = await openDatabase({ dataDir: after })
  await restore(empty, file)
  then = await counted(empty.kysely)
  await empty.close()
  await copyFile(join(before, 'master.key'), join(after, 'master.key'))
  const port = await freePort()
  server = await startServer({ host: '127.0.0.1', port, dataDir: after, log, ca: receiver.ca, passes: 2 })
})
afterAll(async () => {
  await server.stop()
  await wave[Symbol.asyncDispose]()
  await receiver.stop()
  await rm(folder, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

test('the backup of a running server has two passes that were under way', () => {
  expect(then.events.filter(({ kind }) => kind === 'pass.started').length).toBeGreaterThanOrEqual(1)
  expect(then.events.filter(({ kind }) => kind === 'pass.ended').length).toBeLessThan(3)
})

test('who could sign in can, and the passes go on to their end, with credentials out of the vault', async () => {
  const response = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  expect(response.status).toBe(200)
  const owner = new Client(server.url, {
    cookie: response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
  })
  const params = { organisation, move: wave.move }
  await vi.waitFor(async () => {
    const { items } = await owner.call(passes.listPasses, { params, query: {} })
    expect(items.map(({ state, status, error }) => [state, status, error])).toEqual(
      USERS.map(() => ['ended', 'green', null]),
    )
  }, LONG)
  for (const user of USERS)
    expect(
      await compareMailboxes({ port: wave.old.port, user }, { port: wave.home.port, user: `${user}-new` }),
    ).toMatchObject({ same: true, messagesA: 400 })
})

test('events keep their positions and go on behind the last one, and nothing is sent that was sent before', async () => {
  const db = server.context.database.kysely
  await recordEvent(db, organisation, 'test.event', { n: 'after' })
  const settled = async () => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from webhook_deliveries where next_at is not null`.execute(db)
    expect(rows[0]?.n).toBe(0)
  }
  await vi.waitFor(settled, LONG)
  const now = await counted(db)
  expect(now.events.slice(0, then.events.length)).toEqual(then.events)
  expect(now.events.map(({ position }) => position)).toEqual(now.events.map((_, index) => index + 1))
  // Each event that the webhook wants has one delivery, made once and taken.
  const wanted = now.events.filter(({ kind }) => kind === 'pass.ended' || kind === 'test.event')
  expect(now.delivered).toHaveLength(wanted.length)
  for (const id of now.delivered) expect(received.filter((one) => one === id)).toHaveLength(1)
  const { rows } = await sql<{ actions: number }>`select count(*)::int as actions from audit_log`.execute(db)
  expect(rows[0]?.actions).toBeGreaterThan(0)
})

import { ApiError, webhooks } from '@caravan/contract'
import { guardedFetch, guardedPolicy, hostGuard } from '@caravan/core/guard'
import { startWebServer, type WebServer } from '@caravan/lab'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { deliver, pauseAfter } from './deliver.ts'
import { claim } from './deliverer.ts'

interface Received {
  readonly headers: Record<string, string>
  readonly body: string
}

let running: TestServer
let receiver: WebServer
let received: Received[] = []
let status = 204
const url = () => `https://127.0.0.1:${receiver.port}/caravan`

beforeAll(async () => {
  vi.stubEnv('CARAVAN_ALLOW_HOSTS', '127.0.0.1')
  receiver = await startWebServer({
    answer: (request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        received.push({
          headers: request.headers as Record<string, string>,
          body: Buffer.concat(chunks).toString('utf8'),
        })
        response.writeHead(status).end(status === 204 ? undefined : 'no room')
      })
    },
  })
  running = await startTestServer({ ca: receiver.ca })
})
afterAll(async () => {
  await running.stop()
  await receiver.stop()
  vi.unstubAllEnvs()
})
beforeEach(async () => {
  await sql`delete from webhooks`.execute(running.server.context.database.kysely)
  received = []
  status = 204
})

const params = () => ({ organisation: running.organisation })
const make = (kinds: string[] = []) =>
  running.owner.call(webhooks.makeWebhook, { params: params(), body: { url: url(), kinds } })
const happen = (kind: string, data: unknown = {}) =>
  sql`insert into events (organisation_id, kind, data) values (${running.organisation}, ${kind}, ${JSON.stringify(data)}::jsonb)`.execute(
    running.server.context.database.kysely,
  )
const deliveries = async (webhook: string) =>
  (await running.owner.call(webhooks.listDeliveries, { params: { ...params(), webhook }, query: {} })).items

test('an event is sent once to every webhook that wants it, signed so that another implementation verifies it', async () => {
  const all = await make()
  const some = await make(['pass.ended'])
  await happen('pass.started')
  await happen('pass.ended', { mailbox: 'анна@birch.example' })
  await vi.waitFor(() => expect(received).toHaveLength(3), { timeout: 20_000 })
  const bodies = received.map(({ headers, body }) => {
    const secret = [all, some].find((one) => {
      try {
        new Webhook(one.secret).verify(body, headers)
        return true
      } catch {
        return false
      }
    })
    return { to: secret?.id, ...(JSON.parse(body) as { type: string; data: unknown }) }
  })
  expect(bodies).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ to: all.id, type: 'pass.started' }),
      expect.objectContaining({ to: all.id, type: 'pass.ended', data: { mailbox: 'анна@birch.example' } }),
      expect.objectContaining({ to: some.id, type: 'pass.ended' }),
    ]),
  )
  expect(() => new Webhook(all.secret).verify(`${received[0]?.body} `, received[0]?.headers ?? {})).toThrow()
})

test('two processes never claim the same delivery', async () => {
  const { database } = running.server.context
  const { id } = await make()
  // Disabled while they are written, so that the server’s own deliverer takes none before the claims below race it.
  await sql`update webhooks set disabled_at = now() where id = ${id}`.execute(database.kysely)
  await sql`
    insert into webhook_deliveries (webhook_id, event_id, body, next_at)
    select ${id}, -n, '{}', now() from generate_series(1, 50) n`.execute(database.kysely)
  await sql`update webhooks set disabled_at = null where id = ${id}`.execute(database.kysely)
  const claimed = await Promise.all(Array.from({ length: 30 }, () => claim({ database })))
  const ids = claimed.flatMap((one) => (one === undefined ? [] : [one.id]))
  expect(ids.length).toBeGreaterThan(0)
  expect(new Set(ids).size).toBe(ids.length)
  const { rows } = await sql<{ most: number }>`
    select max(attempts)::integer as most from webhook_deliveries where webhook_id = ${id}`.execute(database.kysely)
  expect(rows[0]?.most).toBe(1)
})

test('what is refused is tried again later, with the receiver’s words kept', async () => {
  status = 500
  const { id } = await make()
  await happen('pass.ended')
  await vi.waitFor(async () => expect((await deliveries(id))[0]?.lastAnswer).toBe('500 no room'), { timeout: 20_000 })
  expect((await deliveries(id))[0]).toMatchObject({ state: 'waiting', attempts: 1 })
  status = 204
  await sql`update webhook_deliveries set next_at = now()`.execute(running.server.context.database.kysely)
  await vi.waitFor(async () => expect((await deliveries(id))[0]?.state).toBe('delivered'), { timeout: 20_000 })
  // What was on its way to a webhook of the test before may come here too.
  const [delivery] = await deliveries(id)
  expect(received.filter(({ headers }) => headers['webhook-id'] === delivery?.id)).toHaveLength(2)
})

test('pauses grow, spread by up to a fifth, and end', () => {
  const pauses = Array.from({ length: 9 }, (_, index) => pauseAfter(index + 1, 0) ?? 0)
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(pauseAfter(1, 1)).toBe(pauses[0]! * 1.2)
  expect(pauseAfter(10)).toBeUndefined()
})

test('a webhook that answered 410 is disabled, the audit log says so, and it can be resumed', async () => {
  status = 410
  const { id } = await make()
  await happen('pass.ended')
  const of = async () =>
    (await running.owner.call(webhooks.listWebhooks, { params: params() })).items.find((one) => one.id === id)
  await vi.waitFor(async () => expect((await of())?.disabledAt).not.toBeNull(), { timeout: 20_000 })
  const { rows } = await sql<{ actor: string }>`
    select actor_kind as actor from audit_log where action = 'webhook.disabled' and subject_id = ${id}`.execute(
    running.server.context.database.kysely,
  )
  expect(rows).toEqual([{ actor: 'system' }])
  expect(await running.owner.call(webhooks.resumeWebhook, { params: { ...params(), webhook: id } })).toMatchObject({
    disabledAt: null,
    failingSince: null,
  })
})

test('a webhook that took nothing for five days is disabled', async () => {
  const { context } = running.server
  const { id } = await make()
  status = 503
  await sql`update webhooks set failing_since = now() - interval '6 days' where id = ${id}`.execute(
    context.database.kysely,
  )
  await happen('pass.ended')
  await vi.waitFor(
    async () => {
      const { items } = await running.owner.call(webhooks.listWebhooks, { params: params() })
      expect(items[0]?.disabledAt).not.toBeNull()
    },
    { timeout: 20_000 },
  )
})

test('a test delivery says at once what came of it, and is not sent again', async () => {
  const { id } = await make(['pass.ended'])
  const call = () => running.owner.call(webhooks.testWebhook, { params: { ...params(), webhook: id } })
  expect(await call()).toMatchObject({ kind: 'webhook.test', state: 'delivered', attempts: 1 })
  status = 500
  expect(await call()).toMatchObject({ state: 'given-up', lastAnswer: '500 no room', nextAt: null })
})

test('the secret is shown once and stands nowhere in the clear', async () => {
  const { secret, id } = await make()
  expect(JSON.stringify(await running.owner.call(webhooks.listWebhooks, { params: params() }))).not.toContain(secret)
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from audit_log where after::text like ${`%${secret}%`}`.execute(
    running.server.context.database.kysely,
  )
  expect(Number(rows[0]?.n)).toBe(0)
  await running.owner.call(webhooks.removeWebhook, { params: { ...params(), webhook: id } })
  const left = await sql`select id from credentials where subject = ${id}`.execute(
    running.server.context.database.kysely,
  )
  expect(left.rows).toEqual([])
})

test('a webhook to a host inside is refused when it is made, and when a delivery would go there', async () => {
  const inside = running.owner.call(webhooks.makeWebhook, {
    params: params(),
    body: { url: 'https://10.0.0.7/hook', kinds: [] },
  })
  await expect(inside).rejects.toBeInstanceOf(ApiError)
  const { context } = running.server
  const { id } = await make()
  const { rows } = await sql<{ id: string }>`
    insert into webhook_deliveries (webhook_id, event_id, body) values (${id}, -1, '{}') returning id`.execute(
    context.database.kysely,
  )
  const strict = { ...context, fetch: guardedFetch(hostGuard(guardedPolicy(''))) }
  const claimed = {
    id: rows[0]!.id,
    webhook: id,
    organisation: running.organisation,
    url: url(),
    body: '{}',
    attempts: 1,
  }
  expect(await deliver(strict, claimed, true)).toBe(false)
  expect((await deliveries(id))[0]?.lastAnswer).toContain('not public')
  expect(received).toEqual([])
})

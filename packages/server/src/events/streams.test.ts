import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

test('one person has fifty streams open and no more, others have theirs, and one that ends makes room', async () => {
  const { organisation, url } = running
  const stop = new AbortController()
  const listen = async (cookie: string, signal = stop.signal) =>
    (await fetch(`${url}/api/organisations/${organisation}/events`, { headers: { cookie }, signal })).status
  const one = new AbortController()
  expect(await listen(running.ownerCookie, one.signal)).toBe(200)
  const more = await Promise.all(Array.from({ length: 49 }, () => listen(running.ownerCookie)))
  expect(more).toEqual(Array(49).fill(200))
  expect(await listen(running.ownerCookie)).toBe(429)
  expect(await listen((await running.join(organisation, 'viewer')).cookie)).toBe(200)
  one.abort()
  await vi.waitFor(async () => expect(await listen(running.ownerCookie)).toBe(200), { timeout: 30_000 })
  stop.abort()
})

test('who goes before a stream has begun leaves nothing open behind', async () => {
  const { organisation, url, server } = running
  const { cookie } = await running.join(organisation, 'viewer')
  const events = `${url}/api/organisations/${organisation}/events`
  const { live } = server.context
  const followed = new Set<object>()
  const follow = live.follow.bind(live)
  const spy = vi.spyOn(live, 'follow').mockImplementation((one, wake) => {
    const end = follow(one, wake)
    const place = {}
    followed.add(place)
    return () => {
      followed.delete(place)
      end()
    }
  })
  const gone = new AbortController()
  const db = server.context.database.kysely
  let left: Promise<unknown> = Promise.resolve()
  await db.transaction().execute(async (trx) => {
    await sql`lock table events in access exclusive mode`.execute(trx)
    const asked = Array.from({ length: 50 }, () => fetch(events, { headers: { cookie }, signal: gone.signal }))
    left = Promise.allSettled(asked)
    await vi.waitFor(
      async () => {
        const { rows } = await sql`select from pg_locks where not granted`.execute(trx)
        expect(rows).not.toEqual([])
      },
      { timeout: 30_000 },
    )
    gone.abort()
    await left
    // Something that needs no database, and is read after the ends of those.
    for (let n = 0; n < 3; n++) await (await fetch(`${url}/api/nothing`)).text()
  })
  // It stands behind all of them.
  const stop = new AbortController()
  expect((await fetch(events, { headers: { cookie }, signal: stop.signal })).status).toBe(200)
  await vi.waitFor(() => expect(followed.size).toBe(1), { timeout: 20_000 })
  stop.abort()
  spy.mockRestore()
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUse, type LedgerDb } from '../../store/index.ts'
import { startTestServer, type TestServer } from '../../store/testing/database.ts'
import { conformance } from '../conformance/suite.ts'
import { MemoryService } from '../memory/memory.ts'
import { type Endpoint, ServiceError, type Session } from '../port.ts'
import { GENERIC } from '../profiles/index.ts'
import { keepingPace } from './endpoint.ts'
import { VirtualClock } from './testing/virtual-clock.ts'
import { DAY_MS, spanOf } from './window.ts'

let server: TestServer
let db: LedgerDb
beforeAll(async () => {
  server = await startTestServer()
  db = (await server.database()).kysely
})
afterAll(() => server.stop())

const SIZE = 10_000
let made = 0

conformance('an endpoint with a measure for each day and a bandwidth', async () => ({
  mailbox: async () => {
    const wishes = { outPerDay: 1e12, inPerDay: 1e12, bandwidth: 1e12 }
    return keepingPace(new MemoryService(`user${++made}@paced`), { db, wishes })
  },
  stop: async () => undefined,
  streamsAbove: 1024 * 1024,
  tellsGone: true,
}))

/** A mailbox with so many messages of 10 kB. */
function filled(messages: number, profile = 'generic'): MemoryService {
  const service = new MemoryService(`user${++made}@mail.example:993`, { profile: { ...GENERIC, id: profile } })
  for (let n = 0; n < messages; n++) service.deliver('INBOX', { bytes: Buffer.alloc(SIZE, 'x') })
  return service
}

/** Reads the INBOX as far as the pace lets it. */
async function read(endpoint: Endpoint): Promise<{ messages: number; error: unknown }> {
  const session = await endpoint.connect()
  await session.open('INBOX', 'read')
  let messages = 0
  try {
    for await (const { size } of session.messages(Array.from({ length: 100 }, (_, n) => n + 1))) {
      expect(size).toBe(SIZE)
      messages++
    }
    return { messages, error: undefined }
  } catch (error) {
    return { messages, error }
  } finally {
    await session.close()
  }
}

const append = (session: Session) =>
  session.append('INBOX', [{ flags: [], arrival: undefined, size: SIZE, body: [Buffer.alloc(SIZE, 'y')] }])

test('where nothing is known of a service and nothing is wished, its sessions are its own', async () => {
  const own = await filled(0).connect()
  const session = await keepingPace(filled(0, 'dovecot'), { db }).connect()
  expect(session.constructor).toBe(own.constructor)
})

test('a day’s measure is shared by all who sign in to the account, and the next day has another', async () => {
  const service = filled(100)
  const clock = new VirtualClock()
  const options = { db, clock, wishes: { outPerDay: 30 * SIZE } }
  const first = await read(keepingPace(service, options))
  expect(first.error).toMatchObject({ code: 'day-used-up', scope: 'session', later: { why: 'pace' } })
  // The lines of the answer count as well.
  expect(first.messages).toBeGreaterThan(20)
  expect(first.messages).toBeLessThanOrEqual(30)
  const second = await read(keepingPace(service, options))
  expect(second).toMatchObject({ messages: 0, error: { code: 'day-used-up' } })
  await clock.sleep(DAY_MS + 600_000)
  expect((await read(keepingPace(service, options))).messages).toBeGreaterThan(20)
})

test('a mailbox that waits costs another of the same service nothing', async () => {
  const clock = new VirtualClock()
  const options = { db, clock, wishes: { outPerDay: 30 * SIZE } }
  const [busy, calm] = [filled(100), filled(20)]
  expect((await read(keepingPace(busy, options))).error).toBeInstanceOf(ServiceError)
  const begun = clock.now()
  expect(await read(keepingPace(calm, options))).toEqual({ messages: 20, error: undefined })
  expect(clock.now()).toBe(begun)
})

test('what is written has its own measure, and is not sent where it does not fit', async () => {
  const service = filled(0)
  const endpoint = keepingPace(service, { db, clock: new VirtualClock(), wishes: { inPerDay: 3.5 * SIZE } })
  const session = await endpoint.connect()
  for (let n = 0; n < 3; n++) await append(session)
  await expect(append(session)).rejects.toMatchObject({ code: 'day-used-up' })
  expect(service.folder('INBOX').messages).toHaveLength(3)
})

test('Gmail’s figures hold without anybody’s wish, less a tenth for the mailbox’s owner (recorded, not live)', async () => {
  const clock = new VirtualClock()
  const service = filled(0, 'gmail')
  const session = await keepingPace(service, { db, clock }).connect()
  await append(session)
  await addUse(db, { account: service.identity, direction: 'in' }, spanOf(clock.now()), 449_985_000)
  await expect(append(session)).rejects.toMatchObject({
    message: expect.stringMatching(/Gmail lets 450 MB a day in, and that is used up until 2026-11-03 /) as string,
  })
})

test('outside its hours nothing is asked of the service, and it is said when they begin', async () => {
  const clock = new VirtualClock(new Date(2026, 10, 2, 12).getTime())
  const service = filled(5)
  const night = { from: 20 * 60, to: 6 * 60 }
  const { messages, error } = await read(keepingPace(service, { db, clock, wishes: { hours: night } }))
  expect(messages).toBe(0)
  expect(error).toMatchObject({ code: 'outside-hours', later: { waitMs: 8 * 60 * 60_000 } })
  expect((error as Error).message).toMatch(/begin again at 2026-11-02 20:00/)
})

test('an account has no more connections than its service lets it have', async () => {
  const endpoint = keepingPace(filled(0, 'gmail'), { db })
  const sessions = [await endpoint.connect()]
  for (let n = 1; n < 13; n++) sessions.push(await endpoint.connect())
  await expect(endpoint.connect()).rejects.toMatchObject({ code: 'connections-used', scope: 'session' })
  await sessions[0]?.close()
  await (await endpoint.connect()).close()
})

test('a bandwidth holds for what is read and what is written, and a stop ends the wait', async () => {
  const clock = new VirtualClock()
  const stop = new AbortController()
  const wishes = { bandwidth: SIZE }
  const endpoint = keepingPace(filled(10), { db, clock, wishes, signal: stop.signal })
  expect((await read(endpoint)).messages).toBe(10)
  expect(clock.slept).toBeGreaterThan(8_000)
  stop.abort(new Error('stopped'))
  expect((await read(endpoint)).error).toMatchObject({ message: 'stopped' })
})

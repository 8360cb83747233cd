import { estimates, moves, people } from '@caravan/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

const DAY = 24 * 60 * 60
/** A public address: nothing connects to it here. */
const HOST = '9.9.9.9'

/** A move out of Gmail with two waves; nobody has counted anything yet. */
async function moveOutOfGmail() {
  const { owner, organisation, server } = running
  const { kysely } = server.context.database
  const { id: move } = await owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Out of Gmail', kind: 'same-domain' },
  })
  const params = { organisation, move }
  const service = async (side: 'source' | 'target', name: string) =>
    (await owner.call(moves.makeService, { params, body: { side, name, host: HOST } })).id
  const [source, target] = [await service('source', 'Old Gmail'), await service('target', 'New home')]
  // No name is looked up here.
  await sql`update services set host = 'imap.gmail.com' where id = ${source}`.execute(kysely)
  const wave = async (name: string, position: number) =>
    (await owner.call(moves.makeWave, { params, body: { name, position } })).id
  const waves = [await wave('Pilot', 1), await wave('Sales', 2)]
  const add = async (name: string, wave: string | undefined, held?: { messages: number; bytes: number }) => {
    const { id } = await owner.call(people.addMailbox, {
      params,
      body: {
        ...{ sourceAddress: `${name}@kestrel.example`, decision: 'move', sourceService: source, targetService: target },
        ...(wave !== undefined && { wave }),
      },
    })
    if (held !== undefined)
      await sql`update move_mailboxes set messages = ${held.messages}, bytes = ${held.bytes} where id = ${id}`.execute(
        kysely,
      )
    return id
  }
  const read = () => owner.call(estimates.readEstimate, { params })
  return { params, source, target, waves, add, read, kysely }
}

test('of a move that nobody has counted no time is told, only how many are to be counted', async () => {
  const { add, read } = await moveOutOfGmail()
  expect(await read()).toMatchObject({ move: { mailboxes: 0, uncounted: 0, estimate: null }, waves: [] })
  await add('anna', undefined)
  expect(await read()).toMatchObject({ move: { mailboxes: 0, uncounted: 1, bytes: 0, estimate: null } })
})

test('what Gmail lets out of the largest mailbox a day decides over its wave, and a pace of one’s own over that (recorded, not live)', async () => {
  const { params, source, waves, add, read, kysely } = await moveOutOfGmail()
  const [pilot, sales] = waves
  const anna = await add('anna', pilot, { messages: 400_000, bytes: 50_000_000_000 })
  await add('ben', pilot, { messages: 20_000, bytes: 1_000_000_000 })
  const clara = await add('clara', sales, { messages: 1_000, bytes: 100_000_000 })
  await add('dora', sales)
  const first = await read()
  expect(first.move).toMatchObject({ mailboxes: 3, uncounted: 1, messages: 421_000, bytes: 51_100_000_000 })
  const decided = {
    ...{ decidedBy: 'source-out', service: 'Old Gmail', limit: { kept: 2_250_000_000, allowed: 2_500_000_000 } },
    longest: { mailbox: anna, address: 'anna@kestrel.example', messages: 400_000, bytes: 50_000_000_000 },
  }
  expect(first.move.estimate).toMatchObject(decided)
  expect((first.move.estimate?.copySeconds ?? 0) / DAY).toBeGreaterThan(20.5)
  expect((first.move.estimate?.copySeconds ?? 0) / DAY).toBeLessThan(23)
  expect(first.waves).toMatchObject([
    { wave: pilot, mailboxes: 2, uncounted: 0, estimate: decided },
    { wave: sales, mailboxes: 1, uncounted: 1, estimate: { decidedBy: 'speed', longest: { mailbox: clara } } },
  ])
  const there = { ...params, service: source }
  const pace = { outPerDay: 10_000_000_000, inPerDay: null, bandwidth: null }
  await running.owner.call(moves.changeService, { params: there, body: { pace } })
  const own = (await read()).move.estimate
  expect(own).toMatchObject({ decidedBy: 'source-out', limit: { kept: 10_000_000_000, allowed: null } })
  expect((own?.copySeconds ?? 0) / DAY).toBeLessThan(5)
  // What was copied once is not copied again.
  await sql`update move_mailboxes set copied_once = true where id = ${anna}`.execute(kysely)
  expect((await read()).move).toMatchObject({ mailboxes: 2, bytes: 1_100_000_000 })
})

test('many mailboxes wait for the connections of a service, and all of them for the hours of the day', async () => {
  const { params, source, waves, add, read } = await moveOutOfGmail()
  for (let n = 0; n < 12; n++) await add(`person${n}`, waves[0], { messages: 180_000, bytes: 2_000_000_000 })
  expect((await read()).move.estimate).toMatchObject({
    ...{ decidedBy: 'connections', service: 'Old Gmail', atOnce: 2, limit: null, longest: null },
  })
  await running.owner.call(moves.changeService, { params: { ...params, service: source }, body: { connections: 24 } })
  expect((await read()).move.estimate).toMatchObject({ decidedBy: 'connections', service: 'New home', atOnce: 2 })
  const before = (await read()).move.estimate?.seconds ?? 0
  const nightHours = { from: '22:00', to: '02:00' }
  await running.owner.call(moves.changeMove, { params, body: { nightHours, timeZone: 'Asia/Tehran' } })
  const nights = (await read()).move.estimate
  expect(nights).toMatchObject({ decidedBy: 'hours', service: null })
  expect(nights?.seconds ?? 0).toBeGreaterThan(2 * before)
})

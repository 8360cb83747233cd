import { history, moves, passes, people } from '@caravan/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { sample, sweepHistory } from './sample.ts'

let running: TestServer
let at: { organisation: string; move: string }
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())
beforeEach(async () => {
  const { organisation } = running
  const body = { name: 'Birch moves', kind: 'same-domain' as const }
  const { id } = await running.owner.call(moves.makeMove, { params: { organisation }, body })
  at = { organisation, move: id }
})

const db = () => running.server.context.database.kysely
const read = (hours = 3) => running.owner.call(history.readHistory, { params: at, query: { hours } })
const addMailbox = (name: string) =>
  running.owner.call(people.addMailbox, {
    params: at,
    body: { sourceAddress: `${name}@birch.example`, decision: 'move' },
  })

/** So many messages, copied and read again by halves, in each of the minutes before now. */
const ran = (minutes: number, perMinute: number) =>
  sql`
    insert into move_minutes (organisation_id, move_id, minute, copied, bytes, verified)
    select ${at.organisation}, ${at.move}, date_trunc('minute', now()) - n * interval '1 minute', ${perMinute / 2}::int,
      1000, ${perMinute / 2}::int
    from generate_series(0, ${minutes}::int) n`.execute(db())

/** A first pass over a new mailbox. */
async function pass(name: string, state: 'running' | 'queued', work: { done: number; all: number } | undefined) {
  const { id } = await addMailbox(name)
  await sql`
    insert into pass_requests (organisation_id, move_id, mailbox_id, kind, state, requested_by, worker, work_done, work_all)
    values (${at.organisation}, ${at.move}, ${id}, 'first', ${state}, 'Anna', ${state === 'running' ? 'w' : null},
      ${work?.done ?? null}, ${work?.all ?? null})`.execute(db())
  return id
}

test('nothing is told of a move of which nothing is known', async () => {
  expect(await read()).toMatchObject({ pace: [], states: [], end: null, everyMinutes: 1 })
})

test('an end that lies beyond all calendars is none, and the rest is told', async () => {
  await ran(5, 2)
  await pass('ada', 'running', { done: 0, all: 1e12 })
  const { end, pace } = await read()
  expect(end).toBeNull()
  expect(pace).not.toEqual([])
})

test('a time zone that the database does not know has no nights, and the rest is told', async () => {
  await ran(15, 100)
  await pass('ada', 'running', { done: 500, all: 2500 })
  await sql`update moves set time_zone = 'Mars/Olympus', night_from = '22:00', night_to = '06:00' where id = ${at.move}`.execute(
    db(),
  )
  expect((await read()).end).toMatchObject({ left: 2000 })
})

test('messages a minute are those of the hours that were asked for, in spans that a chart has room for', async () => {
  await ran(600, 100)
  const { pace } = await read(3)
  expect(pace.length).toBeGreaterThan(178)
  expect(pace.length).toBeLessThan(182)
  expect(pace.at(-2)).toMatchObject({ copied: 50, verified: 50, bytes: 1000 })
  const day = await read(24)
  expect(day.everyMinutes).toBe(8)
  expect(day.pace.length).toBeLessThan(80)
  expect(day.pace.at(-2)).toMatchObject({ copied: 400 })
})

test('the end is reckoned by the pace of the last minutes, and by what is left', async () => {
  await ran(10, 100)
  await pass('anna', 'running', { done: 400, all: 1400 })
  const { end } = await read()
  // About 110 a minute: eleven rows, the first ten minutes ago and some seconds.
  expect(end?.left).toBe(1000)
  expect(end?.perMinute).toBeGreaterThan(95)
  expect(end?.perMinute).toBeLessThan(112)
  const minutes = (Date.parse(end?.at ?? '') - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(8)
  expect(minutes).toBeLessThan(11)
})

test('no end is told where most sizes are not known, and the known ones stand for a few that are not', async () => {
  await ran(10, 100)
  await pass('anna', 'running', { done: 0, all: 1000 })
  const waits = await pass('boris', 'queued', undefined)
  await pass('chen', 'queued', undefined)
  expect((await read()).end).toBeNull()
  await sql`
    insert into employee_answers (mailbox_id, organisation_id, move_id, messages)
    values (${waits}, ${at.organisation}, ${at.move}, 300)`.execute(db())
  // 1000, and what is copied and read again of 300 and of as many.
  expect((await read()).end?.left).toBe(1000 + 600 + 600)
})

test('no end is told of what is paused, of what has stopped, and of what the night is too short for', async () => {
  await ran(10, 100)
  await pass('anna', 'running', { done: 0, all: 1000 })
  expect((await read()).end).not.toBeNull()
  await running.owner.call(passes.pauseMove, { params: at })
  expect((await read()).end).toBeNull()
  await running.owner.call(passes.resumeMove, { params: at })
  expect((await read()).end).not.toBeNull()
  const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16)
  const night = async (to: number) =>
    running.owner.call(moves.changeMove, {
      params: at,
      body: { timeZone: 'UTC', nightHours: { from: clock(-60), to: clock(to) } },
    })
  await night(5)
  expect((await read()).end).toBeNull()
  await night(60)
  expect((await read()).end).not.toBeNull()
  await sql`delete from move_minutes where move_id = ${at.move} and minute > now() - interval '4 minutes'`.execute(db())
  expect((await read()).end).toBeNull()
})

test('where mailboxes stand is noted when it changes, and thinned with age', async () => {
  await sample(db(), at)
  const id = (await addMailbox('anna')).id
  await sample(db(), at)
  await sample(db(), at)
  // Samples that are closer together than a chart can show are one point of it.
  await sql`update move_samples set at = at - interval '1 minute' where move_id = ${at.move}`.execute(db())
  await sql`update move_mailboxes set whole_status = 'green' where id = ${id}`.execute(db())
  await sample(db(), at)
  const { states } = await read()
  expect(states.map((one) => one.states)).toEqual([[{ state: 'not-begun', count: 1 }], [{ state: 'home', count: 1 }]])
  // Every ten minutes for a year and a half.
  await sql`
    insert into move_samples (organisation_id, move_id, at, states)
    select ${at.organisation}, ${at.move}, t, '{"home": 1}'
    from generate_series(now() - interval '500 days', now() - interval '1 hour', interval '10 minutes') t`.execute(db())
  const counted = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from move_samples where move_id = ${at.move}`.execute(db())
    return rows[0]?.n ?? 0
  }
  for (let before = Infinity, now = await counted(); now < before; now = await counted()) {
    before = now
    await sweepHistory(db())
  }
  const left = await counted()
  expect(left).toBeGreaterThan(138 + 6 * 24 + 390)
  expect(left).toBeLessThan(146 + 7 * 24 + 402)
  expect((await read()).states.length).toBeLessThanOrEqual(200)
})

test('a viewer reads it, and of another move nothing is in it', async () => {
  const other = await running.join(running.organisation, 'viewer')
  expect(await other.client.call(history.readHistory, { params: at, query: {} })).toMatchObject({ pace: [] })
  const { id } = await running.owner.call(moves.makeMove, {
    params: { organisation: running.organisation },
    body: { name: 'Other', kind: 'same-domain' },
  })
  await ran(3, 10)
  expect((await running.owner.call(history.readHistory, { params: { ...at, move: id }, query: {} })).pace).toEqual([])
})

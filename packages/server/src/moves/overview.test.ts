import { moves, overview, people } from '@caravan/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
let at: { organisation: string; move: string }
beforeAll(async () => {
  running = await startTestServer()
  const { organisation } = running
  const body = { name: 'Birch moves', kind: 'same-domain' as const }
  const { id } = await running.owner.call(moves.makeMove, { params: { organisation }, body })
  at = { organisation, move: id }
})
afterAll(() => running.stop())

test('each mailbox that is to be copied stands in one state, and those that stay in none', async () => {
  const add = (name: string, decision: 'move' | 'stay' | 'undecided' | 'archive-only') =>
    running.owner.call(people.addMailbox, { params: at, body: { sourceAddress: `${name}@birch.example`, decision } })
  for (const name of ['home', 'read-again', 'left-something', 'accepted', 'broken', 'stuck', 'new'])
    await add(name, 'move')
  await add('paused', 'archive-only')
  await add('stays', 'stay')
  await add('who-knows', 'undecided')
  const db = running.server.context.database.kysely
  const set = async (name: string, what: ReturnType<typeof sql>) => {
    const address = `${name}@birch.example`
    await sql`update move_mailboxes set ${what} where move_id = ${at.move} and source_address = ${address}`.execute(db)
  }
  await set('home', sql`whole_status = 'green'`)
  await set('read-again', sql`whole_status = 'green'`)
  await set('left-something', sql`whole_status = 'exceptions', exceptions_open = 2`)
  await set('accepted', sql`whole_status = 'exceptions', exceptions_open = 0`)
  await set('broken', sql`whole_status = 'interrupted'`)
  await set('paused', sql`whole_status = 'green', paused_at = now()`)
  await sql`
    insert into alerts (organisation_id, move_id, mailbox_id, cause, since, raised_at)
    select organisation_id, move_id, id, 'pass-fails', now(), now() from move_mailboxes
    where move_id = ${at.move} and source_address = 'stuck@birch.example'`.execute(db)
  await sql`
    insert into pass_requests (organisation_id, move_id, mailbox_id, kind, state, requested_by, worker)
    select organisation_id, move_id, id, 'delta', 'running', 'test', 'test' from move_mailboxes
    where move_id = ${at.move} and source_address = 'read-again@birch.example'`.execute(db)
  const progress = await running.owner.call(overview.readProgress, { params: at })
  // One that is read once more, or paused, has not gone away from home.
  expect(progress).toMatchObject({ mailboxes: 10, undecided: 1, copied: 8, home: 4, renewing: 1 })
  expect(Object.fromEntries(progress.states.map(({ state, count }) => [state, count]))).toEqual({
    home: 2,
    copying: 1,
    exceptions: 1,
    failed: 1,
    stuck: 1,
    paused: 1,
    'not-begun': 1,
  })
})

test('what happened last in a move is told, the latest first, and nothing of another move', async () => {
  const { organisation } = at
  const body = { name: 'Another', kind: 'same-domain' as const }
  const other = await running.owner.call(moves.makeMove, { params: { organisation }, body })
  const { items, position } = await running.owner.call(overview.listMoveEvents, { params: at, query: {} })
  expect(items[0]?.kind).toBe('mailboxes.changed')
  expect(items.at(-1)?.kind).toBe('move.made')
  expect(items.every(({ data }) => data['move'] === at.move)).toBe(true)
  const others = await running.owner.call(overview.listMoveEvents, {
    params: { organisation, move: other.id },
    query: {},
  })
  expect(others.items.map(({ kind }) => kind)).toEqual(['move.made'])
  expect(others.position).toBe(position)
})

test('what happened is read back page by page, by topic and by mailbox', async () => {
  const { organisation } = at
  const { id: move } = await running.owner.call(moves.makeMove, {
    params: { organisation },
    body: { name: 'Busy', kind: 'same-domain' },
  })
  const params = { organisation, move }
  const { id: mailbox } = await running.owner.call(people.addMailbox, {
    params,
    body: { sourceAddress: 'anna@birch.example' },
  })
  const db = running.server.context.database.kysely
  const happened = (kind: string, data: object) =>
    sql`insert into events (organisation_id, kind, data)
      values (${organisation}, ${kind}, ${JSON.stringify({ move, ...data })}::jsonb)`.execute(db)
  for (let n = 0; n < 30; n++) await happened('pass.started', { mailbox })
  await happened('pass.progress', { mailbox })
  await happened('pass.ended', { mailbox, status: 'green' })
  await happened('pass.ended', { mailbox, status: 'interrupted' })
  await happened('employee.refused', {})
  const read = (query: object) => running.owner.call(overview.listMoveEvents, { params, query })
  const seen: number[] = []
  for (let before: number | undefined, turn = 0; turn < 9; turn++) {
    const { items, next } = await read({ limit: 10, ...(before !== undefined && { before }) })
    seen.push(...items.map(({ position }) => position))
    if (next === undefined) break
    before = next
  }
  // Made, a mailbox, thirty passes and three ends; each once, the latest first.
  expect(seen).toHaveLength(35)
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
  expect((await read({ topic: 'trouble' })).items.map(({ kind }) => kind)).toEqual(['employee.refused', 'pass.ended'])
  expect((await read({ topic: 'people' })).items.map(({ sourceAddress }) => sourceAddress)).toEqual([null])
  const mine = await read({ mailbox, topic: 'passes', limit: 100 })
  expect(mine.items).toHaveLength(32)
  expect(mine.next).toBeUndefined()
  expect(mine.items[0]?.sourceAddress).toBe('anna@birch.example')
  expect((await read({ topic: 'plan' })).items.map(({ kind }) => kind)).toEqual(['move.made'])
})

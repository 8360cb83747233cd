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
  for (const name of ['home', 'left-something', 'accepted', 'broken', 'stuck', 'new']) await add(name, 'move')
  await add('paused', 'archive-only')
  await add('stays', 'stay')
  await add('who-knows', 'undecided')
  const db = running.server.context.database.kysely
  const set = async (name: string, what: ReturnType<typeof sql>) => {
    const address = `${name}@birch.example`
    await sql`update move_mailboxes set ${what} where move_id = ${at.move} and source_address = ${address}`.execute(db)
  }
  await set('home', sql`whole_status = 'green'`)
  await set('left-something', sql`whole_status = 'exceptions', exceptions_open = 2`)
  await set('accepted', sql`whole_status = 'exceptions', exceptions_open = 0`)
  await set('broken', sql`whole_status = 'interrupted'`)
  await set('paused', sql`whole_status = 'green', paused_at = now()`)
  await sql`
    insert into alerts (organisation_id, move_id, mailbox_id, cause, since, raised_at)
    select organisation_id, move_id, id, 'pass-fails', now(), now() from move_mailboxes
    where move_id = ${at.move} and source_address = 'stuck@birch.example'`.execute(db)
  const progress = await running.owner.call(overview.readProgress, { params: at })
  expect(progress).toMatchObject({ mailboxes: 9, undecided: 1, copied: 7 })
  expect(Object.fromEntries(progress.states.map(({ state, count }) => [state, count]))).toEqual({
    home: 2,
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
  const { items, position } = await running.owner.call(overview.listMoveEvents, { params: at })
  expect(items[0]?.kind).toBe('mailboxes.changed')
  expect(items.at(-1)?.kind).toBe('move.made')
  expect(items.every(({ data }) => data['move'] === at.move)).toBe(true)
  const others = await running.owner.call(overview.listMoveEvents, { params: { organisation, move: other.id } })
  expect(others.items.map(({ kind }) => kind)).toEqual(['move.made'])
  expect(others.position).toBe(position)
})

import { exceptions, moves, overview, passes, people } from '@caravan/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { COPYING } from '../jobs/testing/wave.ts'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
beforeAll(async () => {
  running = await startTestServer()
})
afterAll(() => running.stop())

type InMove = { organisation: string; move: string }
const newMove = async (): Promise<InMove> => {
  const { owner, organisation } = running
  const body = { name: 'Out of the old', kind: 'new-addresses' as const }
  return { organisation, move: (await owner.call(moves.makeMove, { params: { organisation }, body })).id }
}
const add = (params: InMove, sourceAddress: string, more: Record<string, unknown> = {}) =>
  running.owner.call(people.addMailbox, { params, body: { sourceAddress, ...more } })
const db = () => running.server.context.database.kysely
const list = async (params: InMove, query: Record<string, unknown>) =>
  (await running.owner.call(people.listMailboxes, { params, query })).items.map(
    ({ sourceAddress }) => sourceAddress.split('@')[0],
  )

test('a search finds words of names and addresses wherever they stand, whatever their case, and takes no pattern', async () => {
  const params = await newMove()
  await add(params, 'orlov@old.example', { displayName: 'Иван Орлов', targetAddress: 'ivan@new.example' })
  await add(params, 'wang@old.example', { displayName: '王芳', aliases: ['fang@old.example'] })
  await add(params, 'a_b@old.example', { displayName: '100%' })
  expect(await list(params, { search: 'ОРЛ' })).toEqual(['orlov'])
  expect(await list(params, { search: 'new ива' })).toEqual(['orlov'])
  expect(await list(params, { search: '芳' })).toEqual(['wang'])
  expect(await list(params, { search: 'FANG' })).toEqual(['wang'])
  expect(await list(params, { search: '_' })).toEqual(['a_b'])
  expect(await list(params, { search: '%' })).toEqual(['a_b'])
  expect(await list(params, { search: 'nobody' })).toEqual([])
  const [wang] = (await running.owner.call(people.listMailboxes, { params, query: { search: 'wang' } })).items
  await running.owner.call(people.changeMailbox, {
    params: { ...params, mailbox: wang?.id ?? '' },
    body: { displayName: 'Fang Wang' },
  })
  expect(await list(params, { search: '芳' })).toEqual([])
})

test('each order is the same read from any place, up and down', async () => {
  const params = await newMove()
  for (const [n, name] of ['c', 'a', 'd', 'b'].entries()) {
    const { id } = await add(params, `${name}@old.example`, { displayName: `Person ${n}` })
    await sql`update move_mailboxes set messages = ${n * 10}, bytes = ${100 - n}, last_pass_at = now() - ${n}::int * interval '1 hour'
      where id = ${id}`.execute(db())
  }
  await add(params, 'new@old.example')
  const orders = {
    address: ['a', 'b', 'c', 'd', 'new'],
    name: ['new', 'c', 'a', 'd', 'b'],
    messages: ['new', 'c', 'a', 'd', 'b'],
    bytes: ['new', 'b', 'd', 'a', 'c'],
    'last-pass': ['new', 'b', 'd', 'a', 'c'],
  }
  for (const [sort, expected] of Object.entries(orders))
    for (const order of ['up', 'down'] as const) {
      const read = [0, 2, 4].map((offset) => list(params, { sort, order, offset, limit: 2 }))
      expect((await Promise.all(read)).flat()).toEqual(order === 'up' ? expected : expected.toReversed())
    }
  expect(await refused(list(params, { sort: 'name', after: 'x' }))).toBe('422 page-unknown')
})

test('each mailbox stands where the overview counts it, and can be found by that', async () => {
  const { owner, organisation } = running
  const params = await newMove()
  const make = async (name: string, set: Record<string, unknown>, decision = 'move') => {
    const { id } = await add(params, `${name}@old.example`, { decision })
    if (Object.keys(set).length > 0) await db().updateTable('move_mailboxes').set(set).where('id', '=', id).execute()
    return id
  }
  await make('undecided', {}, 'undecided')
  await make('left', {}, 'stay')
  await make('home', { whole_status: 'green' })
  await make('exceptions', { whole_status: 'exceptions', whole_exceptions: 2, exceptions_open: 1 })
  await make('accepted', { whole_status: 'exceptions', whole_exceptions: 2, exceptions_open: 0 })
  const error = { code: 'sign-in-refused', message: 'No.', remedy: 'Ask.', serverReply: 'NO [AUTHENTICATIONFAILED]' }
  await make('failed', { whole_status: 'interrupted', last_status: 'interrupted', last_error: JSON.stringify(error) })
  await make('paused', { paused_at: new Date(), whole_status: 'green' })
  await make('not-begun', {})
  const row = { organisation_id: organisation, move_id: params.move }
  for (const [name, state] of [
    ['copying', 'running'],
    ['queued', 'queued'],
  ] as const)
    await db()
      .insertInto('pass_requests')
      .values({ ...row, mailbox_id: await make(name, {}), kind: 'first', state, requested_by: 'Anna' })
      .execute()
  await db()
    .insertInto('alerts')
    .values({
      ...{ ...row, mailbox_id: await make('stuck', {}), cause: 'pass-fails', since: new Date(), raised_at: new Date() },
      error: JSON.stringify(error),
    })
    .execute()

  const { items } = await owner.call(people.listMailboxes, { params, query: {} })
  const stands = (name: string) => items.find(({ sourceAddress }) => sourceAddress.startsWith(`${name}@`))?.state
  for (const { sourceAddress, state } of items)
    expect([sourceAddress, state]).toEqual([
      sourceAddress,
      sourceAddress === 'accepted@old.example' ? 'home' : sourceAddress.split('@')[0],
    ])
  expect(await list(params, { state: 'home' })).toEqual(['accepted', 'home'])
  expect(await list(params, { state: 'stuck' })).toEqual(['stuck'])
  expect(stands('stuck')).toBe('stuck')
  for (const name of ['stuck', 'failed'])
    expect(items.find(({ sourceAddress }) => sourceAddress.startsWith(name))?.trouble).toMatchObject({
      code: 'sign-in-refused',
      serverReply: 'NO [AUTHENTICATIONFAILED]',
    })
  const counts = await owner.call(people.countMailboxes, { params, query: {} })
  expect(counts.total).toBe(11)
  const { states } = await owner.call(overview.readProgress, { params })
  expect(counts.states).toEqual(
    expect.arrayContaining(states.map(({ state, count }) => ({ value: state, count }))) as unknown,
  )
  expect((await owner.call(people.countMailboxes, { params, query: { state: 'home' } })).total).toBe(2)

  await owner.call(passes.pauseMove, { params })
  expect(await list(params, { state: 'home' })).toEqual([])
  expect((await list(params, { state: 'paused' })).length).toBe(7)
  const one = await owner.call(people.listMailboxes, { params, query: { ids: items[0]?.id ?? '' } })
  expect(one.items.map(({ id }) => id)).toEqual([items[0]?.id])
})

test('a pass is asked for over those that are named or filtered, and over no others', async () => {
  const { owner } = running
  const params = await newMove()
  const service = async (side: 'source' | 'target') =>
    (await owner.call(moves.makeService, { params, body: { side, name: side, host: '8.8.8.8' } })).id
  const both = { sourceService: await service('source'), targetService: await service('target') }
  const ready = { ...both, decision: 'move' }
  const first = await add(params, 'a@old.example', { ...ready, targetAddress: 'a@new.example' })
  await add(params, 'b@old.example', { ...ready, targetAddress: 'b@new.example' })
  await add(params, 'c@old.example')
  const ask = (which: { ids: string[] } | { filter: { search?: string } }) =>
    owner.call(passes.askPassesOfMailboxes, { params, body: { which, kind: 'trial' } })
  await db().updateTable('moves').set({ state: COPYING }).where('id', '=', params.move).execute()
  expect(await ask({ ids: [first.id] })).toEqual({ requested: 1, open: 0, notReady: 0 })
  expect(await refused(ask({ ids: [first.id, '00000000-0000-4000-8000-000000000000'] }))).toBe('409 mailbox-missing')
  expect(await ask({ filter: {} })).toEqual({ requested: 1, open: 1, notReady: 1 })
  expect(await ask({ filter: { search: 'nobody' } })).toEqual({ requested: 0, open: 0, notReady: 0 })
  const other = await newMove()
  expect(await owner.call(people.countMailboxes, { params: other, query: {} })).toEqual({
    total: 0,
    decisions: [],
    states: [],
    kinds: [],
    waves: [],
  })
})

test('exceptions of a move are listed by message, and accepted only where they are as many as was thought', async () => {
  const { owner, organisation } = running
  const params = await newMove()
  const refusedOne = (uid: number, subject: string) => ({
    ...{ folder: 'INBOX', uid, messageId: `<${uid}@x>`, subject, date: null, size: 10, code: 'message-refused' },
    ...{ serverReply: 'NO too large', remedy: 'Make it smaller.', rawFile: null },
  })
  for (const name of ['a', 'b']) {
    const { id } = await add(params, `${name}@old.example`, { decision: 'move' })
    await db()
      .updateTable('move_mailboxes')
      .set({ whole_status: 'exceptions', whole_exceptions: 2, exceptions_open: 2 })
      .where('id', '=', id)
      .execute()
    const report = JSON.stringify({ exceptions: [refusedOne(1, 'Price list'), refusedOne(2, 'Photos')] })
    await db()
      .insertInto('pass_requests')
      .values({
        ...{ organisation_id: organisation, move_id: params.move, mailbox_id: id, kind: 'first', state: 'ended' },
        ...{ requested_by: 'Anna', report },
      })
      .execute()
  }
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await owner.call(exceptions.listMoveExceptions, {
      params,
      query: { limit: 3, ...(after && { after }) },
    })
    seen.push(...page.items.map(({ sourceAddress, uid }) => `${sourceAddress} ${uid}`))
    after = page.next
  } while (after !== undefined)
  expect(seen.sort()).toEqual(['a', 'b'].flatMap((name) => [1, 2].map((uid) => `${name}@old.example ${uid}`)))
  const found = async (query: Record<string, string>) =>
    (await owner.call(exceptions.listMoveExceptions, { params, query })).items.length
  expect([
    await found({ search: 'price' }),
    await found({ search: 'B@old' }),
    await found({ accepted: 'true' }),
  ]).toEqual([2, 2, 0])
  const accept = (expected: number) =>
    owner.call(exceptions.acceptExceptions, {
      params,
      body: { which: { code: 'message-refused' }, reason: 'Old photos.', expected },
    })
  expect(await refused(accept(3))).toBe('409 exceptions-changed')
  expect(await found({ accepted: 'true' })).toBe(0)
  expect(await accept(4)).toEqual({ accepted: 4 })
  expect(await found({ accepted: 'true' })).toBe(4)
})

test('the log of a mailbox has what happened to it and to no other', async () => {
  const { owner } = running
  const params = await newMove()
  const [mine, other] = [await add(params, 'a@old.example'), await add(params, 'b@old.example')]
  await owner.call(passes.pauseMailbox, { params: { ...params, mailbox: mine.id } })
  await owner.call(people.changeMailbox, { params: { ...params, mailbox: other.id }, body: { notes: 'x' } })
  const { items } = await owner.call(people.listMailboxEvents, { params: { ...params, mailbox: mine.id } })
  expect(items.map(({ kind }) => kind)).toEqual(['mailbox.paused', 'mailboxes.changed'])
  expect(await owner.call(people.listMailboxFolders, { params: { ...params, mailbox: mine.id } })).toEqual({
    items: [],
    total: 0,
  })
})

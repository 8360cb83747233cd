import { auditLog, organisations } from '@caravan/contract'
import { readTable } from '@caravan/core/move'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { auditLines } from './audit-log.ts'

let running: TestServer
let params: { organisation: string }
beforeAll(async () => {
  running = await startTestServer()
  params = { organisation: running.organisation }
  const body = { name: '=HYPERLINK("https://evil.example")', members: [] }
  await running.owner.call(organisations.putGroup, { params, body })
})
afterAll(() => running.stop())

const file = (kind: 'table' | 'lines', query = '', cookie = running.ownerCookie) =>
  fetch(`${running.url}/api/organisations/${running.organisation}/audit/${kind}${query}`, { headers: { cookie } })

const db = () => running.server.context.database.kysely
const collected = async <One>(lines: AsyncIterable<One>) => {
  const found: One[] = []
  for await (const line of lines) found.push(line)
  return found
}

test('the table holds what the list shows, and no cell of it is a formula', async () => {
  const answer = await file('table', '?action=group')
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"')
  const text = Buffer.from(await answer.arrayBuffer())
  // An apostrophe stands before whatever a spreadsheet could run, whatever it takes for a delimiter.
  expect(text.toString()).toContain('"\'=HYPERLINK')
  const { rows } = await readTable(text)
  const { items } = await running.owner.call(auditLog.listAudit, { params, query: { action: 'group' } })
  const [headings, ...lines] = rows
  expect(headings?.cells.at(5)).toBe('Action')
  expect(lines.map(({ cells }) => [cells[0], cells[1], cells[5]])).toEqual(
    items.map(({ id, at, action }) => [String(id), at, action]),
  )
  expect(lines.length).toBeGreaterThan(0)
})

test('the lines are those of the list, each a JSON of its own, by the same filter', async () => {
  const answer = await file('lines', '?action=group')
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
  const lines = (await answer.text()).trimEnd().split('\n')
  const { items } = await running.owner.call(auditLog.listAudit, { params, query: { action: 'group' } })
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items)
})

test('more lines than the database gives at a time come whole and once, and a file that is cut says so', async () => {
  const { organisation } = params
  await sql`
    insert into audit_log (organisation_id, actor_kind, actor_name, action)
    select ${organisation}, 'system', 'Counter', 'test.counted' from generate_series(1, 2500)`.execute(db())
  const whole = await collected(auditLines(db(), organisation, { actor: 'Counter' }))
  expect(new Set(whole.map(({ id }) => id)).size).toBe(2500)
  expect(whole.map(({ id }) => id)).toEqual(whole.map(({ id }) => id).toSorted((one, other) => other - one))
  const cut = await collected(auditLines(db(), organisation, { actor: 'Counter' }, 2_000))
  expect(cut).toHaveLength(2_001)
  expect(cut.at(-1)).toMatchObject({ id: whole[2_000]?.id, action: 'audit.cut' })
  expect((await collected(auditLines(db(), organisation, { actor: 'Counter' }, 2_500))).at(-1)?.action).toBe(
    'test.counted',
  )
})

test.each(['viewer', 'writer', 'approver'] as const)('a %s gets neither file', async (role) => {
  const { cookie } = await running.join(running.organisation, role)
  for (const kind of ['table', 'lines'] as const) expect((await file(kind, '', cookie)).status).toBe(403)
})

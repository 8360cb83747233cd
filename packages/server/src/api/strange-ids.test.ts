import { type Client, filled, organisations } from '@caravan/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/server.ts'
import { BODIES } from './testing/bodies.ts'
import { type Operation, readDocument, textsIn } from './testing/document.ts'
import { furnish, type Ids } from './testing/furnished.ts'

/*
 * An owner of one organisation knows ids of another one, and names them in paths, queries and bodies under their own.
 */

type Name = keyof Ids

const OPERATIONS = readDocument()
/** What is not an id of something that an organisation has. */
const NO_IDS: readonly string[] = ['organisation', 'side', 'provider']
const below = OPERATIONS.flatMap((operation) =>
  operation.parameters
    .filter((name) => operation.parameters.includes('organisation') && !NO_IDS.includes(name))
    .map((name) => [`${operation.method} ${operation.path} with another’s ${name}`, operation, name as Name] as const),
)

let running: TestServer
let cookie = ''
let user = ''
let client: Client
let own: Ids
let other: Ids
const db = () => running.server.context.database.kysely

beforeAll(async () => {
  running = await startTestServer()
  const joined = await running.join(running.organisation, 'owner')
  client = joined.client
  cookie = joined.cookie
  user = (await client.call(organisations.me, {})).id
  own = await furnish(db(), running.organisation, user)
  const { id } = await running.owner.call(organisations.makeOrganisation, { body: { name: 'Other', agency: null } })
  const stranger = await running.join(id, 'viewer')
  other = await furnish(db(), id, (await stranger.client.call(organisations.me, {})).id)
})
afterAll(() => running.stop())

async function ask(
  { method, path }: Operation,
  params: Ids,
  { body, query = {} }: { body?: unknown; query?: Readonly<Record<string, string>> } = {},
): Promise<number> {
  const url = new URL(filled(path, { ...params }), running.url)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const response = await fetch(url, {
    method,
    headers: { cookie, origin: running.url, ...(method !== 'GET' && { 'content-type': 'application/json' }) },
    ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
  })
  await response.arrayBuffer()
  return response.status
}

const operation = (id: string): Operation => {
  const found = OPERATIONS.find((one) => one.id === id)
  if (found === undefined) throw new Error(`the document has no ${id}`)
  return found
}

/** Everything that the other organisation has, as one text. */
async function otherWhole(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where column_name = 'organisation_id' and table_schema = 'public' order by 1`.execute(db())
  const found: unknown[] = []
  for (const { name } of tables) {
    const { rows } = await sql`
      select to_jsonb(t) as row from ${sql.table(name)} t where organisation_id = ${other.organisation}
      order by to_jsonb(t)::text`.execute(db())
    found.push([name, rows])
  }
  const { rows } = await sql`select to_jsonb(m) as row from members m where user_id = ${other.user}`.execute(db())
  return JSON.stringify([found, rows])
}

describe('an id of another organisation in a path is no id here', () => {
  test.each(below)('%s', async (_, one, name) => {
    const body = BODIES[one.id]
    const before = await otherWhole()
    expect(await ask(one, { ...own, [name]: other[name] }, { body })).toBe(404)
    expect(await otherWhole()).toBe(before)
  })

  test.each(below)('%s: with one’s own it is found', async (_, one) => {
    // Of an organisation of its own, since some of these remove what they name.
    const { id } = await running.owner.call(organisations.makeOrganisation, { body: { name: 'Own', agency: null } })
    await db().insertInto('members').values({ organisation_id: id, user_id: user, role: 'owner' }).execute()
    expect(await ask(one, await furnish(db(), id, user), { body: BODIES[one.id] })).not.toBe(404)
  })
})

type Places = readonly (readonly [place: string, name: Name])[]
const FILTERED: Places = [
  ['?wave', 'wave'],
  ['?service', 'service'],
]
const FILTER: Places = [
  ['filter.wave', 'wave'],
  ['filter.service', 'service'],
]
const WHICH: Places = [
  ['which.ids[]', 'mailbox'],
  ['which.filter.wave', 'wave'],
  ['which.filter.service', 'service'],
]

/** Where a query or a body names something by its id, and what. */
const NAMED: Readonly<Record<string, Places>> = {
  listPasses: [
    ['?mailbox', 'mailbox'],
    ['?wave', 'wave'],
  ],
  listMailboxes: FILTERED,
  countMailboxes: FILTERED,
  exportMailboxes: FILTERED,
  listEmployees: FILTERED,
  inviteEmployees: WHICH,
  remindEmployees: WHICH,
  askPassesOfMailboxes: WHICH,
  listAlerts: [['?move', 'move']],
  listMoveEvents: [['?mailbox', 'mailbox']],
  orderWaves: [['waves[]', 'wave']],
  makeOrganisation: [['agency', 'organisation']],
  addMailbox: [
    ['wave', 'wave'],
    ['project', 'project'],
    ['sourceService', 'service'],
    ['targetService', 'targetService'],
  ],
  changeMailbox: [
    ['wave', 'wave'],
    ['project', 'project'],
    ['sourceService', 'service'],
    ['targetService', 'targetService'],
  ],
  changeMailboxes: [
    ...WHICH,
    ['set.wave', 'wave'],
    ['set.project', 'project'],
    ['set.sourceService', 'service'],
    ['set.targetService', 'targetService'],
  ],
  readSeenAddresses: [
    ['mailbox', 'mailbox'],
    ['wave', 'wave'],
  ],
  lookAtService: [
    ['through.move', 'move'],
    ['through.service', 'service'],
  ],
  previewImport: [['input.service', 'service']],
  confirmImport: [['input.service', 'service']],
  acceptExceptions: [['which.mailbox', 'mailbox']],
  withdrawAcceptance: [['which.mailbox', 'mailbox']],
  proposeAddresses: FILTER,
  applyAddresses: FILTER,
  putGroup: [['members[]', 'user']],
  putProject: [['members[]', 'user']],
}

/** Of these an unknown id shows nothing, as any filter does that nothing passes. */
const FILTERS: readonly string[] = [
  ...['?mailbox', '?wave', '?service', '?move', 'which.filter.wave', 'which.filter.service'],
  ...['filter.wave', 'filter.service'],
]

test('every place of a query or a body that holds an id is in the table', () => {
  const isId = ({ place, format }: { place: string; format: string | undefined }) =>
    format === 'uuid' || /(^|\.)members\[\]$/.test(place)
  const found = OPERATIONS.flatMap(({ id, query, body }) => [
    ...query.flatMap(({ name, schema }) => textsIn(schema, `?${name}`)).map((one) => ({ id, ...one })),
    ...(body === undefined ? [] : textsIn(body)).map((one) => ({ id, ...one })),
  ])
  expect([...new Set(found.filter(isId).map(({ id, place }) => `${id} ${place}`))].sort()).toEqual(
    Object.entries(NAMED)
      .flatMap(([id, places]) => places.map(([place]) => `${id} ${place}`))
      .sort(),
  )
})

/** A body with a value at a place. */
function withAt(body: unknown, place: string, value: string): unknown {
  const [head = '', ...rest] = place.split('.')
  const name = head.replace('[]', '')
  const whole = (body ?? {}) as Record<string, unknown>
  if (rest.length === 0) return { ...whole, [name]: head.endsWith('[]') ? [value] : value }
  const inner = name === 'which' ? {} : whole[name]
  return { ...whole, [name]: withAt(inner, rest.join('.'), value) }
}

describe('an id of another organisation in a query or a body is no id here', () => {
  const places = Object.entries(NAMED).flatMap(([id, list]) => list.map((one) => [id, ...one] as const))
  test.each(places)('%s: %s', async (id, place, name) => {
    const one = operation(id)
    const base =
      id === 'changeMailboxes' && place.startsWith('which')
        ? { set: { decision: 'move' } }
        : place === 'input.service'
          ? { input: {}, sha256: '0'.repeat(64) }
          : place.startsWith('through.')
            ? { host: '127.0.0.1', through: { move: own['move'], service: own['service'] } }
            : BODIES[id]
    const asked = place.startsWith('?')
      ? { query: { [place.slice(1)]: other[name] } }
      : { body: withAt(base, place, other[name]) }
    const before = await otherWhole()
    const status = await ask(one, own, asked)
    if (FILTERS.includes(place)) expect([200, 201, 409]).toContain(status)
    else expect([404, 409]).toContain(status)
    expect(await otherWhole()).toBe(before)
  })

  test.each(['wave', 'service'] as const)(
    'a filter by another’s %s shows nothing and changes nothing',
    async (name) => {
      const query = { [name]: other[name] }
      const url = new URL(filled(operation('listMailboxes').path, { ...own }), running.url)
      url.search = new URLSearchParams(query).toString()
      const list = (await (await fetch(url, { headers: { cookie } })).json()) as { items: unknown[] }
      expect(list.items).toEqual([])
      const changed = await fetch(`${running.url}${filled(operation('changeMailboxes').path, { ...own })}`, {
        method: 'POST',
        headers: { cookie, origin: running.url, 'content-type': 'application/json' },
        body: JSON.stringify({ which: { filter: query }, set: { decision: 'leave-behind' } }),
      })
      expect(await changed.json()).toEqual({ changed: 0 })
    },
  )
})

test('names in an import that another organisation has too are one’s own, or nobody’s', async () => {
  const path = `/api/organisations/${own.organisation}/moves/${own.move}/import`
  const send = async (where: string, body: unknown) => {
    const response = await fetch(`${running.url}${where}`, {
      method: 'POST',
      headers: { cookie, origin: running.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
  await sql`insert into projects (organisation_id, name, kind) values (${other.organisation}, 'Theirs', 'brand')`.execute(
    db(),
  )
  const input = { pasted: 'E-mail\tWave\tProject\nchen@old.example\tFirst\tTheirs' }
  const before = await otherWhole()
  const { sha256 } = await send(`${path}/preview`, { input })
  expect(await send(path, { input, sha256 })).toMatchObject({
    imported: 1,
    wavesMade: [],
    projectsUnknown: ['Theirs'],
  })
  const row = await db()
    .selectFrom('move_mailboxes')
    .select(['wave_id', 'project_id'])
    .where('source_address', '=', 'chen@old.example')
    .executeTakeFirstOrThrow()
  expect(row).toEqual({ wave_id: own.wave, project_id: null })
  expect(await otherWhole()).toBe(before)
})

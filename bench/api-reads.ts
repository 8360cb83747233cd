/**
 * How long each route of the API that reads takes to answer beside a move of many mailboxes, over HTTP with a session.
 *
 *   node bench/api-reads.ts [--mailboxes 100000] [--requests 100] [--only readStages]
 *
 * Every GET route of the contract is asked, so that a new one cannot be forgotten; lists are asked for pages from random
 * places, one after the other. `fillMove` says what the move is like. Written to files or streamed without an end, and
 * measured once: the export.
 */
import { parseArgs } from 'node:util'
import { filled, moves, organisations, people, ROUTES, type Route } from '@caravan/contract'
import { fillMove, startTestServer } from '@caravan/server/testing'

const { values } = parseArgs({
  options: {
    mailboxes: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '100' },
    only: { type: 'string' },
  },
})
const [mailboxes, requests] = [Number(values.mailboxes), Number(values.requests)]

await using running = await startTestServer()
const { owner, organisation, server, url } = running
const { token } = await owner.call(organisations.makeToken, {
  params: { organisation },
  body: {
    name: 'bench',
    scopes: ['read', 'audit:read', 'tokens:manage', 'webhooks:manage', 'members:manage'],
    days: 1,
  },
})
const { id: move } = await owner.call(moves.makeMove, {
  params: { organisation },
  body: { name: 'Large', kind: 'new-addresses', ownDomains: ['old.example'] },
})
const params = { organisation, move }
const wave = await owner.call(moves.makeWave, { params, body: { name: 'Pilot' } })
const begunFilling = performance.now()
await fillMove(server.context, { ...params, wave: wave.id, mailboxes })
process.stdout.write(`${mailboxes} mailboxes, filled in ${((performance.now() - begunFilling) / 1000).toFixed(0)} s\n`)

const db = server.context.database.kysely
const first = async (table: 'move_mailboxes' | 'pass_requests' | 'services') =>
  (await db.selectFrom(table).select('id').where('move_id', '=', move).limit(1).executeTakeFirst())?.id ?? ''
const ids = {
  ...{ organisation, move, wave: wave.id },
  mailbox: await first('move_mailboxes'),
  pass: await first('pass_requests'),
  service: await first('services'),
  webhook: '00000000-0000-4000-8000-000000000000',
}

const hex = (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('')
const somewhere = () =>
  Buffer.from(JSON.stringify([`${hex(8)}@old.example`, '00000000-0000-4000-8000-000000000000'])).toString('base64url')
const place = () => String(Math.floor(Math.random() * mailboxes))
type Query = Readonly<Record<string, string>>

/** What is asked of a route; one that is not named is asked as it is. */
const QUERIES: Readonly<Record<string, Readonly<Record<string, () => Query>>>> = {
  [people.listMailboxes.id]: {
    'no filter': () => ({ after: somewhere() }),
    'no filter, 500 a page': () => ({ after: somewhere(), limit: '500' }),
    'a wave, a tenth': () => ({ after: somewhere(), wave: wave.id }),
    'no wave': () => ({ after: somewhere(), wave: 'none' }),
    'undecided, a hundredth': () => ({ after: somewhere(), decision: 'undecided' }),
    'role addresses, a twentieth': () => ({ after: somewhere(), kind: 'role' }),
    'undecided role addresses of a wave': () => ({ wave: wave.id, kind: 'role', decision: 'undecided' }),
    'a beginning of two letters': () => ({ text: hex(2) }),
    'a beginning that nobody has': () => ({ text: 'zz' }),
    'from any place': () => ({ offset: place() }),
    'from any place, by messages, down': () => ({ offset: place(), sort: 'messages', order: 'down' }),
    'from any place, by name': () => ({ offset: place(), sort: 'name' }),
    'by the last pass, down, of a wave': () => ({ sort: 'last-pass', order: 'down', wave: wave.id }),
    'a search of three letters': () => ({ search: hex(3) }),
    'a search that finds nothing': () => ({ search: 'zzz' }),
    home: () => ({ state: 'home', offset: place() }),
    'stuck, none': () => ({ state: 'stuck' }),
    'not begun, none, with a search': () => ({ state: 'not-begun', search: hex(2) }),
  },
  [people.countMailboxes.id]: {
    all: () => ({}),
    'a search': () => ({ search: hex(3) }),
    home: () => ({ state: 'home' }),
  },
  [people.listSeenAddresses.id]: {
    undecided: () => ({ after: `old${Math.floor(Math.random() * 9)}` }),
    all: () => ({ show: 'all', after: hex(4) }),
    'junk, none': () => ({ sort: 'junk' }),
  },
  listPasses: {
    all: () => ({}),
    'of a wave, 500 a page': () => ({ wave: wave.id, limit: '500' }),
    'running, none': () => ({ state: 'running' }),
    'of a mailbox': () => ({ mailbox: ids.mailbox }),
  },
}
const ENDLESS = new Set(['streamEvents'])
const ONCE = new Set(['exportMailboxes'])

async function ask(route: Route, query: Query): Promise<{ ms: number; status: number }> {
  const at = new URL(filled(route.path, ids), url)
  for (const [name, value] of Object.entries(query)) at.searchParams.set(name, value)
  const begun = performance.now()
  const response = await fetch(at, { headers: { authorization: `Bearer ${token}` } })
  await response.arrayBuffer()
  return { ms: performance.now() - begun, status: response.status }
}

process.stdout.write(`${requests} requests each, one after the other; ms\n`)
for (const route of ROUTES) {
  if (route.method !== 'GET' || ENDLESS.has(route.id) || (values.only !== undefined && values.only !== route.id))
    continue
  for (const [name, query] of Object.entries(QUERIES[route.id] ?? { '': () => ({}) })) {
    const times: number[] = []
    let status = 0
    for (let n = 0; n < (ONCE.has(route.id) ? 1 : requests); n++) {
      const answered = await ask(route, query())
      times.push(answered.ms)
      status = answered.status
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1)
    const title = `${route.id}${name === '' ? '' : `: ${name}`}`
    process.stdout.write(
      `${title.padEnd(56)} median ${at(0.5).padStart(7)}  95% ${at(0.95).padStart(7)}${status === 200 ? '' : `  status ${status}`}\n`,
    )
  }
}

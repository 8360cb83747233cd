/**
 * How long the API's list of mailboxes takes to answer in a move of many, by filter, over HTTP with a session.
 *
 *   node bench/api-lists.ts [--mailboxes 100000] [--requests 200]
 *
 * Pages are asked for from random places, one after the other. `fillMove` says
 * what the move is like.
 */
import { parseArgs } from 'node:util'
import { moves, people } from '@caravan/contract'
import { fillMove, startTestServer } from '@caravan/server/testing'

const { values } = parseArgs({
  options: { mailboxes: { type: 'string', default: '100000' }, requests: { type: 'string', default: '200' } },
})
const mailboxes = Number(values.mailboxes)
const requests = Number(values.requests)

await using running = await startTestServer()
const { owner, organisation, server } = running
const { id: move } = await owner.call(moves.makeMove, {
  params: { organisation },
  body: { name: 'Large', kind: 'new-addresses' },
})
const params = { organisation, move }
const wave = await owner.call(moves.makeWave, { params, body: { name: 'Pilot' } })
await fillMove(server.context, { ...params, wave: wave.id, mailboxes })

type Query = NonNullable<Parameters<typeof owner.call<typeof people.listMailboxes>>[1]['query']>
const hex = (length: number) => Array.from({ length }, () => Math.floor(Math.random() * 16).toString(16)).join('')
const somewhere = () =>
  Buffer.from(JSON.stringify([`${hex(8)}@old.example`, '00000000-0000-4000-8000-000000000000'])).toString('base64url')

const cases: Readonly<Record<string, () => Query>> = {
  'no filter': () => ({ after: somewhere() }),
  'no filter, 500 a page': () => ({ after: somewhere(), limit: 500 }),
  'wave (a tenth)': () => ({ after: somewhere(), wave: wave.id }),
  'no wave': () => ({ after: somewhere(), wave: 'none' }),
  'undecided (a hundredth)': () => ({ after: somewhere(), decision: 'undecided' }),
  'role addresses (a twentieth)': () => ({ after: somewhere(), kind: 'role' }),
  'undecided role addresses in the wave': () => ({ wave: wave.id, kind: 'role', decision: 'undecided' }),
  'decided and undecided role: none': () => ({ kind: 'role', decision: 'leave-behind' }),
  'beginning of 2 letters': () => ({ text: hex(2) }),
  'beginning that nobody has': () => ({ text: 'zz' }),
}

process.stdout.write(`${mailboxes} mailboxes, ${requests} requests each, ms\n`)
for (const [name, query] of Object.entries(cases)) {
  const times: number[] = []
  for (let n = 0; n < requests; n++) {
    const begun = performance.now()
    await owner.call(people.listMailboxes, { params, query: query() })
    times.push(performance.now() - begun)
  }
  times.sort((one, other) => one - other)
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1)
  process.stdout.write(`${name.padEnd(40)} median ${at(0.5).padStart(7)}  95% ${at(0.95).padStart(7)}\n`)
}
const begun = performance.now()
await owner.call(moves.readStages, { params })
process.stdout.write(`stages with all their evidence: ${(performance.now() - begun).toFixed(0)} ms\n`)

/**
 * Many mailboxes at once, in one process, as a worker of the server runs them:
 *
 *   node bench/many.ts [--mailboxes 40] [--messages 250] [--runs 3] [--connections 2]
 *
 * Each round copies all of them twice, in turn: the raw limit of the two servers for all at once (fetch and append over as
 * many connections, nothing kept, nothing proved), and a pass for each, all begun at the same moment over one database.
 * Measured are the moment at which the last mailbox was copied, when all were read again, and how far the mailboxes are
 * apart: the first one's end of copying as a share of the last one's.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateMailbox, startDovecot } from '@caravan/lab'
import { limit } from './limit.ts'
import { databaseFor, passes } from './passes.ts'

const { values } = parseArgs({
  options: {
    mailboxes: { type: 'string', default: '40' },
    messages: { type: 'string', default: '250' },
    runs: { type: 'string', default: '3' },
    connections: { type: 'string', default: '2' },
  },
})
const [mailboxes, count, runs, connections] = [
  Number(values.mailboxes),
  Number(values.messages),
  Number(values.runs),
  Number(values.connections),
]
const users = Array.from({ length: mailboxes }, (_, n) => `u${n}`)

const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
await using source = await startDovecot({ name: 'old' })
await using target = await startDovecot({ name: 'new' })
const bytes = users.reduce((sum, user) => sum + generateMailbox(source.mailDir(user), { count, seed: user }).bytes, 0)
const database = await databaseFor(data, mailboxes)
console.log(`${mailboxes} mailboxes of ${count} messages, ${(bytes / 1e6).toFixed(0)} MB, ${runs} rounds`)
const rounds: { raw: number; copied: number; whole: number; first: number }[] = []
try {
  for (let round = 0; round <= runs; round++) {
    // What one has left to the disk is written before the next begins.
    execFileSync('sync')
    const began = performance.now()
    const since = () => (performance.now() - began) / 1000
    await Promise.all(users.map((user) => limit(source.port, target.port, user, `limit${round}.${user}`, connections)))
    const raw = since()
    execFileSync('sync')
    const { copied, whole } = await passes({
      database,
      from: source.port,
      to: target.port,
      users: users.map((user) => [user, `many${round}.${user}`]),
      connections,
      folder: data,
    })
    const [first, last] = [Math.min(...copied), Math.max(...copied)]
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: limit ${raw.toFixed(2)} s; the last copied after ${last.toFixed(2)} s, the first after ${first.toFixed(2)} s; all read again after ${whole.toFixed(2)} s`,
    )
    if (round > 0) rounds.push({ raw, copied: last, first, whole })
  }
} finally {
  await database.close()
  await rm(data, { recursive: true, force: true })
}
const of = (part: keyof (typeof rounds)[number]) => median(rounds.map((one) => one[part]))
console.log(
  `medians: limit ${of('raw').toFixed(2)} s, copied ${of('copied').toFixed(2)} s, read again ${of('whole').toFixed(2)} s: copying at ${((100 * of('raw')) / of('copied')).toFixed(0)} % of the limit; the first mailbox's copying took ${((100 * of('first')) / of('copied')).toFixed(0)} % of the last one's`,
)

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

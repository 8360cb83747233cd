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
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { EVERYTHING, runPass } from '@caravan/core/engine'
import { ImapEndpoint } from '@caravan/core/services'
import { openDatabase } from '@caravan/core/store'
import { generateMailbox, startDovecot } from '@caravan/lab'
import { limit } from './limit.ts'

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
// As many as the server gives itself for so many passes.
const database = await openDatabase({ dataDir: data, connections: Math.min(100, 6 + 4 * mailboxes) })
console.log(`${mailboxes} mailboxes of ${count} messages, ${(bytes / 1e6).toFixed(0)} MB, ${runs} rounds`)
const rounds: { raw: number; copied: number; whole: number; first: number }[] = []
try {
  for (let round = 0; round <= runs; round++) {
    const began = performance.now()
    const since = () => (performance.now() - began) / 1000
    await Promise.all(users.map((user) => limit(source.port, target.port, user, `limit${round}.${user}`, connections)))
    const raw = since()
    const ours = await passes(round)
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: limit ${raw.toFixed(2)} s; the last copied after ${ours.copied.toFixed(2)} s, the first after ${ours.first.toFixed(2)} s; all read again after ${ours.whole.toFixed(2)} s`,
    )
    if (round > 0) rounds.push({ raw, ...ours })
  }
} finally {
  await database.close()
  await rm(data, { recursive: true, force: true })
}
const of = (part: keyof (typeof rounds)[number]) => median(rounds.map((one) => one[part]))
console.log(
  `medians: limit ${of('raw').toFixed(2)} s, copied ${of('copied').toFixed(2)} s, read again ${of('whole').toFixed(2)} s: copying at ${((100 * of('raw')) / of('copied')).toFixed(0)} % of the limit; the first mailbox's copying took ${((100 * of('first')) / of('copied')).toFixed(0)} % of the last one's`,
)

async function passes(round: number): Promise<{ copied: number; whole: number; first: number }> {
  const began = performance.now()
  const copied: number[] = []
  await Promise.all(
    users.map(async (user) => {
      const report = await runPass({
        db: database.kysely,
        source: mailbox(source.port, user),
        target: mailbox(target.port, `many${round}.${user}`),
        rules: EVERYTHING,
        verify: 'content',
        connections,
        dryRun: false,
        keepRefused: join(data, 'refused'),
        accept: { shrunkenSource: false, removedCopies: 'ask' },
        onProgress: ({ step }) => {
          if (step === 'verify-begins') copied.push((performance.now() - began) / 1000)
        },
      })
      if (report.status !== 'green') throw new Error(`${user}: ${report.status}`)
    }),
  )
  return { copied: Math.max(...copied), whole: (performance.now() - began) / 1000, first: Math.min(...copied) }
}

function mailbox(port: number, user: string): ImapEndpoint {
  const credentials = { kind: 'password', user, password: 'pw' } as const
  return new ImapEndpoint({ host: '127.0.0.1', port, tls: 'none', user, credentials })
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/**
 * What a mailbox on a slow line costs the others that are copied beside it in one process:
 *
 *   node bench/slow.ts [--mailboxes 8] [--messages 500] [--delay 300] [--runs 3]
 *
 * Each round copies the same mailboxes twice, alone and beside one more whose old server is 2 × 300 ms away. Measured is
 * when the last of the others was copied and read again. 100 % is what they take alone.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateMailbox, startDovecot, startProxy } from '@caravan/lab'
import { databaseFor, passes } from './passes.ts'

const { values } = parseArgs({
  options: {
    mailboxes: { type: 'string', default: '8' },
    messages: { type: 'string', default: '500' },
    delay: { type: 'string', default: '300' },
    runs: { type: 'string', default: '3' },
  },
})
const [mailboxes, count, delayMs, runs] = [
  Number(values.mailboxes),
  Number(values.messages),
  Number(values.delay),
  Number(values.runs),
]
const users = Array.from({ length: mailboxes }, (_, n) => `u${n}`)

const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
await using source = await startDovecot({ name: 'old' })
await using target = await startDovecot({ name: 'new' })
await using far = await startProxy(source.port, { delayMs })
for (const user of [...users, 'slow']) generateMailbox(source.mailDir(user), { count, seed: user })
const database = await databaseFor(data, mailboxes + 1)
const shares: number[] = []
try {
  for (let round = 0; round <= runs; round++) {
    const common = { database, from: source.port, to: target.port, connections: 2, folder: data }
    const others = (name: string) => users.map((user) => [user, `${name}${round}.${user}`] as const)
    execFileSync('sync')
    const alone = (await passes({ ...common, users: others('alone') })).whole
    execFileSync('sync')
    const slow = ['slow', `slow${round}`, far.port] as const
    const { through } = await passes({ ...common, users: [...others('beside'), slow] })
    const beside = Math.max(...through.slice(0, mailboxes))
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: alone ${alone.toFixed(2)} s, beside a slow one ${beside.toFixed(2)} s, which took ${(through[mailboxes] ?? 0).toFixed(1)} s`,
    )
    if (round > 0) shares.push((100 * alone) / beside)
  }
} finally {
  await database.close()
  await rm(data, { recursive: true, force: true })
}
shares.sort((a, b) => a - b)
console.log(`the others kept ${(shares[shares.length >> 1] ?? 0).toFixed(0)} % of their speed (median)`)

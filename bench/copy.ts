/**
 * Speed against the limit and against a peer, in one run on one machine:
 *
 *   node bench/copy.ts [--runs 5] [--messages 5000]
 *
 * Each round copies the same mailbox to an empty one three times, in turn: the raw limit of the two servers (fetch and
 * append, nothing kept, nothing proved), mbsync (which proves nothing), and `caravan copy` as a whole command: start of
 * the program and of its database, inventory, copy, and every message read again. Medians are what to quote.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateMailbox, runMbsync, startDovecot } from '@caravan/lab'
import { limit } from './limit.ts'

const CARAVAN = fileURLToPath(new URL('../packages/server/bin/caravan.mjs', import.meta.url))
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, messages: { type: 'string', default: '5000' } },
})
const runs = Number(values.runs)

const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
await using source = await startDovecot({ name: 'old' })
await using target = await startDovecot({ name: 'new' })
const made = generateMailbox(source.mailDir('u1'), { count: Number(values.messages) })
console.log(`${made.messages} messages, ${(made.bytes / 1e6).toFixed(0)} MB, ${runs} rounds`)

const seconds: Record<'limit' | 'mbsync' | 'caravan', number[]> = { limit: [], mbsync: [], caravan: [] }
const parts: Record<'inventory' | 'copy' | 'verify', number[]> = { inventory: [], copy: [], verify: [] }
try {
  // The first round of each is not counted: servers write their indexes, the database its folder.
  for (let round = 0; round <= runs; round++) {
    const raw = await limit(source.port, target.port, 'u1', `limit${round}`)
    const peer = await runMbsync({ port: source.port, user: 'u1' }, { port: target.port, user: `mbsync${round}` })
    const ours = await caravan(`caravan${round}`)
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: limit ${(raw.fetch + raw.append).toFixed(2)} s (fetch ${raw.fetch.toFixed(2)}, append ${raw.append.toFixed(2)}), mbsync ${peer.toFixed(2)} s, caravan ${ours.wall.toFixed(2)} s`,
    )
    if (round === 0) continue
    seconds.limit.push(raw.fetch + raw.append)
    seconds.mbsync.push(peer)
    seconds.caravan.push(ours.wall)
    for (const part of ['inventory', 'copy', 'verify'] as const) parts[part].push(ours.seconds[part])
  }
} finally {
  await rm(data, { recursive: true, force: true })
}
const [raw, peer, ours] = [median(seconds.limit), median(seconds.mbsync), median(seconds.caravan)]
console.log(`medians: limit ${raw.toFixed(2)} s, mbsync ${peer.toFixed(2)} s, caravan ${ours.toFixed(2)} s`)
console.log(
  `caravan's steps: inventory ${median(parts.inventory).toFixed(2)} s, copy ${median(parts.copy).toFixed(2)} s, verify ${median(parts.verify).toFixed(2)} s`,
)
console.log(`${(peer / ours).toFixed(2)} times faster than mbsync, ${(ours / raw).toFixed(2)} times the limit`)

interface Ours {
  wall: number
  seconds: Record<'inventory' | 'copy' | 'verify', number>
}

async function caravan(user: string): Promise<Ours> {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      CARAVAN,
      'copy',
      '--json',
      '--from',
      `imap://u1:pw@127.0.0.1:${source.port}`,
      '--to',
      `imap://${user}:pw@127.0.0.1:${target.port}`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, CARAVAN_DATA: data, DATABASE_URL: '' } },
  )
  const out: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  const [status] = (await once(child, 'close')) as [number | null]
  const wall = (performance.now() - began) / 1000
  if (status !== 0) throw new Error(`caravan ended with ${status ?? 'a signal'}`)
  const report = JSON.parse(Buffer.concat(out).toString()) as { seconds: Ours['seconds'] }
  return { wall, seconds: report.seconds }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

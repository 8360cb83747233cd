/**
 * Speed against the limit and against a peer, in one run on one machine:
 *
 *   node bench/copy.ts [--runs 5] [--messages 5000] [--delay 20] [--without multiappend,literal+] [--connections 4]
 *                      [--beside ../other/packages/server/bin/caravan.mjs]
 *
 * Each round copies the same mailbox to an empty one three times, in turn: the raw limit of the two servers (fetch and
 * append, nothing kept, nothing proved), mbsync (which proves nothing), and `caravan copy` as a whole command: start of
 * the program and of its database, inventory, copy, and every message read again. Medians are what to quote.
 *
 * --delay puts so many milliseconds on each way to both servers: 20 are a round trip of 40. --without hides what the
 * target offers; the limit is then a client that sends one message after the other and waits for each answer, measured
 * on a hundred messages. --beside measures another checkout in the same rounds.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateMailbox, runMbsync, startDovecot, startProxy } from '@caravan/lab'
import { limit, oneByOne } from './limit.ts'

const CARAVAN = fileURLToPath(new URL('../packages/server/bin/caravan.mjs', import.meta.url))
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    messages: { type: 'string', default: '5000' },
    delay: { type: 'string', default: '0' },
    without: { type: 'string', default: '' },
    connections: { type: 'string' },
    beside: { type: 'string' },
  },
})
const [runs, count, delayMs] = [Number(values.runs), Number(values.messages), Number(values.delay)]
const hidden = values.without.split(',').flatMap((name) => (name === '' ? [] : [name.toUpperCase()]))

const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
const dataBeside = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
await using source = await startDovecot({ name: 'old' })
await using target = await startDovecot({ name: 'new', ...(hidden.length > 0 && { hideCapabilities: hidden }) })
const made = generateMailbox(source.mailDir('u1'), { count })
await using lines = new AsyncDisposableStack()
const reached = async (port: number) => (delayMs === 0 ? port : lines.use(await startProxy(port, { delayMs })).port)
const [from, to] = [await reached(source.port), await reached(target.port)]
console.log(
  `${made.messages} messages, ${(made.bytes / 1e6).toFixed(0)} MB, ${2 * delayMs} ms a round trip, ${runs} rounds${hidden.length > 0 ? `, without ${hidden.join(' and ')}` : ''}`,
)

const seconds = { limit: [] as number[], mbsync: [] as number[], caravan: [] as number[], beside: [] as number[] }
const PARTS = ['inventory', 'copy', 'verify'] as const
const parts: Record<(typeof PARTS)[number], number[]> = { inventory: [], copy: [], verify: [] }
try {
  // The first round of each is not counted: servers write their indexes, the database its folder.
  for (let round = 0; round <= runs; round++) {
    settle()
    const raw = await rawLimit(`limit${round}`)
    settle()
    const peer = await runMbsync({ port: from, user: 'u1' }, { port: to, user: `mbsync${round}` })
    settle()
    const ours = await caravan(CARAVAN, `caravan${round}`, data)
    settle()
    const beside = values.beside === undefined ? undefined : await caravan(values.beside, `beside${round}`, dataBeside)
    const shown = (one: Ours) =>
      `${one.wall.toFixed(2)} s (${PARTS.map((part) => `${part} ${one.seconds[part].toFixed(2)}`).join(', ')})`
    console.log(
      `${round === 0 ? 'warm-up' : `round ${round}`}: ${raw.words}, mbsync ${peer.toFixed(2)} s, caravan ${shown(ours)}${beside === undefined ? '' : `, beside ${shown(beside)}`}`,
    )
    if (round === 0) continue
    seconds.limit.push(raw.seconds)
    seconds.mbsync.push(peer)
    seconds.caravan.push(ours.wall)
    if (beside !== undefined) seconds.beside.push(beside.wall)
    for (const part of PARTS) parts[part].push(ours.seconds[part])
  }
} finally {
  for (const folder of [data, dataBeside]) await rm(folder, { recursive: true, force: true })
}
const [raw, peer, ours] = [median(seconds.limit), median(seconds.mbsync), median(seconds.caravan)]
const [inventory, copied, verified] = [median(parts.inventory), median(parts.copy), median(parts.verify)]
console.log(
  `medians: ${hidden.length > 0 ? 'one by one' : 'limit'} ${raw.toFixed(2)} s, mbsync ${peer.toFixed(2)} s, caravan ${ours.toFixed(2)} s${values.beside === undefined ? '' : `, beside ${median(seconds.beside).toFixed(2)} s`}`,
)
console.log(
  `caravan's steps: inventory ${inventory.toFixed(2)} s, copy ${copied.toFixed(2)} s, verify ${verified.toFixed(2)} s, start and end ${(ours - inventory - copied - verified).toFixed(2)} s`,
)
console.log(
  hidden.length > 0
    ? `${(peer / ours).toFixed(2)} times faster than mbsync; the copy ${(raw / copied).toFixed(1)} times faster than one message after the other`
    : `${(peer / ours).toFixed(2)} times faster than mbsync, ${(ours / raw).toFixed(2)} times the limit; the copy ${(copied / raw).toFixed(2)} times the limit`,
)

/** What one has left to the disk is written before the next begins, which would pay for it: a third, after mbsync. */
function settle(): void {
  execFileSync('sync')
}

async function rawLimit(user: string): Promise<{ seconds: number; words: string }> {
  if (hidden.length > 0) {
    const each = await oneByOne(to, user, 100)
    return { seconds: each * count, words: `one by one ${(1 / each).toFixed(1)} messages/s` }
  }
  const { fetch, append } = await limit(from, to, 'u1', user)
  return {
    seconds: fetch + append,
    words: `limit ${(fetch + append).toFixed(2)} s (fetch ${fetch.toFixed(2)}, append ${append.toFixed(2)})`,
  }
}

interface Ours {
  wall: number
  seconds: Record<(typeof PARTS)[number], number>
}

async function caravan(program: string, user: string, folder: string): Promise<Ours> {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      program,
      'copy',
      '--json',
      ...(values.connections === undefined ? [] : ['--connections', values.connections]),
      '--from',
      `imap://u1:pw@127.0.0.1:${from}`,
      '--to',
      `imap://${user}:pw@127.0.0.1:${to}`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, CARAVAN_DATA: folder, DATABASE_URL: '' } },
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

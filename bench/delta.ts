/**
 * What a pass over a mailbox costs in which nothing has changed: commands and bytes at each side, and time.
 *
 *   node bench/delta.ts [--folders 200] [--messages 100000]
 *
 * After the first pass: a final pass, which lists everything afresh and is what every delta was before mod-sequences were
 * looked at; a delta, which may still have to list what the first pass had sent; and a delta from then on.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startDovecot, writeMaildir } from '@caravan/lab'

const CARAVAN = fileURLToPath(new URL('../packages/server/bin/caravan.mjs', import.meta.url))
const { values } = parseArgs({
  options: { folders: { type: 'string', default: '200' }, messages: { type: 'string', default: '100000' } },
})
const folders = Number(values.folders)
const each = Math.ceil(Number(values.messages) / folders)

/** A line to a server that counts what goes over it; nothing is sent in a pass that finds nothing new. */
interface Counter {
  readonly server: Server
  readonly port: number
  commands: number
  bytes: number
}

async function counting(to: number): Promise<Counter> {
  const lines = new Set<Socket>()
  const server = createServer((client) => {
    const line = createConnection(to, '127.0.0.1')
    for (const [from, into] of [
      [client, line],
      [line, client],
    ] as const) {
      lines.add(from)
      from.on('error', () => into.destroy()).on('close', () => into.destroy())
      from.on('data', (chunk: Buffer) => {
        counter.bytes += chunk.length
        if (from === client) counter.commands += chunk.toString('latin1').split('\r\n').length - 1
        into.write(chunk)
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const counter: Counter = {
    server,
    port: address === null || typeof address === 'string' ? 0 : address.port,
    commands: 0,
    bytes: 0,
  }
  return counter
}

function* mails(folder: number): Generator<{ raw: Buffer; date: Date; flags: string[] }> {
  for (let n = 0; n < each; n++) {
    const raw = `Message-ID: <${folder}.${n}@bench.example>\r\nFrom: a@bench.example\r\nSubject: ${n}\r\n\r\n${'text '.repeat(40)}\r\n`
    yield { raw: Buffer.from(raw), date: new Date(1_600_000_000_000 + n * 60_000), flags: ['\\Seen'] }
  }
}

const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
await using source = await startDovecot({ name: 'old' })
await using target = await startDovecot({ name: 'new' })
for (let n = 0; n < folders; n++) writeMaildir(source.mailDir('u1'), `Folder ${n}`, mails(n))
const lines = [await counting(source.port), await counting(target.port)] as const
try {
  console.log(`${folders} folders, ${folders * each} messages`)
  for (const [name, kind] of [
    ['first', 'first'],
    ['final', 'final'],
    ['delta', 'delta'],
    ['delta at rest', 'delta'],
    ['delta at rest', 'delta'],
  ] as const) {
    for (const line of lines) Object.assign(line, { commands: 0, bytes: 0 })
    const seconds = await pass(kind)
    const cost = (line: Counter) => `${line.commands} commands, ${(line.bytes / 1000).toFixed(0)} kB`
    console.log(`${name}: ${seconds.toFixed(1)} s; source ${cost(lines[0])}; target ${cost(lines[1])}`)
  }
} finally {
  for (const { server } of lines) server.close()
  await rm(data, { recursive: true, force: true })
}

async function pass(kind: string): Promise<number> {
  const began = performance.now()
  const url = (line: Counter) => `imap://u1:pw@127.0.0.1:${line.port}`
  const child = spawn(
    process.execPath,
    [CARAVAN, 'copy', '--json', '--kind', kind, '--from', url(lines[0]), '--to', url(lines[1])],
    { stdio: ['ignore', 'ignore', 'ignore'], env: { ...process.env, CARAVAN_DATA: data, DATABASE_URL: '' } },
  )
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0) throw new Error(`caravan ended with ${status ?? 'a signal'}`)
  return (performance.now() - began) / 1000
}

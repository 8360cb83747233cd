/**
 * What a delta costs: commands and bytes at each side, and time.
 *
 *   node bench/delta.ts [--folders 200] [--messages 100000] [--changes 100] [--rounds 3]
 *     [--without condstore|qresync] [--afresh]
 *
 * After the first pass, and one that looks at what that had sent: deltas over a mailbox in which nothing has changed, and
 * deltas that each follow so many changes at the source, in ten of its folders: half of them new messages, a third
 * flags, the rest deletions. `--without` hides a capability of both servers. `--afresh` also takes the time of a final
 * pass, which lists everything.
 *
 * `pass` is the pass itself, `command` the whole command with the start of the program and of its database.
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
import { ImapFlow } from 'imapflow'

const CARAVAN = fileURLToPath(new URL('../packages/server/bin/caravan.mjs', import.meta.url))
const { values } = parseArgs({
  options: {
    folders: { type: 'string', default: '200' },
    messages: { type: 'string', default: '100000' },
    changes: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
    without: { type: 'string' },
    afresh: { type: 'boolean', default: false },
  },
})
const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  condstore: ['CONDSTORE', 'QRESYNC'],
  qresync: ['QRESYNC'],
}
const hideCapabilities = HIDDEN[values.without ?? 'nothing'] ?? []
if (values.without !== undefined && hideCapabilities.length === 0)
  throw new Error('--without takes condstore or qresync')
const changes = Number(values.changes)
const rounds = Number(values.rounds)
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
await using source = await startDovecot({ name: 'old', hideCapabilities })
await using target = await startDovecot({ name: 'new', hideCapabilities })
for (let n = 0; n < folders; n++) writeMaildir(source.mailDir('u1'), `Folder ${n}`, mails(n))
const lines = [await counting(source.port), await counting(target.port)] as const
try {
  console.log(`${folders} folders, ${folders * each} messages${values.without ? `, without ${values.without}` : ''}`)
  await measured('first', 'first')
  if (values.afresh) await measured('final', 'final')
  await measured('delta after it', 'delta')
  for (let n = 0; n < rounds; n++) await measured('nothing changed', 'delta')
  for (let n = 0; n < rounds; n++) {
    await change()
    await measured(`${changes} changes`, 'delta')
  }
} finally {
  for (const { server } of lines) server.close()
  await rm(data, { recursive: true, force: true })
}

async function measured(name: string, kind: string): Promise<void> {
  for (const line of lines) Object.assign(line, { commands: 0, bytes: 0 })
  const began = performance.now()
  const { seconds, messages, flagsSet } = await pass(kind)
  const whole = (performance.now() - began) / 1000
  const cost = (line: Counter) => `${line.commands} commands, ${(line.bytes / 1000).toFixed(0)} kB`
  const parts = `${seconds.inventory.toFixed(2)} + ${seconds.copy.toFixed(2)} + ${seconds.verify.toFixed(2)}`
  console.log(
    `${name}: pass ${seconds.total.toFixed(2)} s (${parts}), command ${whole.toFixed(2)} s; source ${cost(lines[0])}; target ${cost(lines[1])}; copied ${messages.copied}, flags ${flagsSet}`,
  )
}

/** What an owner does to the old mailbox between two deltas. */
async function change(): Promise<void> {
  const flow = new ImapFlow({
    host: '127.0.0.1',
    port: source.port,
    secure: false,
    auth: { user: 'u1', pass: 'pw' },
    logger: false,
  })
  await flow.connect()
  const touched = Math.min(10, folders)
  for (let n = 0; n < touched; n++) {
    const folder = `Folder ${n * Math.floor(folders / touched)}`
    const share = Math.ceil(changes / touched)
    await flow.mailboxOpen(folder)
    const all = await flow.search({ all: true }, { uid: true })
    const uids = (Array.isArray(all) ? all : []).slice(-share)
    for (let one = 0; one < share; one++) {
      const uid = String(uids[one])
      if (one < share / 2) await flow.append(folder, `Subject: new ${n} ${one} ${Date.now()}\r\n\r\nx\r\n`)
      else if (one < share * 0.8) await flow.messageFlagsAdd(uid, ['\\Flagged'], { uid: true })
      else await flow.messageDelete(uid, { uid: true })
    }
  }
  await flow.logout()
}

interface Report {
  readonly seconds: Readonly<Record<'total' | 'inventory' | 'copy' | 'verify', number>>
  readonly messages: { readonly copied: number }
  readonly flagsSet: number
}

async function pass(kind: string): Promise<Report> {
  const url = (line: Counter) => `imap://u1:pw@127.0.0.1:${line.port}`
  const child = spawn(
    process.execPath,
    [CARAVAN, 'copy', '--json', '--kind', kind, '--from', url(lines[0]), '--to', url(lines[1])],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, CARAVAN_DATA: data, DATABASE_URL: '' } },
  )
  const out: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0) throw new Error(`caravan ended with ${status ?? 'a signal'}`)
  return JSON.parse(Buffer.concat(out).toString()) as Report
}

/**
 * How much memory `caravan copy` takes at most, PostgreSQL apart, for mailboxes of several shapes:
 *
 *   node bench/memory.ts [--only ordinary,large] [--connections 4]
 *
 * and how much a process that runs passes over two hundred mailboxes at once.
 *
 * The largest resident set that the kernel has seen (VmHWM of proc_pid_status(5)), read until the program ends.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generateMailbox, startDovecot, writeMaildir } from '@caravan/lab'

const CARAVAN = fileURLToPath(new URL('../packages/server/bin/caravan.mjs', import.meta.url))
const PASSES = fileURLToPath(new URL('./passes.ts', import.meta.url))
const { values } = parseArgs({ options: { only: { type: 'string' }, connections: { type: 'string', default: '4' } } })

const letter = (id: string, bytes: number) => {
  const head = `Message-ID: <${id}@bench.example>\r\nFrom: a@bench.example\r\nSubject: ${id}\r\n\r\n`
  const line = `${'text '.repeat(15)}\r\n`
  return {
    raw: Buffer.from(head + line.repeat(Math.ceil(bytes / line.length))),
    date: new Date(1_600_000_000_000),
    flags: [],
  }
}

function* letters(count: number, bytes: number) {
  for (let n = 0; n < count; n++) yield letter(`${bytes}.${n}`, bytes)
}

/** Fills a mailbox; each has what is hard in another way. */
const SHAPES: Readonly<Record<string, (dir: string) => void>> = {
  ordinary: (dir) => void generateMailbox(dir, { count: 5_000 }),
  'one of 150 MB': (dir) => void writeMaildir(dir, 'INBOX', letters(1, 150_000_000)),
  'as large as is held whole': (dir) => void writeMaildir(dir, 'INBOX', letters(400, 1_000_000)),
  'eight folders of these': (dir) => {
    for (let n = 0; n < 8; n++) writeMaildir(dir, `Folder ${n}`, letters(50, 1_000_000))
  },
  '30,000 small ones': (dir) => void writeMaildir(dir, 'INBOX', letters(30_000, 300)),
  '500 folders': (dir) => {
    for (let n = 0; n < 500; n++) writeMaildir(dir, `Folder ${n}`, letters(4, 2_000))
  },
}

/** For two hundred mailboxes with two sessions each: one process of the sign-in takes them all. */
const extraConf = `service imap-login {
  service_count = 0
  client_limit = 4000
}
service imap {
  process_limit = 4000
}
service auth {
  client_limit = 10000
}
service anvil {
  client_limit = 10000
}`

await using source = await startDovecot({ name: 'old', extraConf })
await using target = await startDovecot({ name: 'new', extraConf })
for (const [index, [name, fill]] of Object.entries(SHAPES).entries()) {
  if (values.only !== undefined && !values.only.split(',').includes(name)) continue
  fill(source.mailDir(`u${index}`))
  const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
  try {
    const url = (port: number) => `imap://u${index}:pw@127.0.0.1:${port}`
    const line = ['copy', '--connections', values.connections, '--from', url(source.port), '--to', url(target.port)]
    await measure(name, [CARAVAN, ...line], data)
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

const TWO_HUNDRED = 'two hundred mailboxes'
if (values.only === undefined || values.only.split(',').includes(TWO_HUNDRED)) {
  const users = Array.from({ length: 200 }, (_, n) => `many${n}`)
  for (const user of users) generateMailbox(source.mailDir(user), { count: 100, seed: user })
  const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
  const ports = ['--from', String(source.port), '--to', String(target.port)]
  try {
    await measure(TWO_HUNDRED, [PASSES, ...ports, '--users', users.join(','), '--data', data], data)
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

async function measure(name: string, args: readonly string[], data: string): Promise<void> {
  const began = performance.now()
  const child = spawn(process.execPath, ['--semi-space-growth-factor=1', ...args], {
    stdio: 'ignore',
    env: { ...process.env, CARAVAN_DATA: data, DATABASE_URL: '' },
  })
  let most = 0
  const look = setInterval(() => {
    try {
      const [, kB] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8')) ?? []
      most = Math.max(most, Number(kB ?? 0) / 1000)
    } catch {
      // It has just ended.
    }
  }, 20)
  const [status] = (await once(child, 'close')) as [number | null]
  clearInterval(look)
  if (status !== 0) throw new Error(`${name} ended with ${status ?? 'a signal'}`)
  const seconds = (performance.now() - began) / 1000
  console.log(`${name.padEnd(28)} ${most.toFixed(0).padStart(4)} MB at most, ${seconds.toFixed(1)} s`)
}

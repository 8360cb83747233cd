/**
 * A folder of a million small messages: how long until the first one goes over, how much memory that takes, and, after the
 * program was killed in the middle, how long until it appends again.
 *
 *   node bench/million.ts [--messages 1000000] [--kill-after 20000]
 *
 * Needs room for as many files. The kernel's largest resident set (VmHWM) is the command's, PostgreSQL apart.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startDovecot, writeMaildir } from '@caravan/lab'

const CARAVAN = fileURLToPath(new URL('../packages/server/bin/caravan.mjs', import.meta.url))
const { values } = parseArgs({
  options: { messages: { type: 'string', default: '1000000' }, 'kill-after': { type: 'string', default: '20000' } },
})
const [count, killAfter] = [Number(values.messages), Number(values['kill-after'])]

const data = await mkdtemp(join(tmpdir(), 'caravan-bench-'))
// Its index of such a folder alone is larger than what Dovecot lets a process have.
const extraConf = 'default_vsz_limit = 4G'
await using source = await startDovecot({ name: 'old', extraConf })
await using target = await startDovecot({ name: 'new', extraConf })
let began = performance.now()
const since = () => `${((performance.now() - began) / 1000).toFixed(1)} s`
writeMaildir(source.mailDir('u'), 'INBOX', letters())
console.log(`${count} messages made in ${since()}`)
try {
  const first = start()
  await arrivals(first, 1)
  console.log(`the first message went over after ${since()}; memory at most ${memory(first)} MB so far`)
  await arrivals(first, killAfter)
  console.log(`${arrived()} had arrived after ${since()}; memory at most ${memory(first)} MB`)
  first.kill('SIGKILL')
  await once(first, 'close')
  // What was on its way arrives without it.
  let before = -1
  for (let now = arrived(); now !== before; now = arrived()) {
    before = now
    await sleep(3_000)
  }
  const second = start()
  await arrivals(second, before + 1)
  console.log(
    `killed, and started again: it appends again after ${since()}; memory at most ${memory(second)} MB so far`,
  )
  second.kill('SIGINT')
  await once(second, 'close')
} finally {
  await rm(data, { recursive: true, force: true })
}

function* letters() {
  for (let n = 0; n < count; n++)
    yield {
      raw: Buffer.from(`Message-ID: <${n}@bench.example>\r\nFrom: a@bench.example\r\nSubject: ${n}\r\n\r\nShort.\r\n`),
      date: new Date(1_500_000_000_000 + n * 1000),
      flags: n % 3 === 0 ? [] : ['\\Seen'],
    }
}

function start(): ChildProcess {
  began = performance.now()
  const url = (port: number) => `imap://u:pw@127.0.0.1:${port}`
  return spawn(process.execPath, [CARAVAN, 'copy', '--from', url(source.port), '--to', url(target.port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CARAVAN_DATA: data, DATABASE_URL: '' },
  })
}

/** Files in the folder's `cur` and `new` at the target. */
function arrived(): number {
  const files = (folder: string) => {
    try {
      return readdirSync(join(target.mailDir('u'), folder)).length
    } catch {
      return 0
    }
  }
  return files('cur') + files('new')
}

async function arrivals(program: ChildProcess, messages: number): Promise<void> {
  while (arrived() < messages) {
    if (program.exitCode !== null) throw new Error(`caravan ended with ${program.exitCode}`)
    await sleep(100)
  }
}

function memory({ pid = 0 }: ChildProcess): string {
  const [, kB] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return (Number(kB ?? 0) / 1000).toFixed(0)
}

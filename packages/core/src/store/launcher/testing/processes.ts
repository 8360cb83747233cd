import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { findPostmaster } from '../postmaster.ts'

/** Another Caravan process in a data folder. */
export interface Stay {
  process: ChildProcess
  /** What it says next: `in …`, `left`, `error …`. */
  line(): Promise<string>
  tell(command: 'leave' | 'fail'): void
  ended: Promise<unknown>
}

export function stay(dataDir: string, options: SpawnOptions = {}): Stay {
  const program = fileURLToPath(new URL('./stay.ts', import.meta.url))
  const child = spawn(process.execPath, [program, dataDir], { ...options, stdio: ['pipe', 'pipe', 'ignore'] as const })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    process: child,
    line: async () => nextOf(lines),
    tell: (command) => child.stdin.write(`${command}\n`),
    ended: once(child, 'exit'),
  }
}

async function nextOf(lines: AsyncIterator<string>): Promise<string> {
  const next = await lines.next()
  return next.done ? 'ended' : next.value
}

export const clusterOf = (dataDir: string) => join(dataDir, 'postgresql/data')

export async function postmasterPid(dataDir: string): Promise<number | undefined> {
  return (await findPostmaster(clusterOf(dataDir)))?.pid
}

/** The number that stands in postmaster.pid, dead or alive. */
export async function writtenPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8')).split('\n')[0])
}

export async function until(condition: () => Promise<boolean>, waitMs = 15_000): Promise<boolean> {
  const deadline = Date.now() + waitMs
  while (!(await condition())) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}

export async function query(socketDir: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ host: socketDir, user: 'caravan', database: 'caravan' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

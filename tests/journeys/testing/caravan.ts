import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fillDataFolder } from '@caravan/core/testing/store'
import { afterAll, beforeAll, expect } from 'vitest'
import { PASSWORD } from './mail-server.ts'
import { type Report, readReport } from './report.ts'
import { temporaryFolder } from './temporary.ts'

const PROGRAM = fileURLToPath(new URL('../../../packages/server/bin/caravan.mjs', import.meta.url))
/** A command that hangs is ended, and its test fails by the signal. */
const LONGEST_MS = 300_000

export interface Ran {
  /** The exit status; null where a signal ended it. */
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** What `--json` printed, checked for its shape. Throws where that is not one report. */
  readonly json: Report
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  /** What stands on its standard input; nothing unless told. */
  readonly input?: string
  /** Further texts that must not be seen in what it prints. */
  readonly secrets?: readonly string[]
  /** What it is started by, such as `nsenter` with its arguments. */
  readonly within?: readonly string[]
  /** Told once it runs; `signal` sends it one. */
  readonly onStart?: (signal: (name: NodeJS.Signals) => void, pid: number) => void
  /** Told what it says on standard error while it runs. */
  readonly onSaid?: (text: string) => void
}

let ownFolder: string | undefined
/** The ledger of one test file; its tests tell their mailboxes apart by user names. */
export const dataFolder = (): string => (ownFolder ??= temporaryFolder('data'))

beforeAll(() => fillDataFolder(dataFolder()))

const running = new Set<ChildProcess>()
afterAll(() => {
  // Only where a test failed half way is anything left.
  for (const child of running) child.kill('SIGKILL')
  try {
    const file = readFileSync(join(dataFolder(), 'postgresql/data/postmaster.pid'), 'utf8')
    process.kill(Number.parseInt(file, 10), 'SIGINT')
  } catch {
    // No database was left running.
  }
})

/** Runs `./caravan` to its end. No password may stand in anything it prints, whatever happens. */
export async function caravan(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const { env, input, secrets = [], within = [], onStart, onSaid } = surroundings
  const [program = process.execPath, ...rest] = [...within, process.execPath, PROGRAM, ...args]
  const child = spawn(program, rest, {
    // An empty address means the embedded database, whatever the surroundings name.
    env: { ...process.env, DATABASE_URL: '', CARAVAN_DATA: dataFolder(), ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  })
  running.add(child)
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  if (onSaid !== undefined) child.stderr?.on('data', (chunk: Buffer) => onSaid(chunk.toString()))
  child.stdin?.end(input)
  onStart?.((name) => child.kill(name), child.pid ?? 0)
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  running.delete(child)
  const ran = { status, stdout: stdout(), stderr: stderr() }
  for (const secret of [PASSWORD, ...secrets]) expectUnseen(secret, ran)
  return {
    ...ran,
    get json() {
      return readReport(ran.stdout, ran.stderr)
    },
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = []
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString()
}

/** `caravan copy` for a pass that must end so; gives back its report. */
export async function copy(status: number, args: readonly string[], surroundings: Surroundings = {}): Promise<Report> {
  const ran = await caravan(['copy', ...args, '--json'], surroundings)
  expect(ran.status, ran.stdout + ran.stderr).toBe(status)
  return ran.json
}

/** Neither as it is nor as a URL or SASL PLAIN writes it. */
function expectUnseen(secret: string, { stdout, stderr }: Pick<Ran, 'stdout' | 'stderr'>): void {
  for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')]) {
    expect(stdout).not.toContain(form)
    expect(stderr).not.toContain(form)
  }
}

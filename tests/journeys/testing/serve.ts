import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { freePort } from '@caravan/lab'
import { afterAll } from 'vitest'

const PROGRAM = fileURLToPath(new URL('../../../packages/server/bin/caravan.mjs', import.meta.url))

/** A program that runs until it is told to stop. */
export interface RunningProgram {
  /** Everything that it has printed, both streams. */
  readonly printed: () => string
  /** Asks it to end (SIGTERM); its status. */
  readonly stop: () => Promise<number | null>
}

/** `caravan serve`, listening. */
export interface RunningServe extends RunningProgram {
  readonly url: string
  /** The one-time link that makes the first owner. */
  readonly beginLink: string
}

const running = new Set<ChildProcess>()
afterAll(() => {
  // Only where a test failed half way is anything left.
  for (const child of running) child.kill('SIGKILL')
})

/**
 * `caravan serve` with a worker of its own, over this data folder; it may reach the lab's servers.
 * @param host of this machine: passkeys need one with a name, `localhost`
 */
export async function serve(data: string, host = '127.0.0.1'): Promise<RunningServe> {
  const url = `http://${host}:${await freePort()}`
  const started = start(['serve', '--host', host, '--port', new URL(url).port, '--passes', '4', '--data', data])
  const link = await started.line((line) => line.startsWith(`${url}/begin#`))
  return { ...started, url, beginLink: link }
}

/** `caravan worker` beside it; resolves once it takes passes. */
export async function worker(data: string): Promise<RunningProgram> {
  const started = start(['worker', '--passes', '4', '--data', data])
  await started.line((line) => line.startsWith('Worker '))
  return started
}

function start(args: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: '', CARAVAN_ALLOW_HOSTS: '127.0.0.1' }
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  const exit = once(child, 'exit').then(([status]) => status as number | null)
  let text = ''
  const waiting = new Set<(line: string) => void>()
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      text += `${line}\n`
      for (const tell of waiting) tell(line)
    })
  return {
    printed: () => text,
    line: (meant: (line: string) => boolean): Promise<string> => {
      const found = new Promise<string>((resolve) => waiting.add((line) => meant(line) && resolve(line)))
      const ended = exit.then((status): never => {
        throw new Error(`caravan ${args[0]} ended with ${status}:\n${text}`)
      })
      return Promise.race([found, ended])
    },
    stop: async () => {
      child.kill('SIGTERM')
      const status = await exit
      running.delete(child)
      return status
    },
  }
}

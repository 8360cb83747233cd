import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../../../bin/caravan.mjs', import.meta.url))
const START_MS = 120_000

/** A process of the program, with all that it has said. */
export interface Running {
  readonly process: ChildProcess
  readonly output: () => string
  /** Resolves with the match once the program has said it. */
  until(said: RegExp): Promise<RegExpExecArray>
  /** Ends it, in good order unless told otherwise. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Starts `caravan` with these arguments and this environment. */
export function start(args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const hearing = new Set<() => void>()
  const hear = (chunk: Buffer) => {
    output += chunk.toString('utf8')
    for (const one of hearing) one()
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.on('exit', () => {
    for (const one of hearing) one()
  })
  return {
    process: child,
    output: () => output,
    until: (said) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => end(new Error(`${args[0] ?? ''} has not said ${said}:\n${output}`)), START_MS)
        const end = (result: RegExpExecArray | Error) => {
          clearTimeout(late)
          hearing.delete(look)
          if (result instanceof Error) reject(result)
          else resolve(result)
        }
        const look = () => {
          const match = said.exec(output)
          if (match !== null) end(match)
          else if (child.exitCode !== null) end(new Error(`${args[0] ?? ''} ended:\n${output}`))
        }
        hearing.add(look)
        look()
      }),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

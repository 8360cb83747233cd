import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

/** A lab failure that a person can act on: one sentence, and the program's own words as `cause`. */
export class LabError extends Error {
  override readonly name = 'LabError'
}

export interface CommandOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
}

/** Starts a program of the system, also one that stands in a folder for administrators only. */
export function launch(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(program, args, { env: systemEnv(), ...options })
}

/** Runs a program to its end and gives back its standard output; a failure carries the last line it said. */
export async function command(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const child = launch(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve(status ?? signal))
  })
  if (code === 0) return Buffer.concat(out).toString()
  const words = Buffer.concat(err).toString().trim()
  throw new LabError(`${program} ended with ${String(code)}: ${words.split('\n').at(-1) ?? ''}`, { cause: words })
}

/** Whether a program of this name stands in PATH (or in the system folders a user's PATH often lacks). */
export async function hasCommand(name: string): Promise<boolean> {
  return command('sh', ['-c', 'command -v "$1"', 'sh', name]).then(
    () => true,
    () => false,
  )
}

/** The environment with the system's administration folders in PATH and the C locale, so that output can be read. */
export function systemEnv(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`, LC_ALL: 'C.UTF-8' }
}

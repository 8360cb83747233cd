import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')

/** The Node that npm brought. */
export const node24 = join(root, 'node_modules/.bin/node')

/** Something that a person can mend; its message is the one sentence they read. */
export class SetupError extends Error {}

/** The environment in which programs of the checkout find each other first. */
export function environment() {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin']
  return { ...process.env, PATH: path.filter(Boolean).join(delimiter) }
}

/** Runs a program in the checkout with our own terminal, and gives back its exit code. */
export function runHere(program, args, options = {}) {
  const child = spawn(program, args, { cwd: root, env: environment(), stdio: 'inherit', ...options })
  // A terminal sends Ctrl-C to both of us: the child says how it ends. What is sent to us alone is passed on.
  const ignore = () => undefined
  const pass = () => child.kill('SIGTERM')
  process.on('SIGINT', ignore)
  process.on('SIGTERM', pass)
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new SetupError(`${program} does not start: ${cause.message}`)))
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  }).finally(() => {
    process.off('SIGINT', ignore)
    process.off('SIGTERM', pass)
  })
}

/** Runs a program silently; gives back its exit code and all it said. */
export function runSilently(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: environment(), ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', (cause) => resolve({ code: 127, output: cause.message }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

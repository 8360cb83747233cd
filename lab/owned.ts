import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabError, launch } from './command.ts'

export interface OwnedProcess {
  readonly pid: number
  /** How it ended, or nothing while it runs. */
  ended(): string | undefined
  /** Asks it to end, gives it `graceMs` (3,000) to do so, and kills what is left of it and of all it started. */
  stop(graceMs?: number): Promise<void>
}

const running = new Set<number>()
process.on('exit', () => {
  for (const pid of running) killGroup(pid, 'SIGKILL')
})

/**
 * Runs a server in the foreground as a process group of its own that ends with us, however we end: `stop()` ends it,
 * so does a normal exit, and where this process is killed outright the kernel sends the server SIGTERM
 * (`setpriv --pdeathsig`, which lasts over exec as long as the credentials stay). `$PPID` is compared first, because
 * the signal is only sent for a death after it was asked for.
 */
export async function startOwned(argv: readonly string[], log: string, env: NodeJS.ProcessEnv): Promise<OwnedProcess> {
  const file = openSync(log, 'a')
  const guard = 'test "$PPID" = "$1" || exit 1; shift; exec "$@"'
  const child = launch('setpriv', ['--pdeathsig', 'TERM', 'sh', '-c', guard, 'sh', String(process.pid), ...argv], {
    cwd: '/',
    detached: true,
    env,
    stdio: ['ignore', file, file],
  })
  closeSync(file)
  let end: string | undefined
  const gone = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      end ??= `ended with ${String(code ?? signal)}`
      resolve()
    })
  })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (cause) =>
      reject(new LabError('setpriv of util-linux is needed and does not start.', { cause })),
    )
  })
  const pid = child.pid
  if (pid === undefined) throw new LabError('A server was started and has no process id.')
  running.add(pid)
  return {
    pid,
    ended: () => end,
    async stop(graceMs = 3000) {
      if (end === undefined) child.kill('SIGTERM')
      await Promise.race([gone, sleep(graceMs, undefined, { ref: false })])
      killGroup(pid, 'SIGKILL')
      await gone
      for (let tries = 0; processesOfGroup(pid).length > 0 && tries < 200; tries++) await sleep(5)
      running.delete(pid)
    },
  }
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // Nobody is left in the group.
  }
}

/** The processes of a group that still run. A dead one that its new parent has not buried yet does not count. */
export function processesOfGroup(group: number): number[] {
  const all = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
  return all.map(Number).filter((pid) => {
    try {
      // proc(5): "pid (name) state ppid pgrp …", and a name may hold spaces and brackets.
      const [state, , pgrp] = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
      return Number(pgrp) === group && state !== 'Z' && state !== 'X'
    } catch {
      return false
    }
  })
}

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { caravan } from './caravan.ts'
import { between, PASSWORD, type Server } from './mail-server.ts'
import { temporaryFolder } from './temporary.ts'

/** A run that was started. */
export interface Run {
  /** Sends the program a signal. */
  signal: (name: NodeJS.Signals) => void
  /** Its exit status; null where a signal ended it. */
  ended: Promise<number | null>
}

/** A program that copies one mailbox; started again, it goes on where it was. */
export type Copier = (from: Server, fromUser: string, to: Server, toUser: string) => () => Run

const NAIVE = fileURLToPath(import.meta.resolve('./naive.ts'))

/** The few lines of `naive.ts`, which remember in a file of their own, or know a message by its Message-ID. */
export const naive =
  (remembers: 'in a record' | 'by Message-ID'): Copier =>
  (from, fromUser, to, toUser) => {
    const record = remembers === 'in a record' ? join(temporaryFolder('naive'), 'record.json') : undefined
    const side = ({ port }: Server, user: string): object => ({ port, user, pass: PASSWORD })
    const task = JSON.stringify({ from: side(from, fromUser), to: side(to, toUser), record })
    return () => {
      const child = spawn(process.execPath, [NAIVE, task], { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 })
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', resolve)
      })
      return { signal: (name) => child.kill(name), ended }
    }
  }

/** Our own command. */
export const ours: Copier = (from, fromUser, to, toUser) => () => {
  let signal: Run['signal'] = () => undefined
  const ran = caravan(['copy', ...between(from, fromUser, to, toUser), '--json'], {
    onStart: (send) => {
      signal = send
    },
  })
  return { signal: (name) => signal(name), ended: ran.then(({ status }) => status) }
}

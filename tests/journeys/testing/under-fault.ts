import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, writeMaildir } from '@caravan/lab'
import { expect } from 'vitest'
import { caravan, copy } from './caravan.ts'
import { letter, letters } from './letters.ts'
import { between, mailboxUrl, type Server } from './mail-server.ts'
import { expectSame } from './reader.ts'
import { expectError, type Report } from './report.ts'
import { temporaryFolder } from './temporary.ts'

/** What no fault may make of the command. */
const MOST_RESIDENT_KB = 512 * 1024
/** The silence that a test bears, in seconds: a real one is 120. */
const SILENCE = 3

/** The letters in a mailbox of `fill`. */
export const COUNT = 66

/** Two folders of small letters with flags and dates, among them one that is streamed. */
export function fill(server: Dovecot, user: string): void {
  const flags = ['\\Seen', '\\Flagged', '$Forwarded']
  const inbox = letters(COUNT - 6, user, { size: 6_000 })
  writeMaildir(server.mailDir(user), 'INBOX', [...inbox, letter(`${user}-large`, { size: 2_000_000, flags })])
  writeMaildir(server.mailDir(user), 'Projects', letters(5, `${user}-projects`, { flags }))
}

export interface Journey {
  readonly from: Server
  readonly to: Server
  /** The user at the source; at the target `-new` is added. */
  readonly user: string
}

const patiently = { query: `?timeout=${SILENCE}` }

/** `--from` and `--to`, for a run that bears little silence. */
export const impatient = ({ from, to, user }: Journey): string[] => [
  '--from',
  mailboxUrl(from.port, user, patiently),
  '--to',
  mailboxUrl(to.port, `${user}-new`, patiently),
]

/**
 * `caravan copy` while something is wrong. It ends with one of these statuses, in time and in little memory, with a
 * report whose sums balance and with no stack of calls in what it prints.
 */
export async function copyUnderFault(status: number, args: readonly string[]): Promise<Report> {
  const peak = join(temporaryFolder('peak'), 'peak')
  const ran = await caravan(['copy', ...args, '--json'], {
    env: { NODE_OPTIONS: `--import ${import.meta.resolve('./peak-memory.ts')}`, PEAK_MEMORY_FILE: peak },
  })
  expect(ran.status, ran.stdout + ran.stderr).toBe(status)
  expect(ran.stdout + ran.stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m)
  const resident = Number(readFileSync(peak, 'utf8'))
  expect(resident).toBeGreaterThan(10_000)
  expect(resident).toBeLessThan(MOST_RESIDENT_KB)
  return ran.json
}

/** An interrupted run that names its cause in the words of the server. */
export async function interruptedBy(args: readonly string[], code: string, words: RegExp | null): Promise<Report> {
  const report = await copyUnderFault(5, args)
  expect(report.status).toBe('interrupted')
  expectError(report.error, code, words)
  return report
}

/** With the fault lifted one run ends green, and every message stands at the target once with its flags and date. */
export async function expectHealed({ from, to, user }: Journey): Promise<void> {
  const report = await copy(0, between(from, user, to, `${user}-new`))
  expect(report.pending).toBe(0)
  await expectSame(from, user, to, `${user}-new`)
}

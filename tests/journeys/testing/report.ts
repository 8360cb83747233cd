import { expect } from 'vitest'

const FATES = ['copied', 'present', 'repaired', 'merged', 'removed', 'vanished', 'excluded', 'refused'] as const
export type Counts = Record<'source' | (typeof FATES)[number], number>

export interface NamedError {
  code: string
  message: string
  remedy: string
  serverReply: string | null
}

export interface ExceptionEntry {
  folder: string
  uid: number | null
  messageId: string | null
  subject: string | null
  date: string | null
  size: number
  code: string
  serverReply: string | null
  remedy: string
  rawFile: string | null
}

/** The documented object that `--json` prints, with what this program adds to it. */
export interface Report {
  status: 'green' | 'exceptions' | 'mismatch' | 'interrupted' | 'undecided'
  messages: Counts
  bytes: number
  folders: number
  seconds: { total: number; inventory: number; copy: number; verify: number }
  verified: {
    level: string
    checked: number
    exact: number
    normalised: number
    equivalent: number
    mismatched: number
  }
  exceptions: ExceptionEntry[]
  pending: number
  flagsSet: number
  changes: Record<string, number>
  perFolder: { folder: string; target: string; why: string; messages: Counts; pending: number }[]
  remarks: { text: string; count: number }[]
  error: NamedError | null
  missing?: number
  extra?: number
}

/** Reads the one object that standard output must be, and holds it to the documented shape and to the sum of its counts. */
export function readReport(stdout: string, stderr: string): Report {
  const report = readObject(stdout, stderr) as Report
  const counts = expect.objectContaining({
    source: expect.any(Number) as number,
    ...Object.fromEntries(FATES.map((fate) => [fate, expect.any(Number)])),
  }) as Counts
  expect(report).toMatchObject({
    status: expect.stringMatching(/^(green|exceptions|mismatch|interrupted|undecided)$/) as string,
    messages: counts,
    bytes: expect.any(Number) as number,
    folders: expect.any(Number) as number,
    seconds: numbers('total', 'inventory', 'copy', 'verify'),
    verified: {
      level: expect.stringMatching(/^(content|sample|headers|none)$/) as string,
      ...numbers('checked', 'exact', 'normalised', 'equivalent', 'mismatched'),
    },
    exceptions: expect.any(Array) as unknown[],
  })
  for (const { messages } of [report, ...report.perFolder]) expect(messages.source).toBe(sumOf(messages))
  for (const fate of ['source', ...FATES] as const)
    expect(report.perFolder.reduce((sum, folder) => sum + folder.messages[fate], 0)).toBe(report.messages[fate])
  for (const exception of report.exceptions) expectException(exception)
  return report
}

/** Exactly one JSON object on one line, and nothing else. */
export function readObject(stdout: string, stderr = ''): unknown {
  const lines = stdout.split('\n')
  expect(lines, `standard output of: ${stderr}`).toHaveLength(2)
  expect(lines[1]).toBe('')
  const object: unknown = JSON.parse(lines[0] ?? '')
  expect(object).toBeTypeOf('object')
  expect(Array.isArray(object)).toBe(false)
  return object
}

/** A named error: its code, the server's words, and a next step. */
export function expectError(error: NamedError | null | undefined, code: string, words: RegExp | null): void {
  expect(error).toMatchObject({
    code,
    message: expect.stringMatching(/\S/) as string,
    remedy: expect.stringMatching(/\S/) as string,
    serverReply: words === null ? null : (expect.stringMatching(words) as string),
  })
}

function expectException(exception: ExceptionEntry): void {
  const textOrNull = (value: unknown): boolean => value === null || typeof value === 'string'
  expect(exception).toMatchObject({
    folder: expect.stringMatching(/\S/) as string,
    size: expect.any(Number) as number,
    code: expect.stringMatching(/^[a-z-]+$/) as string,
    remedy: expect.stringMatching(/\S/) as string,
  })
  for (const key of ['messageId', 'subject', 'date', 'serverReply'] as const)
    expect(textOrNull(exception[key]), key).toBe(true)
  expect(exception.uid === null || typeof exception.uid === 'number').toBe(true)
}

const numbers = (...keys: string[]): Record<string, number> =>
  Object.fromEntries(keys.map((key) => [key, expect.any(Number) as number]))

export const sumOf = (counts: Counts): number => FATES.reduce((sum, fate) => sum + counts[fate], 0)

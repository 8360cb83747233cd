import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type MemoryBehaviour, MemoryService } from '../../services/memory/memory.ts'
import type { LedgerDb } from '../../store/index.ts'
import { type PassOptions, runPass } from '../index.ts'
import { EVERYTHING } from '../plan/rules.ts'
import type { PassReport } from '../report/report.ts'

let made = 0
let refused: string | undefined

afterAll(() => {
  if (refused !== undefined) rmSync(refused, { recursive: true, force: true })
})

/** One folder a test file, gone after its tests. */
export function refusedFolder(): string {
  refused ??= mkdtempSync(join(tmpdir(), 'caravan-refused-'))
  return refused
}

/** Two mailboxes in memory and a way to run passes between them. */
export interface Pair {
  readonly source: MemoryService
  readonly target: MemoryService
  readonly run: (options?: Partial<PassOptions>) => Promise<PassReport>
}

export function makePair(db: LedgerDb, behaviour: Partial<MemoryBehaviour> = {}): Pair {
  made++
  const source = new MemoryService(`user${made}@old`)
  const target = new MemoryService(`user${made}@new`, behaviour)
  return {
    source,
    target,
    run: (options = {}) =>
      runPass({
        db,
        source,
        target,
        rules: EVERYTHING,
        verify: 'content',
        connections: 3,
        dryRun: false,
        keepRefused: refusedFolder(),
        accept: { shrunkenSource: false, removedCopies: 'ask' },
        retry: { attempts: 4, firstPauseMs: 1 },
        ...options,
      }),
  }
}

/** A message that differs from others by its number. */
export const mail = (n: number | string, body = 'Dear all'): string =>
  `Message-ID: <${n}@test.example>\r\nSubject: Mail ${n}\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\nFrom: a@test.example\r\n\r\n${body}\r\n`

/** The bytes of every message of a service by folder, sorted: what two mailboxes are compared by. */
export function contents(service: MemoryService): Record<string, string[]> {
  const out: Record<string, string[]> = {}
  for (const [name, folder] of service.folders) {
    if (folder.messages.length > 0)
      out[name] = folder.messages.map((m) => `${m.flags} ${m.internalDate} ${m.bytes.toString('latin1')}`).sort()
  }
  return out
}

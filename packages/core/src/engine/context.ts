import { CaravanError, type Change, type VerifyLevel } from '../model/index.ts'
import type { Endpoint } from '../services/port.ts'
import { type LedgerDb, recordException } from '../store/index.ts'
import type { FolderMapping } from './plan/mapping.ts'
import type { Rules } from './plan/rules.ts'
import { SessionPool } from './sessions.ts'

/** What a reader is told while a pass runs. */
export type Progress =
  | { readonly step: 'connecting' }
  /** A folder that gets another name at the target: told before anything is written. */
  | { readonly step: 'mapped'; readonly mapping: FolderMapping }
  | { readonly step: 'inventory'; readonly folder: string; readonly messages: number }
  | { readonly step: 'copy-begins'; readonly messages: number; readonly bytes: number }
  | { readonly step: 'folder-begins'; readonly folder: string; readonly messages: number; readonly bytes: number }
  | { readonly step: 'copied'; readonly folder: string; readonly messages: number; readonly bytes: number }
  | { readonly step: 'verify-begins'; readonly messages: number; readonly bytes: number }
  | { readonly step: 'verified'; readonly folder: string; readonly messages: number; readonly bytes: number }
  | { readonly step: 'waiting'; readonly seconds: number; readonly because: string }

export interface PassOptions {
  readonly db: LedgerDb
  readonly source: Endpoint
  readonly target: Endpoint
  readonly rules: Rules
  readonly verify: VerifyLevel
  /** Sessions to the target at once. */
  readonly connections: number
  readonly dryRun: boolean
  /** Folder that receives the raw bytes of refused messages. */
  readonly keepRefused: string
  /** What somebody has said yes to. */
  readonly accept: {
    /** The source holds far less than before. */
    readonly shrunkenSource: boolean
    /** Copies made before are gone from the target: leave them so, or copy them again. */
    readonly removedCopies: 'ask' | 'leave' | 'copy-again'
  }
  readonly onProgress?: (progress: Progress) => void
  /** Aborted with a `CaravanError` to stop the pass: what is under way ends, nothing new begins. */
  readonly signal?: AbortSignal
  /** How often a lost connection is tried again without anything having moved in between, and the first pause. */
  readonly retry?: { readonly attempts: number; readonly firstPauseMs: number }
}

/** Copied to itself a mailbox would lose nothing and gain nothing; compared with itself it is always green. */
export function assertTwoMailboxes({ source, target }: Pick<PassOptions, 'source' | 'target'>): void {
  // This machine has several names; no other machine has any of them.
  const [from, to] = [source, target].map(({ identity }) =>
    identity.replace(/@(?:localhost|127(?:\.\d+){3}|::1):(?=\d+$)/, '@this machine:'),
  )
  if (from !== to) return
  throw new CaravanError(
    'same-mailbox',
    `--from and --to are the same mailbox: ${source.identity}.`,
    'Name the old mailbox with --from and the new one with --to.',
  )
}

/** What the steps of one pass share. */
export interface PassContext extends PassOptions {
  readonly pass: number
  readonly epoch: number
  readonly mailbox: number
  readonly sources: SessionPool
  readonly targets: SessionPool
  /** Remarks for the report, counted: what was done that is no exception but that the reader should know. */
  readonly remarks: Map<string, number>
  /** Rewrites that the target's profile declares; known once a session is open. */
  expectedChanges: readonly Change[]
  tell(progress: Progress): void
  /** A number that grows with every message that was dealt with: tells a slow pass from one that stands still. */
  moved(): number
}

/** A pass's context; its sessions are opened as they are needed and closed by who made it. */
export function makeContext(options: PassOptions, ids: Pick<PassContext, 'pass' | 'mailbox' | 'epoch'>): PassContext {
  let moved = 0
  return {
    ...options,
    ...ids,
    // One for the stream being copied, one for what is read again beside it.
    sources: new SessionPool(options.source, 2, options.signal),
    targets: new SessionPool(options.target, options.connections, options.signal),
    remarks: new Map(),
    expectedChanges: [],
    tell: (progress) => {
      if (progress.step === 'copied' || progress.step === 'verified') moved += progress.messages
      options.onProgress?.(progress)
    },
    moved: () => moved,
  }
}

/** A folder of the target, known to the ledger. */
export interface TargetPlace {
  readonly name: string
  readonly id: number
  readonly uidValidity: number
}

/** A source folder with where it goes, both known to the ledger. */
export interface FolderPair {
  /** Decoded source name, levels joined by `/`: as people read it. */
  readonly title: string
  readonly source: { readonly name: string; readonly id: number }
  readonly target: TargetPlace
  /** Other folders of the target that mail of this one was sent to before, as far as they are still there. */
  readonly earlier: readonly TargetPlace[]
  /** UIDs refused in this pass: listed once, not tried twice. */
  readonly refused: Set<number>
  /** UIDs that went from the source while the pass ran. */
  readonly vanished: Set<number>
}

export const remark = (context: PassContext, text: string, count = 1): void => {
  context.remarks.set(text, (context.remarks.get(text) ?? 0) + count)
}

/** Lists something about one message of this pass; by what people know it, the report fills in from the source. */
export async function listException(
  context: PassContext,
  pair: FolderPair,
  uid: number,
  code: string,
  remedy: string,
  details: { readonly size?: number; readonly serverReply?: string | undefined } = {},
): Promise<void> {
  await recordException(context.db, context.pass, {
    folder: pair.source.id,
    uid,
    messageId: null,
    subject: null,
    date: null,
    size: details.size ?? 0,
    code,
    serverReply: details.serverReply ?? null,
    remedy,
    rawFile: null,
  })
}

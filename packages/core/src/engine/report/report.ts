import type { Change, Fate, PassKind, PassStatus, VerifyLevel } from '../../model/index.ts'
import type { FolderMapping } from '../plan/mapping.ts'

/** How many messages became what. `source` is the sum of the others. */
export type Counts = Record<'source' | Fate, number>

export interface Verified {
  readonly level: VerifyLevel
  /** Messages whose check stands, from this pass or an earlier one. */
  readonly checked: number
  /** Of these, read from the target in this pass. */
  readonly fresh: number
  readonly exact: number
  readonly normalised: number
  readonly equivalent: number
  readonly mismatched: number
}

export interface ReportedException {
  readonly folder: string
  /** Null where a whole folder is meant. */
  readonly uid: number | null
  readonly messageId: string | null
  readonly subject: string | null
  readonly date: string | null
  readonly size: number
  readonly code: string
  readonly serverReply: string | null
  readonly remedy: string
  /** Where the raw bytes were kept. */
  readonly rawFile: string | null
}

export interface FolderReport {
  readonly folder: string
  readonly target: string
  readonly why: FolderMapping['why'] | 'excluded' | 'not-created'
  readonly messages: Counts
  /** Known, and not yet dealt with: only where the pass was interrupted or needs a decision. */
  readonly pending: number
  /** Of `present`, those that came here from the target: known by the passes that brought them, not read again. */
  readonly origins: number
  readonly verified: Omit<Verified, 'level'>
}

/** How faithful the target is to what it is given, as far as a trial has seen; beside the rungs and the transformations. */
export interface Fidelity {
  /** Messages that were sent and whose flags and arrival date were read again, and how many of them came out otherwise. */
  readonly read: number
  readonly flagsChanged: number
  readonly datesChanged: number
  /** Flags that the target cannot keep. */
  readonly flagsLeftOut: readonly string[]
  /** Folders of the whole mailbox that keep their name, and those that get another one. */
  readonly foldersSameName: number
  readonly foldersRenamed: readonly { readonly folder: string; readonly target: string; readonly why: string }[]
  /** What the trial's own messages were refused for, by code. */
  readonly refused: Readonly<Record<string, number>>
  /** Of all messages in the trial's folders, those larger than the target takes; null where it names no limit. */
  readonly tooLarge: { readonly limit: number; readonly messages: number; readonly bytes: number } | null
}

/** A named error as the report shows it. */
export interface ReportedError {
  readonly code: string
  readonly message: string
  readonly remedy: string
  readonly serverReply: string | null
  /** When the next try makes sense, where a service's limits or its replies tell. */
  readonly retryAfterSeconds?: number
}

export interface PassReport {
  readonly status: PassStatus
  /** Null where the run ended before that was known. */
  readonly kind: PassKind | null
  readonly dryRun: boolean
  readonly source: string
  readonly target: string
  readonly startedAt: string
  readonly messages: Counts
  /** Messages known at the source and not yet dealt with; `messages` counts only what was dealt with. */
  readonly pending: number
  /** Of `messages.present`, those that came here from the target. */
  readonly origins: number
  /** Octets sent to the target in this pass; in a dry run, that would be sent. */
  readonly bytes: number
  readonly folders: number
  readonly seconds: {
    readonly total: number
    readonly inventory: number
    readonly copy: number
    readonly verify: number
  }
  readonly verified: Verified
  /** How many messages each named transformation was met in. */
  readonly changes: Readonly<Partial<Record<Change, number>>>
  readonly flagsSet: number
  readonly exceptions: readonly ReportedException[]
  readonly perFolder: readonly FolderReport[]
  /** Of a trial. */
  readonly fidelity: Fidelity | null
  /** What is no exception but should be known, with how often it was met. */
  readonly remarks: readonly { readonly text: string; readonly count: number }[]
  /** Why the pass was interrupted or is undecided. */
  readonly error: ReportedError | null
}

export const emptyCounts = (): Counts => ({
  source: 0,
  copied: 0,
  present: 0,
  repaired: 0,
  merged: 0,
  removed: 0,
  vanished: 0,
  excluded: 0,
  refused: 0,
})

export function addCounts(total: Counts, part: Counts): Counts {
  const sum = { ...total }
  for (const key of Object.keys(part) as (keyof Counts)[]) sum[key] += part[key]
  return sum
}

/** Everything but `source`, added up. */
export const accountedFor = (counts: Counts): number =>
  Object.entries(counts).reduce((sum, [fate, count]) => (fate === 'source' ? sum : sum + count), 0)

/** The folders' checks added up. */
export function sumVerified(level: VerifyLevel, folders: readonly FolderReport[]): Verified {
  const sum = (key: keyof FolderReport['verified']) =>
    folders.reduce((total, folder) => total + folder.verified[key], 0)
  return {
    level,
    checked: sum('checked'),
    fresh: sum('fresh'),
    exact: sum('exact'),
    normalised: sum('normalised'),
    equivalent: sum('equivalent'),
    mismatched: sum('mismatched'),
  }
}

/** The report of a pass that ended before there was anything to count. */
export function emptyReport(error: ReportedError): PassReport {
  return {
    status: 'interrupted',
    kind: null,
    dryRun: false,
    source: '',
    target: '',
    startedAt: new Date().toISOString(),
    messages: emptyCounts(),
    pending: 0,
    origins: 0,
    bytes: 0,
    folders: 0,
    seconds: { total: 0, inventory: 0, copy: 0, verify: 0 },
    verified: sumVerified('none', []),
    changes: {},
    flagsSet: 0,
    exceptions: [],
    perFolder: [],
    fidelity: null,
    remarks: [],
    error,
  }
}

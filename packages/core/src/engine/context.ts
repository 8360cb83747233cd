import { CaravanError, type PassKind, type VerifyLevel } from '../model/index.ts'
import type { Clock } from '../services/pace/clock.ts'
import { type Endpoint, type FolderStanding, type LabelPolicy, type Later, ServiceError } from '../services/port.ts'
import { GENERIC } from '../services/profiles/index.ts'
import type { Profile } from '../services/profiles/profile.ts'
import {
  assertEpoch,
  type FolderTable,
  type Known as KnownStanding,
  type Lease,
  type LedgerDb,
  recordException,
} from '../store/index.ts'
import { CONNECTIONS } from './copy/connections.ts'
import type { Known } from './known.ts'
import type { FolderMapping } from './plan/mapping.ts'
import type { Wanted } from './plan/plan.ts'
import type { Rules } from './plan/rules.ts'
import { SessionPool } from './sessions.ts'
import { Turns } from './turns.ts'

/** What a reader is told while a pass runs. */
export type Progress =
  | { readonly step: 'connecting' }
  /** A folder that gets another name at the target: told before anything is written. */
  | { readonly step: 'mapped'; readonly mapping: FolderMapping }
  /** Something that the reader should know before anything is written. */
  | { readonly step: 'notice'; readonly text: string }
  | { readonly step: 'inventory'; readonly folder: string; readonly messages: number }
  | { readonly step: 'copy-begins'; readonly messages: number; readonly bytes: number }
  | { readonly step: 'folder-begins'; readonly folder: string; readonly messages: number; readonly bytes: number }
  | { readonly step: 'copied'; readonly folder: string; readonly messages: number; readonly bytes: number }
  | { readonly step: 'verify-begins'; readonly messages: number; readonly bytes: number }
  | { readonly step: 'verified'; readonly folder: string; readonly messages: number; readonly bytes: number }
  | { readonly step: 'waiting'; readonly seconds: number; readonly because: string }

export interface PassOptions {
  readonly db: LedgerDb
  /**
   * - `trial`: the folders that `rules.include` names, or a small choice; copies, and says how faithful the copy is.
   * - `first`: everything. `delta`: everything that is new or has changed since.
   * - `final`: as a delta, but believes nothing noted before of what the mailboxes hold.
   * - `reverse`: what arrived at the target since `rules.since` goes back to the source.
   *
   * Undefined: `first` until there was one, then `delta`.
   */
  readonly kind?: Exclude<PassKind, 'verify'> | undefined
  /** Whose ledger it is; none: the command's. */
  readonly organisation?: string | undefined
  /** The old mailbox, in a reverse pass too. */
  readonly source: Endpoint
  /** The new home. */
  readonly target: Endpoint
  readonly rules: Rules
  /**
   * What people are called at the target, by their names at the source in lower case, as far as they are known: who gets
   * rights on folders there. None: nobody is known.
   */
  readonly people?: ((names: readonly string[]) => Promise<ReadonlyMap<string, string>>) | undefined
  /**
   * Message-IDs of letters that the program itself laid into the new mailbox: a reverse pass counts them as left out and
   * leaves them there.
   */
  readonly ownLetters?: readonly string[] | undefined
  /** A trial and a final pass read all content whatever stands here. */
  readonly verify: VerifyLevel
  /** Sessions to each side at once, to the source at least two; undefined: as many as are worth it. */
  readonly connections?: number | undefined
  readonly dryRun: boolean
  /** Folder that receives the raw bytes of refused messages. */
  readonly keepRefused: string
  /** What somebody has said yes to. */
  readonly accept: {
    /** The source holds far less than before. */
    readonly shrunkenSource: boolean
    /** Copies made before are gone from the target: leave them so, or copy them again. */
    readonly removedCopies: 'ask' | 'leave' | 'copy-again'
    /** The target's quota is surely too small for what is to be copied: what fits is copied. */
    readonly smallTarget?: boolean
  }
  /**
   * Copies whose messages are gone from the source are deleted, where nothing speaks against it: of the mailbox at most a
   * share in one pass, or all. Undefined: none.
   */
  readonly deleteGone?: 'share' | 'all' | undefined
  readonly onProgress?: (progress: Progress) => void
  /** Aborted with a `CaravanError` to stop the pass: what is under way ends, nothing new begins. */
  readonly signal?: AbortSignal
  /** How often a lost connection is tried again without anything having moved in between, and the first pause. */
  readonly retry?: { readonly attempts: number; readonly firstPauseMs: number }
  /**
   * The longest wait for a service, in milliseconds, that the pass bears; one that would be longer interrupts it, for who
   * has other work meanwhile. Undefined: any.
   */
  readonly longestWaitMs?: number | undefined
  /** What waits go by; the system's unless told. */
  readonly clock?: Clock | undefined
  /** How long the right to write for the mailbox outlasts this process's last sign of life, in milliseconds. */
  readonly leaseMs?: number
}

/** The right of one pass to write for a mailbox. */
export interface PassLease {
  readonly epoch: number
  /** In a transaction: fails with `lease-lost` where another pass has the mailbox by now, and keeps it out till the end. */
  assertHeld(trx: LedgerDb): Promise<void>
  /** Before bytes leave: throws `ServiceError` `stood-still` where another pass may have the mailbox by now. */
  assertFresh(): void
}

/** Of a comparison or a dry run, whose notes nobody else sees, and which sends nothing. */
export const NO_LEASE: PassLease = { epoch: 0, assertHeld: async () => undefined, assertFresh: () => undefined }

export function passLease(mailbox: number, lease: Lease): PassLease {
  return {
    epoch: lease.epoch,
    assertHeld: (trx) => assertEpoch(trx, mailbox, lease.epoch, lease.ttlMs),
    assertFresh: () => {
      if (lease.isFresh()) return
      throw new ServiceError(
        'session',
        'stood-still',
        'This process stood still longer than its right to the mailbox lasts, and sends nothing before it has asked.',
        'Nothing needs to be repaired: the pass goes on unless another has taken over the mailbox.',
      )
    },
  }
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

/** What the steps of one pass share; `source` is where mail comes from, in a reverse pass too. */
export interface PassContext extends Omit<PassOptions, 'kind'> {
  readonly kind: PassKind
  readonly pass: number
  readonly lease: PassLease
  readonly mailbox: number
  /** The ledger's mailbox of passes the other way, where there were any. */
  readonly opposite: number | undefined
  /** Whether there was a pass over the whole mailbox this way, and the latest one came to its end. */
  readonly afterEnded: boolean
  /** A trial's share: from which UID on the messages of a source folder (ledger id) are wanted. */
  readonly uidFrom: Map<number, number>
  /** Letters of the program's own, by the source folder (ledger id) that they stand in. */
  readonly leftOut: Map<number, readonly number[]>
  /** Folders of each side, by name, of which the ledger holds everything already: they are not listed. */
  readonly unchanged: Record<FolderTable, ReadonlyMap<string, FolderStanding & { readonly id: number }>>
  /** How folders (ledger ids) stood when the ledger last held all of them: what changes from then on can be asked for. */
  readonly known: Readonly<Record<FolderTable, Map<number, KnownStanding>>>
  /** How folders (ledger ids) stood when they were listed whole; undefined where the ledger may lack some of it. */
  readonly listings: Readonly<Record<FolderTable, Map<number, KnownStanding | undefined>>>
  /** UIDNEXT of target folders (ledger ids) at the inventory, where the server tells it. */
  readonly uidNextBefore: Map<number, number>
  /** Who asks for a session of each side while holding one of the other takes the source's first, or has a turn alone. */
  readonly sources: SessionPool
  readonly targets: SessionPool
  /** Folders are copied side by side; what looks at several of them at once has its turn alone. */
  readonly turns: Turns
  /** Remarks for the report, counted: what was done that is no exception but that the reader should know. */
  readonly remarks: Map<string, number>
  /** The target's profile; known once a session is open. */
  profile: Profile
  /** Where messages go that several of the source's folders show; known once the inventory is taken. */
  labels: LabelPolicy | undefined
  /** The largest message that the target says it takes, in octets; known once a session is open, where it says so. */
  appendLimit: number | undefined
  /** Whether each message to the target costs a round trip; known once a session is open. */
  eachWaits: boolean
  tell(progress: Progress): void
  /** A number that grows with every message that was dealt with: tells a slow pass from one that stands still. */
  moved(): number
  /** Lets that number grow: the next try will not be the same as the last. */
  stir(): void
  /** Asks less of both services, and holds no connection open over a long wait. */
  ease(later: Later, waitMs: number): Promise<void>
}

/** Servers may end a connection that was silent for 30 minutes (RFC 9051 §5.4); some do after a few. */
const HELD_OPEN_MS = 60_000

/** A pass's context; its sessions are opened as they are needed and closed by who made it. */
export function makeContext(
  options: PassOptions,
  ids: Pick<PassContext, 'kind' | 'pass' | 'mailbox' | 'opposite' | 'lease' | 'afterEnded'>,
): PassContext {
  let moved = 0
  const { connections = CONNECTIONS } = options
  // As many folders are copied at a time; and one that is copied may have to be looked at closely beside it.
  const sources = new SessionPool(options.source, Math.max(2, connections), options.signal, options.clock)
  const targets = new SessionPool(options.target, connections, options.signal, options.clock)
  return {
    ...options,
    ...ids,
    sources,
    targets,
    turns: new Turns(),
    uidFrom: new Map(),
    leftOut: new Map(),
    unchanged: { source_folders: new Map(), target_folders: new Map() },
    known: { source_folders: new Map(), target_folders: new Map() },
    listings: { source_folders: new Map(), target_folders: new Map() },
    uidNextBefore: new Map(),
    remarks: new Map(),
    profile: GENERIC,
    labels: undefined,
    appendLimit: undefined,
    eachWaits: false,
    tell: (progress) => {
      if (progress.step === 'copied' || progress.step === 'verified') moved += progress.messages
      options.onProgress?.(progress)
    },
    moved: () => moved,
    stir: () => {
      moved++
    },
    ease: async ({ why }, waitMs) => {
      for (const pool of [sources, targets]) {
        // Which of the two it is costs nothing: while one waits the other does as well.
        if (why === 'throttled') pool.halve()
        if (waitMs > HELD_OPEN_MS) await pool.rest()
      }
    },
  }
}

/** Opens one session at each side: a host or a password that is wrong from the start is said at once, not after patience. */
export async function connectBoth({ sources, targets }: PassContext): Promise<void> {
  await Promise.all([sources.use(async () => undefined), targets.use(async () => undefined)])
}

/** What the pass wants of a source folder. */
export const wantedOf = ({ kind, rules, uidFrom, leftOut, labels }: PassContext, folder: number): Wanted => ({
  since: rules.since,
  before: rules.before,
  uidFrom: uidFrom.get(folder),
  leftOut: leftOut.get(folder),
  once: labels !== undefined,
  onlySentFlags: kind === 'reverse',
})

/** A folder of the target, known to the ledger. */
export interface TargetPlace {
  readonly name: string
  readonly id: number
  readonly uidValidity: number
}

/** A folder of the source, known to the ledger. */
export type SourcePlace = TargetPlace

/** A source folder with where it goes, both known to the ledger. */
export interface FolderPair {
  /** Decoded source name, levels joined by `/`: as people read it. */
  readonly title: string
  readonly source: SourcePlace
  readonly target: TargetPlace
  /** Other folders of the target that mail of this one was sent to before, as far as they are still there. */
  readonly earlier: readonly TargetPlace[]
  /** UIDs refused in this pass: listed once, not tried twice. */
  readonly refused: Set<number>
  /** UIDs that went from the source while the pass ran. */
  readonly vanished: Set<number>
  /** Messages of the source at which its line broke, by UID, with the last error. */
  readonly breaks: Map<number, { readonly count: number; readonly error: ServiceError }>
  /** How often the line was cut while a message was on its way, by UID. */
  readonly cuts: Map<number, number>
  /** UIDs that may stand in another folder of the target: not sent before that was looked for. */
  readonly heldBack: Set<number>
  /** UIDs that were looked for in all folders of the target in this pass: not a second time. */
  readonly soughtElsewhere: Set<number>
  /** UIDs whose copies verification did not find where the target had named them, not yet looked for. */
  readonly doubted: Set<number>
  /** UIDs that were looked for so in this pass: not a second time. */
  readonly lookedFor: Set<number>
}

/** Puts in doubt where the copy of a message stands; false where it was looked for in this pass already. */
export function doubt(pair: FolderPair, uid: number): boolean {
  if (pair.lookedFor.has(uid)) return false
  pair.doubted.add(uid)
  return true
}

/** A pair at the beginning of its journey. */
export const newPair = (
  title: string,
  source: FolderPair['source'],
  target: TargetPlace,
  earlier: readonly TargetPlace[],
): FolderPair => ({
  title,
  source,
  target,
  earlier,
  refused: new Set(),
  vanished: new Set(),
  breaks: new Map(),
  cuts: new Map(),
  heldBack: new Set(),
  soughtElsewhere: new Set(),
  doubted: new Set(),
  lookedFor: new Set(),
})

export const remark = (context: PassContext, text: string, count = 1): void => {
  context.remarks.set(text, (context.remarks.get(text) ?? 0) + count)
}

/** Lists something about one message of this pass; by what people know it, the report fills in from the source. */
export async function listException(
  context: PassContext,
  pair: { readonly source: Pick<SourcePlace, 'id'> },
  uid: number,
  code: string,
  remedy: string,
  details: {
    readonly size?: number
    readonly serverReply?: string | undefined
    /** By what people know it, where the source may no longer say. */
    readonly known?: Known | undefined
  } = {},
): Promise<void> {
  await recordException(context.db, context.pass, {
    folder: pair.source.id,
    uid,
    messageId: null,
    subject: null,
    date: null,
    ...details.known,
    size: details.size ?? 0,
    code,
    serverReply: details.serverReply ?? null,
    remedy,
    rawFile: null,
  })
}

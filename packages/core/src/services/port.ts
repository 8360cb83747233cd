/**
 * What the engine asks of a mail service. An adapter implements `Endpoint` and `Session`; the conformance suite
 * (`conformance/`) holds every adapter to the obligations written here.
 *
 * Errors: an adapter throws `ServiceError` and classifies it by `scope`, which decides what the engine does:
 * - `message`: this message (or a batch with it) was refused; the session goes on.
 * - `folder`: this folder cannot be read, opened or created; other folders go on.
 * - `session`: the connection is gone or no longer usable; what was in flight is in doubt; another try may work.
 * - `service`: no further try makes sense now (sign-in refused, quota full, TLS failed): the pass is interrupted.
 */
import { CaravanError } from '../model/errors.ts'
import type { SpecialUse } from '../model/glossary.ts'
import type { Profile } from './profiles/profile.ts'

export type ErrorScope = 'message' | 'folder' | 'session' | 'service'

/** When another try makes sense, where that is known. Goes with the scope `session` alone. */
export interface Later {
  /**
   * - `throttled`: the service says that it is asked too much.
   * - `busy`: it says that it cannot now.
   * - `pace`: nothing was asked of it, since that would be more than it allows, or at another hour than was wished.
   */
  readonly why: 'throttled' | 'busy' | 'pace'
  /** Milliseconds until the next try; twice as long each time it fails again. */
  readonly waitMs: number
  /** The longest of these waits. */
  readonly longestWaitMs: number
  /** How long is waited in all while nothing moves. */
  readonly patienceMs: number
}

export class ServiceError extends CaravanError {
  readonly scope: ErrorScope
  readonly later: Later | undefined
  constructor(
    scope: ErrorScope,
    code: string,
    message: string,
    remedy: string,
    options: { serverReply?: string | undefined; cause?: unknown; later?: Later | undefined } = {},
  ) {
    super(code, message, remedy, options)
    this.name = 'ServiceError'
    this.scope = scope
    this.later = options.later
  }
}

/**
 * Whether a failure tells nothing of the messages it met: the service wants fewer requests, or was not asked at all.
 * Another line, or one message alone, would have met it as well.
 */
export const isOfPace = (error: unknown): error is ServiceError =>
  error instanceof ServiceError && error.later !== undefined && error.later.why !== 'busy'

/** A mailbox at a service. Creating one connects to nothing. */
export interface Endpoint {
  /** Stable name of the mailbox for the ledger, `user@host:port`; holds no secret. */
  readonly identity: string
  /** Opens a session of its own, signed in. Throws `ServiceError` of scope `session` or `service`. */
  connect(): Promise<Session>
}

export interface ListedFolder {
  /** The name as the server writes it: the one that commands use. */
  readonly name: string
  /** The decoded name, split at the server's delimiter, without the prefix of the personal name space. Never empty. */
  readonly path: readonly string[]
  readonly specialUse: SpecialUse | undefined
  /** False where the name only holds other folders. */
  readonly selectable: boolean
  readonly subscribed: boolean
}

export interface FolderState {
  readonly uidValidity: number
  /** Undefined where the server does not tell. */
  readonly uidNext: number | undefined
  readonly exists: number
  /** RFC 7162; undefined where the server keeps no mod-sequences for this folder. */
  readonly highestModSeq: bigint | undefined
  /** Flags that can be kept for ever; undefined where the server names none, which means all. */
  readonly permanentFlags: readonly string[] | undefined
}

/**
 * By what it is seen that nothing at all has changed in a folder: where all four are as they were, no message has come or
 * gone and no flag has changed (RFC 7162 §3.1; the number of messages besides, since not every server raises the
 * mod-sequence where one goes).
 */
export interface FolderStanding {
  readonly uidValidity: number
  readonly uidNext: number
  readonly messages: number
  readonly highestModSeq: bigint
}

/** A moment of a folder: UIDNEXT and HIGHESTMODSEQ as they were. */
export interface FolderMoment {
  readonly uidNext: number
  readonly modSeq: bigint
}

/** What came to a folder since a moment, a slice of it. */
export interface FolderChanges {
  /** Messages that were changed or are new, UIDs ascending. */
  readonly messages: readonly ListedMessage[]
  /** UIDs that are gone; it may name some that were not there at that moment either. */
  readonly gone: readonly UidRange[]
}

/** UIDs from the first to the last, both included. */
export type UidRange = readonly [first: number, last: number]

/** What a folder holds, as far as the server tells it without opening it. */
export interface FolderHolding {
  readonly messages: number
  /** Undefined where the server does not tell (STATUS=SIZE, RFC 8438). */
  readonly octets: number | undefined
}

/** What changes when something arrives in a folder. */
export interface FolderPulse {
  /** Undefined where the server does not tell. */
  readonly uidNext: number | undefined
  readonly messages: number | undefined
}

export interface ListedMessage {
  readonly uid: number
  /** Octets, as the server says; it may lie. */
  readonly size: number
  /** Seconds since 1970; null where the server sent none that can be read. */
  readonly internalDate: number | null
  /** Canonical (model/flags). */
  readonly flags: string
  /** When it last changed (RFC 7162); null where the server keeps none. */
  readonly modSeq: bigint | null
  /** The service's own lasting id of the message (X-GM-MSGID, RFC 8474 EMAILID); null where it has none. */
  readonly providerId: string | null
}

/** When a message arrived (INTERNALDATE, RFC 3501 §2.3.3). */
export interface Arrival {
  /** As the server wrote it, so that its zone is kept. */
  readonly written: string
  /** Seconds since 1970; null where it cannot be read. */
  readonly seconds: number | null
}

export interface FetchedMessage {
  readonly uid: number
  /** Octets that the body will yield, exactly. */
  readonly size: number
  /** Canonical; undefined where the session does not know it before the body. */
  readonly flags: string | undefined
  readonly arrival: Arrival | undefined
  /**
   * The bytes. Small bodies are here whole; larger ones arrive while they are read, once, and the next message
   * comes only after this one was read or left. Throws `ServiceError` of scope `session` where the line is cut,
   * never ends early.
   */
  readonly body: readonly Buffer[] | AsyncIterable<Buffer>
}

export interface OutgoingMessage {
  readonly flags: readonly string[]
  readonly arrival: Arrival | undefined
  readonly size: number
  /** Its last piece leaves only when the body has ended: one that throws stores nothing. */
  readonly body: Iterable<Buffer> | AsyncIterable<Buffer>
  /** To be sent as a literal8 (RFC 3516), for bodies with NUL; only where `takesBinary`. */
  readonly binary?: boolean
}

export interface FlagChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

export interface AppendOutcome {
  /** The UIDs given, in the order of the messages, where the server told (RFC 4315 APPENDUID). */
  readonly uids: readonly number[] | undefined
  readonly uidValidity: number | undefined
}

/** What belongs to a folder beside its mail; undefined what the service does not keep, or does not tell. */
export interface FolderExtras {
  /** Rights of others than its owner (RFC 4314), by the name that the service has for each. */
  readonly rights: ReadonlyMap<string, string> | undefined
  /** Metadata that people or their programs have set (RFC 5464), by entry; a character a byte. */
  readonly notes: ReadonlyMap<string, string> | undefined
}

/**
 * Where a message goes that a service shows in several folders: into the folder of one of its labels, the others being
 * keywords; or into the folder of all mail, with every label as a keyword.
 */
export type LabelPolicy = 'folders' | 'all-mail'

/** What a mailbox may still take. */
export interface Room {
  /** Octets; undefined where no limit is told. */
  readonly bytes: number | undefined
  readonly messages: number | undefined
}

export interface Session {
  readonly profile: Profile
  /** How many messages one append may hold: more than one only where the server takes them in one command. */
  readonly appendMany: boolean
  /** The largest message the target says it takes, in octets (RFC 7889); undefined where it says nothing. */
  readonly appendLimit: number | undefined
  /** Whether an append may hold NUL, announced as binary (RFC 3516). */
  readonly takesBinary: boolean
  /** Whether `remove` can take away single messages whatever else is marked as deleted (UIDPLUS, RFC 4315). */
  readonly removesExactly: boolean
  /** Whether `changes` may be asked for, of folders that have a mod-sequence. */
  readonly tellsChanges: boolean
  /** Set where one message is shown in several folders, with one `providerId`, and is to be copied once. */
  readonly labels: LabelPolicy | undefined
  /** Whether the bytes of each message wait for a word of the server (RFC 3501 §4.3, no LITERAL+). */
  readonly waitsForEach: boolean
  /** How long an answer took to come, in milliseconds, where that was seen. */
  readonly roundTripMs: number | undefined

  /** How much room the mailbox has left; undefined where the service sets no limit, or tells none. */
  room(): Promise<Room | undefined>
  /** The mailbox's own folders, and those of others where the endpoint was told to take them. */
  folders(): Promise<ListedFolder[]>
  /** How many folders of other users, and shared ones, the last `folders()` left out. */
  readonly leftOut: { readonly others: number; readonly shared: number }
  /** Whether a folder of this name is somebody else's, or shared: it may be there without being listed. */
  isForeign(name: string): boolean
  /** The server's name for a decoded path below its personal name space. */
  nameOf(path: readonly string[]): string
  /** The separator of levels of the personal name space, undefined where it is flat. */
  readonly delimiter: string | undefined
  /** Which of these names the server says it can never have; asks, creates nothing. */
  impossibleNames(names: readonly string[]): Promise<Set<string>>
  /** Messages in each of these folders, without opening them; undefined where the server does not tell. */
  counts(names: readonly string[]): Promise<(number | undefined)[]>

  /** What each of these folders holds, without opening it; undefined where the server does not tell. */
  holdings(names: readonly string[]): Promise<(FolderHolding | undefined)[]>

  /**
   * How each of these folders stands now, without opening it; undefined where the server does not tell all of it, or
   * keeps no mod-sequences.
   */
  standings(names: readonly string[]): Promise<(FolderStanding | undefined)[]>

  /** Opens a folder; what follows refers to it. `read` never changes a flag. */
  open(name: string, mode: 'read' | 'write'): Promise<FolderState>
  /** Every message of the open folder in slices of at most `sliceSize`, UIDs ascending within and across slices. */
  list(sliceSize: number): AsyncIterable<ListedMessage[]>
  /** The sizes of at most so many messages of the open folder, spread evenly over it. */
  sampleSizes(most: number): Promise<number[]>
  /**
   * What has changed in the open folder since a moment, in slices of at most `sliceSize`: first of what was there then,
   * afterwards all messages from that UIDNEXT on. Where the server does not say what is gone, nothing is named as gone:
   * whoever asks counts. A folder that is to be listed afterwards is opened again first.
   */
  changes(since: FolderMoment, sliceSize: number): AsyncIterable<FolderChanges>
  /**
   * The header sections of these messages; those that are gone are left out.
   * @param fields asks for these fields alone; an adapter may hand out more
   */
  headers(uids: readonly number[], fields?: readonly string[]): AsyncIterable<{ uid: number; header: Buffer }>
  /**
   * Whole messages, in any order; those that are gone are left out. Where the server refuses to hand some out, the
   * others are yielded and then a `ServiceError` of scope `message` is thrown.
   */
  messages(uids: readonly number[]): AsyncIterable<FetchedMessage>
  /** Which of these messages the open folder still holds. */
  existing(uids: readonly number[]): Promise<Set<number>>
  /**
   * Which messages of the open folder the service finds by this Message-ID, angle brackets and all. It may find more, as
   * one that searches for words does, or miss what came just now: whoever asks looks at the headers.
   */
  byMessageId(messageId: string): Promise<number[]>
  /** UIDNEXT and number of messages of a folder that need not be open, as another connection sees them now. */
  pulse(name: string): Promise<FolderPulse>

  /** What belongs to each of these folders beside its mail. */
  extras(names: readonly string[]): Promise<FolderExtras[]>
  /** Adds rights on a folder to what somebody has; gives back the service's words where it refuses that. */
  grant(name: string, who: string, rights: string): Promise<string | undefined>
  /** Sets metadata of a folder; gives back the service's words where it refuses that. */
  annotate(name: string, entry: string, value: string): Promise<string | undefined>
  createFolder(name: string, specialUse: SpecialUse | undefined): Promise<void>
  subscribe(name: string): Promise<void>
  /** Appends to a folder that need not be open; all or nothing. */
  append(name: string, messages: readonly OutgoingMessage[]): Promise<AppendOutcome>
  /** Adds and takes away flags of messages of the folder open for writing; other flags stay as they are. */
  changeFlags(uids: readonly number[], change: FlagChange): Promise<void>
  /**
   * Removes exactly these messages from the folder open for writing, which is to be opened again before it is listed.
   * False, and nothing done, where the server cannot
   * remove them without removing others too.
   */
  remove(uids: readonly number[], mayGoOn: () => void): Promise<boolean>

  /** Says goodbye and closes; never throws. */
  close(): Promise<void>
}

import type { SpecialUse } from '../../model/index.ts'
import type { LabelPolicy, Room } from '../port.ts'
import type { Profile } from '../profiles/profile.ts'

export interface MemoryMessage {
  uid: number
  bytes: Buffer
  flags: string
  /** Seconds since 1970. */
  internalDate: number
  /** Which message it is, where several folders show one. */
  providerId?: string
  /** Stored, and not yet shown to anybody. */
  hidden?: boolean
}

/** What became of a folder's messages, by UID. */
export interface MemoryLog {
  readonly value: bigint
  /** Each message as it was, and when it last changed. */
  readonly held: ReadonlyMap<number, { readonly print: string; readonly modSeq: bigint }>
  readonly gone: ReadonlyMap<number, bigint>
}

export interface MemoryFolder {
  path: readonly string[]
  uidValidity: number
  uidNext: number
  messages: MemoryMessage[]
  specialUse?: SpecialUse | undefined
  subscribed: boolean
  /** The mod-sequence, and what the folder held when it was last asked for. */
  modSeq?: MemoryLog
}

/** How a service in memory behaves: the quirks of real ones, one by one. */
export interface MemoryBehaviour {
  readonly appendMany: boolean
  /** Whether an append tells the UIDs it gave. */
  readonly namesUids: boolean
  readonly appendLimit: number | undefined
  /** What it says that it may still take; nothing is refused by that. */
  readonly room: Room | undefined
  readonly permanentFlags: readonly string[] | undefined
  /** What the service makes of the bytes it is given. */
  readonly rewrite: (bytes: Buffer) => Buffer
  /** Throws to refuse a message. */
  readonly admit: (message: { bytes: Buffer; flags: string; binary: boolean }) => void
  /** Bodies larger than this are streamed, in octets. */
  readonly streamAbove: number
  /** Takes NUL in what is announced as binary. */
  readonly takesBinary: boolean
  /** Whether it can remove single messages. */
  readonly removes: boolean
  /** Keeps identical messages of a folder once. */
  readonly merges: boolean
  readonly delimiter: string
  /** Keeps a mod-sequence for each folder (RFC 7162). */
  readonly keepsModSeqs: boolean
  /** Says which messages are gone since a mod-sequence, as QRESYNC does. */
  readonly tellsGone: boolean
  /** Shows messages in several folders, each to be copied once. */
  readonly labels: LabelPolicy | undefined
  /** Folders of others that it has, and does not show. */
  readonly leavesOut: { readonly others: number; readonly shared: number }
  readonly profile: Profile
}

/** What a session needs of the service that it is at. */
export interface MemoryState {
  readonly folders: ReadonlyMap<string, MemoryFolder>
  readonly behaviour: MemoryBehaviour
  /** Called before each operation of a session; a throw is that operation's fault. */
  readonly onOperation: (operation: string) => void
  /** Told of messages that a session removes. */
  readonly onRemove: (messages: readonly MemoryMessage[]) => void
  /** Messages that are listed and not handed out. */
  readonly withheld: (message: MemoryMessage) => boolean
  /** Appends for which this is true get no answer, and are stored only later. */
  readonly holds: () => boolean
  /** Appends for which this is true are answered, and shown only later. */
  readonly hides: () => boolean
  /** The UIDs that an append names, given those it gave. */
  readonly named: (uids: number[]) => number[]
  /** The folder of a decoded name with `/` between the levels, made where it is not there. */
  folder(name: string): MemoryFolder
  /** A folder's mod-sequence: it rises whenever the folder is seen to hold something else, whoever has changed that. */
  modSeqOf(folder: MemoryFolder): bigint | undefined
  /** What became of its messages until now. */
  logOf(folder: MemoryFolder): MemoryLog
  /** Keeps for later what a client has sent and no longer waits for. */
  hold(store: () => void): void
}

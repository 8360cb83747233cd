import { canonicalFlags, flagList, type SpecialUse } from '../../model/index.ts'
import {
  type AppendOutcome,
  type Endpoint,
  type FetchedMessage,
  type FlagChange,
  type FolderPulse,
  type FolderStanding,
  type FolderState,
  type ListedFolder,
  type ListedMessage,
  type OutgoingMessage,
  ServiceError,
  type Session,
} from '../port.ts'
import { GENERIC } from '../profiles/index.ts'
import type { Profile } from '../profiles/profile.ts'

export interface MemoryMessage {
  uid: number
  bytes: Buffer
  flags: string
  /** Seconds since 1970. */
  internalDate: number
  /** Stored, and not yet shown to anybody. */
  hidden?: boolean
}

export interface MemoryFolder {
  path: readonly string[]
  uidValidity: number
  uidNext: number
  messages: MemoryMessage[]
  specialUse?: SpecialUse | undefined
  subscribed: boolean
  /** The mod-sequence, and what the folder held when it was last asked for. */
  modSeq?: { readonly value: bigint; readonly held: string }
}

/** How a service in memory behaves: the quirks of real ones, one by one. */
export interface MemoryBehaviour {
  readonly appendMany: boolean
  /** Whether an append tells the UIDs it gave. */
  readonly namesUids: boolean
  readonly appendLimit: number | undefined
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
  readonly profile: Profile
}

const PLAIN: MemoryBehaviour = {
  appendMany: true,
  namesUids: true,
  appendLimit: undefined,
  permanentFlags: undefined,
  rewrite: (bytes) => bytes,
  admit: () => undefined,
  streamAbove: 1024 * 1024,
  takesBinary: false,
  removes: true,
  merges: false,
  delimiter: '/',
  keepsModSeqs: true,
  profile: { ...GENERIC, settleQuietMs: 1 },
}

/** A mail service in memory: the first adapter, and the one on which faults are tried by the thousand. */
export class MemoryService implements Endpoint {
  readonly identity: string
  readonly folders = new Map<string, MemoryFolder>()
  behaviour: MemoryBehaviour
  /** Called before each operation of a session; a throw is that operation's fault. */
  onOperation: (operation: string) => void = () => undefined
  /** Messages that are listed and not handed out. */
  withheld: (message: MemoryMessage) => boolean = () => false
  /** Appends for which this is true get no answer, and are stored only by `storeHeld`. */
  holds: () => boolean = () => false
  /** Appends for which this is true are answered, and shown only after `showHidden`. */
  hides: () => boolean = () => false
  /** The UIDs that an append names, given those it gave. */
  named: (uids: number[]) => number[] = (uids) => uids
  #held: (() => void)[] = []
  #nextValidity = 1
  readonly #numbers = new WeakMap<Buffer, number>()
  #lastNumber = 0

  constructor(identity: string, behaviour: Partial<MemoryBehaviour> = {}) {
    this.identity = identity
    this.behaviour = { ...PLAIN, ...behaviour }
    this.folder('INBOX')
  }

  /** The folder of a decoded name with `/` between the levels, made where it is not there. */
  folder(name: string): MemoryFolder {
    const existing = this.folders.get(name)
    if (existing !== undefined) return existing
    const made: MemoryFolder = {
      path: name.split('/'),
      uidValidity: this.#nextValidity++,
      uidNext: 1,
      messages: [],
      subscribed: false,
    }
    this.folders.set(name, made)
    return made
  }

  /** Delivers a message, as another client would. */
  deliver(name: string, message: { bytes: Buffer | string; flags?: string; internalDate?: number }): number {
    const folder = this.folder(name)
    const uid = folder.uidNext++
    folder.messages.push({
      uid,
      bytes: Buffer.from(message.bytes),
      flags: message.flags ?? '',
      internalDate: message.internalDate ?? 1_700_000_000 + uid,
    })
    return uid
  }

  /** A folder's mod-sequence: it rises whenever the folder is seen to hold something else, whoever has changed that. */
  modSeqOf(folder: MemoryFolder): bigint | undefined {
    if (!this.behaviour.keepsModSeqs) return undefined
    const held = folder.messages
      .map(({ uid, flags, bytes, internalDate, hidden = false }) =>
        [uid, this.#numberOf(bytes), internalDate, hidden, flags].join(' '),
      )
      .join('\n')
    if (folder.modSeq?.held !== held) folder.modSeq = { value: (folder.modSeq?.value ?? 0n) + 1n, held }
    return folder.modSeq.value
  }

  /** Tells bytes of one message from those of another that is put in its place. */
  #numberOf(bytes: Buffer): number {
    const number = this.#numbers.get(bytes) ?? ++this.#lastNumber
    this.#numbers.set(bytes, number)
    return number
  }

  /** Gives a folder a new UIDVALIDITY and its messages new UIDs. */
  renumber(name: string): void {
    const folder = this.folder(name)
    folder.uidValidity = 1_000 + this.#nextValidity++
    folder.uidNext = 1
    for (const message of folder.messages) message.uid = folder.uidNext++
  }

  /** Keeps for later what a client has sent and no longer waits for. */
  hold(store: () => void): void {
    this.#held.push(store)
  }

  /** What was held back is stored now. */
  storeHeld(): void {
    for (const store of this.#held.splice(0)) store()
  }

  showHidden(): void {
    for (const folder of this.folders.values()) for (const message of folder.messages) delete message.hidden
  }

  async connect(): Promise<Session> {
    this.onOperation('connect')
    return new MemorySession(this)
  }
}

class MemorySession implements Session {
  readonly #service: MemoryService
  #open: MemoryFolder | undefined

  constructor(service: MemoryService) {
    this.#service = service
  }

  get profile(): Profile {
    return this.#service.behaviour.profile
  }

  get appendMany(): boolean {
    return this.#service.behaviour.appendMany
  }

  get appendLimit(): number | undefined {
    return this.#service.behaviour.appendLimit
  }

  get takesBinary(): boolean {
    return this.#service.behaviour.takesBinary
  }

  get delimiter(): string {
    return this.#service.behaviour.delimiter
  }

  async folders(): Promise<ListedFolder[]> {
    this.#service.onOperation('folders')
    return [...this.#service.folders].map(([name, folder]) => ({
      name,
      path: folder.path,
      specialUse: name === 'INBOX' ? 'inbox' : folder.specialUse,
      selectable: true,
      subscribed: folder.subscribed,
    }))
  }

  nameOf(path: readonly string[]): string {
    return path.length === 1 && path[0]?.toUpperCase() === 'INBOX' ? 'INBOX' : path.join('/')
  }

  async impossibleNames(names: readonly string[]): Promise<Set<string>> {
    return new Set(names.filter((name) => name.includes('#')))
  }

  async counts(names: readonly string[]): Promise<(number | undefined)[]> {
    this.#service.onOperation('counts')
    return names.map((name) => this.#service.folders.get(name)?.messages.length)
  }

  async standings(names: readonly string[]): Promise<(FolderStanding | undefined)[]> {
    this.#service.onOperation('standings')
    return names.map((name) => {
      const folder = this.#service.folders.get(name)
      const highestModSeq = folder === undefined ? undefined : this.#service.modSeqOf(folder)
      if (folder === undefined || highestModSeq === undefined) return undefined
      const { uidValidity, uidNext, messages } = folder
      return { uidValidity, uidNext, messages: messages.length, highestModSeq }
    })
  }

  async open(name: string, mode: 'read' | 'write'): Promise<FolderState> {
    this.#service.onOperation('open')
    const folder = this.#named(name)
    this.#open = folder
    return {
      uidValidity: folder.uidValidity,
      uidNext: folder.uidNext,
      exists: folder.messages.length,
      highestModSeq: this.#service.modSeqOf(folder),
      permanentFlags: mode === 'read' ? [] : this.#service.behaviour.permanentFlags,
    }
  }

  async *list(sliceSize: number): AsyncIterable<ListedMessage[]> {
    const messages = this.#current().messages.filter((message) => message.hidden !== true)
    for (let from = 0; from < messages.length; from += sliceSize) {
      this.#service.onOperation('list')
      yield messages.slice(from, from + sliceSize).map(({ uid, bytes, internalDate, flags }) => ({
        uid,
        size: bytes.length,
        internalDate,
        flags,
        modSeq: null,
        providerId: null,
      }))
    }
  }

  async *headers(uids: readonly number[]): AsyncIterable<{ uid: number; header: Buffer }> {
    for (const message of this.#wanted(uids)) {
      this.#service.onOperation('headers')
      const end = message.bytes.indexOf('\r\n\r\n')
      yield { uid: message.uid, header: end === -1 ? message.bytes : message.bytes.subarray(0, end + 4) }
    }
  }

  async *messages(uids: readonly number[]): AsyncIterable<FetchedMessage> {
    let refused = false
    for (const message of this.#wanted(uids)) {
      const { uid, bytes, flags, internalDate } = message
      this.#service.onOperation('messages')
      if (this.#service.withheld(message)) {
        refused = true
        continue
      }
      yield {
        uid,
        size: bytes.length,
        flags,
        arrival: { written: new Date(internalDate * 1000).toISOString(), seconds: internalDate },
        body: bytes.length > this.#service.behaviour.streamAbove ? this.#streamed(bytes) : [bytes],
      }
    }
    if (refused) throw new ServiceError('message', 'not-handed-out', 'Some messages are withheld.', 'Ask why.')
  }

  async existing(uids: readonly number[]): Promise<Set<number>> {
    return new Set(this.#wanted(uids).map((message) => message.uid))
  }

  async pulse(name: string): Promise<FolderPulse> {
    this.#service.onOperation('pulse')
    const { uidNext, messages } = this.#named(name)
    return { uidNext, messages: messages.length }
  }

  async createFolder(name: string, specialUse: SpecialUse | undefined): Promise<void> {
    this.#service.onOperation('create')
    if (name.includes('#'))
      throw new ServiceError('folder', 'folder-refused', `No folder can be called ${name}.`, 'Choose another name.')
    this.#service.folder(name).specialUse ??= specialUse
  }

  async subscribe(name: string): Promise<void> {
    this.#named(name).subscribed = true
  }

  async append(name: string, messages: readonly OutgoingMessage[]): Promise<AppendOutcome> {
    const { behaviour } = this.#service
    if (messages.length > 1 && !behaviour.appendMany) throw new Error('one message a command')
    const folder = this.#named(name)
    const received: Omit<MemoryMessage, 'uid'>[] = []
    for (const message of messages) {
      const parts: Buffer[] = []
      for await (const chunk of message.body) parts.push(chunk)
      const bytes = Buffer.concat(parts)
      if (bytes.length !== message.size) throw new Error(`announced ${message.size} octets, got ${bytes.length}`)
      behaviour.admit({ bytes, flags: canonicalFlags(message.flags), binary: message.binary === true })
      received.push({
        bytes: behaviour.rewrite(bytes),
        flags: canonicalFlags(message.flags),
        internalDate: message.arrival?.seconds ?? 0,
      })
    }
    this.#service.onOperation('append')
    const store = () => received.map((message) => this.#store(folder, message))
    if (this.#service.holds()) {
      this.#service.hold(store)
      throw new ServiceError('session', 'connection-lost', 'The line was cut.', 'Run again.')
    }
    const uids = store()
    this.#service.onOperation('append-answer')
    return behaviour.namesUids
      ? { uids: this.#service.named(uids), uidValidity: folder.uidValidity }
      : { uids: undefined, uidValidity: undefined }
  }

  async changeFlags(uids: readonly number[], { add, remove }: FlagChange): Promise<void> {
    this.#service.onOperation('flags')
    for (const message of this.#wanted(uids)) {
      message.flags = canonicalFlags([...flagList(message.flags).filter((flag) => !remove.includes(flag)), ...add])
    }
  }

  async remove(uids: readonly number[], mayGoOn: () => void): Promise<boolean> {
    this.#service.onOperation('remove')
    mayGoOn()
    if (!this.#service.behaviour.removes) return false
    const folder = this.#current()
    folder.messages = folder.messages.filter((message) => !uids.includes(message.uid))
    return true
  }

  async close(): Promise<void> {
    this.#open = undefined
  }

  #store(folder: MemoryFolder, message: Omit<MemoryMessage, 'uid'>): number {
    const same = this.#service.behaviour.merges
      ? folder.messages.find((other) => other.bytes.equals(message.bytes))
      : undefined
    if (same !== undefined) return same.uid
    const uid = folder.uidNext++
    folder.messages.push({ uid, ...message, ...(this.#service.hides() ? { hidden: true } : undefined) })
    return uid
  }

  async *#streamed(bytes: Buffer): AsyncIterable<Buffer> {
    for (let at = 0; at < bytes.length; at += 65_536) {
      this.#service.onOperation('chunk')
      yield bytes.subarray(at, at + 65_536)
    }
  }

  #named(name: string): MemoryFolder {
    const folder = this.#service.folders.get(name)
    if (folder === undefined)
      throw new ServiceError('folder', 'folder-refused', `There is no folder ${name}.`, 'Look at the names.')
    return folder
  }

  #current(): MemoryFolder {
    if (this.#open === undefined) throw new Error('no folder is open')
    return this.#open
  }

  #wanted(uids: readonly number[]): MemoryMessage[] {
    const wanted = new Set(uids)
    return this.#current().messages.filter((message) => wanted.has(message.uid) && message.hidden !== true)
  }
}

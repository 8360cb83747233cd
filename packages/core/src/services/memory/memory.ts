import type { Endpoint, Session } from '../port.ts'
import { GENERIC } from '../profiles/index.ts'
import { MemorySession } from './session.ts'
import type { MemoryBehaviour, MemoryFolder, MemoryLog, MemoryMessage, MemoryState } from './state.ts'

export type { MemoryBehaviour, MemoryFolder, MemoryMessage } from './state.ts'

const PLAIN: MemoryBehaviour = {
  appendMany: true,
  namesUids: true,
  appendLimit: undefined,
  room: undefined,
  permanentFlags: undefined,
  rewrite: (bytes) => bytes,
  admit: () => undefined,
  streamAbove: 1024 * 1024,
  takesBinary: false,
  removes: true,
  merges: false,
  delimiter: '/',
  keepsModSeqs: true,
  labels: undefined,
  leavesOut: { others: 0, shared: 0 },
  tellsGone: true,
  profile: { ...GENERIC, settleQuietMs: 1 },
}

/** A mail service in memory: the first adapter, and the one on which faults are tried by the thousand. */
export class MemoryService implements Endpoint, MemoryState {
  readonly identity: string
  readonly folders = new Map<string, MemoryFolder>()
  behaviour: MemoryBehaviour
  onOperation: (operation: string) => void = () => undefined
  onRemove: (messages: readonly MemoryMessage[]) => void = () => undefined
  withheld: (message: MemoryMessage) => boolean = () => false
  /** What is held is stored by `storeHeld`. */
  holds: () => boolean = () => false
  /** What is hidden is shown by `showHidden`. */
  hides: () => boolean = () => false
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
  deliver(
    name: string,
    message: { bytes: Buffer | string; flags?: string; internalDate?: number; providerId?: string },
  ): number {
    const folder = this.folder(name)
    const uid = folder.uidNext++
    folder.messages.push({
      uid,
      bytes: Buffer.from(message.bytes),
      flags: message.flags ?? '',
      internalDate: message.internalDate ?? 1_700_000_000 + uid,
      ...(message.providerId === undefined ? undefined : { providerId: message.providerId }),
    })
    return uid
  }

  modSeqOf(folder: MemoryFolder): bigint | undefined {
    return this.behaviour.keepsModSeqs ? this.logOf(folder).value : undefined
  }

  logOf(folder: MemoryFolder): MemoryLog {
    const before: MemoryLog = folder.modSeq ?? { value: 0n, held: new Map(), gone: new Map() }
    const value = before.value + 1n
    const held = new Map<number, { print: string; modSeq: bigint }>()
    let same = folder.modSeq !== undefined
    for (const { uid, flags, bytes, internalDate, hidden = false } of folder.messages) {
      const print = `${this.#numberOf(bytes)} ${internalDate} ${hidden} ${flags}`
      const known = before.held.get(uid)
      if (known?.print !== print) same = false
      held.set(uid, known?.print === print ? known : { print, modSeq: value })
    }
    const gone = [...before.held.keys()].filter((uid) => !held.has(uid))
    if (same && gone.length === 0) return before
    const log = { value, held, gone: new Map([...before.gone, ...gone.map((uid) => [uid, value] as const)]) }
    folder.modSeq = log
    return log
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

import { canonicalFlags, flagList, type SpecialUse } from '../../model/index.ts'
import {
  type AppendOutcome,
  type FetchedMessage,
  type FlagChange,
  type FolderChanges,
  type FolderExtras,
  type FolderHolding,
  type FolderMoment,
  type FolderPulse,
  type FolderStanding,
  type FolderState,
  type LabelPolicy,
  type ListedFolder,
  type ListedMessage,
  type OutgoingMessage,
  type Room,
  ServiceError,
  type Session,
} from '../port.ts'
import type { Profile } from '../profiles/profile.ts'
import { evenly } from '../sample.ts'
import type { MemoryFolder, MemoryMessage, MemoryState } from './state.ts'

/** One session at a service in memory. */
export class MemorySession implements Session {
  readonly waitsForEach = false
  readonly roundTripMs = undefined
  readonly #service: MemoryState
  #open: MemoryFolder | undefined

  constructor(service: MemoryState) {
    this.#service = service
  }

  get profile(): Profile {
    return this.#service.behaviour.profile
  }

  get labels(): LabelPolicy | undefined {
    return this.#service.behaviour.labels
  }

  get leftOut(): Session['leftOut'] {
    return this.#service.behaviour.leavesOut
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

  get removesExactly(): boolean {
    return this.#service.behaviour.removes
  }

  get tellsChanges(): boolean {
    return this.#service.behaviour.keepsModSeqs
  }

  get delimiter(): string {
    return this.#service.behaviour.delimiter
  }

  async room(): Promise<Room | undefined> {
    return this.#service.behaviour.room
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

  /** Folders hold mail here, and nothing else. */
  async extras(names: readonly string[]): Promise<FolderExtras[]> {
    return names.map(() => ({ rights: undefined, notes: undefined }))
  }

  async grant(): Promise<string | undefined> {
    return 'There are no rights here.'
  }

  async annotate(): Promise<string | undefined> {
    return 'There is no metadata here.'
  }

  isForeign(): boolean {
    return false
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

  async holdings(names: readonly string[]): Promise<(FolderHolding | undefined)[]> {
    return names.map((name) => {
      const messages = this.#service.folders.get(name)?.messages
      return messages && { messages: messages.length, octets: messages.reduce((sum, one) => sum + one.bytes.length, 0) }
    })
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
      yield messages.slice(from, from + sliceSize).map(listed)
    }
  }

  async *changes({ uidNext, modSeq }: FolderMoment, sliceSize: number): AsyncIterable<FolderChanges> {
    this.#service.onOperation('changes')
    const folder = this.#current()
    const { held, gone } = this.#service.logOf(folder)
    const messages = folder.messages.filter(
      ({ uid, hidden }) => hidden !== true && (uid >= uidNext || (held.get(uid)?.modSeq ?? 0n) > modSeq),
    )
    for (let from = 0; from < messages.length; from += sliceSize)
      yield { messages: messages.slice(from, from + sliceSize).map(listed), gone: [] }
    const since = [...gone].flatMap(([uid, at]) => (at > modSeq && uid < uidNext ? [[uid, uid] as const] : []))
    if (this.#service.behaviour.tellsGone) yield { messages: [], gone: since }
  }

  async sampleSizes(most: number): Promise<number[]> {
    const { messages } = this.#current()
    return evenly(messages.length, most).map((number) => messages[number - 1]?.bytes.length ?? 0)
  }

  async *headers(uids: readonly number[]): AsyncIterable<{ uid: number; header: Buffer }> {
    for (const message of this.#wanted(uids)) {
      this.#service.onOperation('headers')
      yield { uid: message.uid, header: headerOf(message.bytes) }
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

  async byMessageId(messageId: string): Promise<number[]> {
    this.#service.onOperation('search')
    const messages = this.#current().messages.filter((message) => message.hidden !== true)
    return messages.filter(({ bytes }) => headerOf(bytes).includes(messageId)).map(({ uid }) => uid)
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
    this.#service.onRemove(folder.messages.filter((message) => uids.includes(message.uid)))
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

const listed = ({ uid, bytes, internalDate, flags, providerId }: MemoryMessage): ListedMessage => ({
  ...{ uid, size: bytes.length, internalDate, flags },
  ...{ modSeq: null, providerId: providerId ?? null },
})

function headerOf(bytes: Buffer): Buffer {
  const end = bytes.indexOf('\r\n\r\n')
  return end === -1 ? bytes : bytes.subarray(0, end + 4)
}

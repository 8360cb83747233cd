import {
  type AppendOutcome,
  type FetchedMessage,
  type FolderExtras,
  type FolderHolding,
  type FolderPulse,
  type FolderStanding,
  type FolderState,
  type ListedFolder,
  type ListedMessage,
  type Room,
  ServiceError,
  type Session,
} from '../port.ts'
import { GENERIC } from '../profiles/index.ts'
import { specialUseByName } from '../profiles/special-names.ts'
import { evenly } from '../sample.ts'
import { type Bytes, openBytes } from './bytes.ts'
import { dateTime } from './dates.ts'
import { type MessageRecord, RECORD, readRecord } from './record.ts'
import { damaged, readOnly, vanished } from './refused.ts'
import { recordsOf, type ShelfHead, shelfFiles } from './shelf.ts'

/** A folder over all files of a mailbox. */
export interface FilesFolder {
  readonly path: readonly string[]
  readonly messages: number
  readonly uidNext: number
  readonly parts: readonly {
    readonly name: string
    readonly head: ShelfHead
    /** Its number in that file. */
    readonly folder: number
    readonly first: number
    readonly last: number
  }[]
}

type Part = FilesFolder['parts'][number]

/** What was read once is never numbered anew: new files have higher UIDs. */
const UID_VALIDITY = 1
/** Bodies larger than this are handed out in pieces, in octets. */
const STREAMED_ABOVE = 1024 * 1024
const PIECE = 256 * 1024
const LARGEST_HEADER = 256 * 1024
/** Records read at once for a sample. */
const SAMPLED_SLICE = 1_000

interface Opened {
  readonly mail: Bytes & { close(): Promise<void> }
  readonly index: Bytes & { close(): Promise<void> }
}

/** Reads what files were read to. One that is cut short or damaged is listed, and not handed out. */
export class FilesSession implements Session {
  readonly profile = GENERIC
  readonly appendMany = false
  readonly appendLimit = undefined
  readonly takesBinary = false
  readonly removesExactly = false
  readonly tellsChanges = false
  readonly delimiter = '/'
  readonly leftOut = { others: 0, shared: 0 }
  readonly labels = undefined
  readonly waitsForEach = false
  readonly roundTripMs = undefined
  readonly #shelf: string
  readonly #folders: ReadonlyMap<string, FilesFolder>
  readonly #files = new Map<string, Promise<Opened>>()
  #open: FilesFolder | undefined

  constructor(shelf: string, folders: ReadonlyMap<string, FilesFolder>) {
    this.#shelf = shelf
    this.#folders = folders
  }

  /** Nothing is ever put there. */
  async room(): Promise<Room | undefined> {
    return undefined
  }

  async folders(): Promise<ListedFolder[]> {
    return [...this.#folders].map(([name, { path }]) => ({
      ...{ name, path, selectable: true, subscribed: true },
      specialUse: name === 'INBOX' ? ('inbox' as const) : specialUseByName(path),
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
    return path.join('/')
  }

  async impossibleNames(): Promise<Set<string>> {
    return new Set()
  }

  async counts(names: readonly string[]): Promise<(number | undefined)[]> {
    return names.map((name) => this.#folders.get(name)?.messages)
  }

  async holdings(names: readonly string[]): Promise<(FolderHolding | undefined)[]> {
    return (await this.counts(names)).map((messages) =>
      messages === undefined ? undefined : { messages, octets: undefined },
    )
  }

  async standings(names: readonly string[]): Promise<(FolderStanding | undefined)[]> {
    return names.map((name) => {
      const folder = this.#folders.get(name)
      return folder && standingOf(folder)
    })
  }

  async open(name: string): Promise<FolderState> {
    this.#open = this.#named(name)
    const { uidValidity, uidNext, messages, highestModSeq } = standingOf(this.#open)
    return { uidValidity, uidNext, exists: messages, highestModSeq, permanentFlags: [] }
  }

  async *list(sliceSize: number): AsyncIterable<ListedMessage[]> {
    let slice: ListedMessage[] = []
    for (const part of this.#current().parts) {
      for await (const records of recordsOf(this.#shelf, part.name, part.first, part.last)) {
        for (const { number, record } of records) {
          if (record.folder !== part.folder) continue
          slice.push(listed(part, number, record))
          if (slice.length < sliceSize) continue
          yield slice
          slice = []
        }
      }
    }
    if (slice.length > 0) yield slice
  }

  async sampleSizes(most: number): Promise<number[]> {
    const wanted = new Set(evenly(this.#current().messages, most))
    const sizes: number[] = []
    let number = 0
    for await (const slice of this.list(SAMPLED_SLICE))
      for (const { size } of slice) if (wanted.has(++number)) sizes.push(size)
    return sizes
  }

  async *changes(): AsyncIterable<never> {}

  async *headers(uids: readonly number[]): AsyncIterable<{ uid: number; header: Buffer }> {
    for (const uid of uids) {
      const found = await this.#find(uid)
      if (found === undefined) continue
      const start = await found.mail.read(found.record.at, Math.min(found.record.size, LARGEST_HEADER))
      const end = start.indexOf('\r\n\r\n')
      yield { uid, header: end === -1 ? start : start.subarray(0, end + 4) }
    }
  }

  async *messages(uids: readonly number[]): AsyncIterable<FetchedMessage> {
    let refused: ServiceError | undefined
    for (const uid of uids) {
      const found = await this.#find(uid)
      if (found === undefined) continue
      const { record, part, mail } = found
      if (record.problem > 0) {
        refused ??= damaged(part.head, record)
        continue
      }
      const { size, arrived, zoneMinutes } = record
      yield {
        ...{ uid, size, flags: part.head.flags[record.flags] ?? '' },
        arrival:
          arrived === null ? undefined : { written: dateTime({ seconds: arrived, zoneMinutes }), seconds: arrived },
        body: size > STREAMED_ABOVE ? pieces(mail, record) : [await whole(mail, record.at, size)],
      }
    }
    if (refused !== undefined) throw refused
  }

  async existing(uids: readonly number[]): Promise<Set<number>> {
    const there = new Set<number>()
    for (const uid of uids) if ((await this.#find(uid)) !== undefined) there.add(uid)
    return there
  }

  /** Files know no Message-IDs: every message is one to look at. */
  async byMessageId(): Promise<number[]> {
    const uids: number[] = []
    for await (const slice of this.list(1_000)) for (const { uid } of slice) uids.push(uid)
    return uids
  }

  async pulse(name: string): Promise<FolderPulse> {
    const { uidNext, messages } = this.#named(name)
    return { uidNext, messages }
  }

  createFolder = (): Promise<void> => readOnly()
  subscribe = (): Promise<void> => readOnly()
  append = (): Promise<AppendOutcome> => readOnly()
  changeFlags = (): Promise<void> => readOnly()
  remove = (): Promise<boolean> => readOnly()

  async close(): Promise<void> {
    for (const opening of this.#files.values()) {
      const opened = await opening.catch(() => undefined)
      await opened?.mail.close()
      await opened?.index.close()
    }
    this.#files.clear()
  }

  /** A message of the open folder, by its number in the file that has its UID. */
  async #find(uid: number): Promise<{ part: Part; record: MessageRecord; mail: Bytes } | undefined> {
    const part = this.#current().parts.find(({ head, first, last }) => within(uid - head.uidFrom, first, last))
    if (part === undefined) return undefined
    const { mail, index } = await this.#opened(part.name)
    const bytes = await index.read((uid - part.head.uidFrom) * RECORD, RECORD)
    if (bytes.length < RECORD) return undefined
    const record = readRecord(bytes, 0)
    return record.folder === part.folder ? { part, record, mail } : undefined
  }

  #opened(name: string): Promise<Opened> {
    const known = this.#files.get(name)
    if (known !== undefined) return known
    const { mail, index } = shelfFiles(this.#shelf, name)
    const opening = Promise.all([openBytes(mail), openBytes(index)]).then(
      ([octets, records]) => ({ mail: octets, index: records }),
      () => {
        throw vanished()
      },
    )
    this.#files.set(name, opening)
    return opening
  }

  #named(name: string): FilesFolder {
    const folder = this.#folders.get(name)
    if (folder !== undefined) return folder
    throw new ServiceError('folder', 'folder-refused', `The files have no folder ${name}.`, 'Look at the names.')
  }

  #current(): FilesFolder {
    if (this.#open === undefined) throw new Error('no folder is open')
    return this.#open
  }
}

const within = (number: number, first: number, last: number): boolean => number >= first && number <= last

/** Messages only come, and never change: the next UID says everything. */
const standingOf = ({ uidNext, messages }: FilesFolder): FolderStanding => ({
  ...{ uidValidity: UID_VALIDITY, uidNext, messages },
  highestModSeq: BigInt(uidNext),
})

const listed = ({ head }: Part, number: number, record: MessageRecord): ListedMessage => ({
  uid: head.uidFrom + number,
  size: record.size,
  internalDate: record.arrived,
  flags: head.flags[record.flags] ?? '',
  modSeq: null,
  providerId: null,
})

async function whole(mail: Bytes, at: number, size: number): Promise<Buffer> {
  const bytes = await mail.read(at, size)
  if (bytes.length < size) throw vanished()
  return bytes
}

async function* pieces(mail: Bytes, { at, size }: MessageRecord): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; done += PIECE) yield await whole(mail, at + done, Math.min(PIECE, size - done))
}

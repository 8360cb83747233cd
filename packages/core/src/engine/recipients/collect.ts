import type { MailAddress, SpecialUse } from '../../model/index.ts'
import { type Endpoint, type ListedFolder, ServiceError, type Session } from '../../services/port.ts'
import type { Progress } from '../context.ts'
import { titleOf } from '../inventory/folders.ts'
import { LISTING_SLICE, onceEach } from '../inventory/slices.ts'
import { type Perseverance, persevere } from '../persevere.ts'
import { addressesOf } from './addresses.ts'
import { RECIPIENT_FIELDS, recipientValues } from './fields.ts'
import { RecipientTally, type TallyOptions, type TallyRows } from './tally.ts'

/** How far a folder was read, by which a later run goes on. */
export interface FolderMark {
  /** As the server writes it. */
  readonly folder: string
  readonly uidValidity: number
  readonly lastUid: number
  /** Messages that were there up to this one. Where some have gone since, the folder is counted anew. */
  readonly listed: number
}

/** Some messages of a folder, counted; with the mark behind them. */
export interface FolderPart extends FolderMark {
  /** What was known of this folder before is no longer so: these are the first of all its messages. */
  readonly anew: boolean
  /** Messages whose recipients were read. */
  readonly messages: number
  /** Those with so many recipients that the last ones were not read. */
  readonly cut: number
  readonly seen: TallyRows
}

export interface CollectOptions {
  readonly wanted?: (path: readonly string[]) => boolean
  /** Marks of an earlier run: what stands up to them is counted already. */
  readonly after?: readonly FolderMark[]
  /** Told each part once it is counted: what was kept needs no second reading. */
  readonly onPart: (part: FolderPart) => void | Promise<void>
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  readonly retry?: Perseverance['retry']
  readonly longestWaitMs?: number | undefined
}

export interface CollectedRecipients {
  readonly messages: number
  /** Messages with so many recipients that the last ones were not read. */
  readonly cut: number
  /** The folders that there are, as the server writes them. */
  readonly folders: readonly string[]
  /** Folders that could not be read, with the server's words: the list is not whole without them. */
  readonly unread: readonly { readonly folder: string; readonly error: ServiceError }[]
  /** Whether messages that several folders show may have been counted more than once. */
  readonly repeated: boolean
  /** What the folders that were read hold, each message once where a service shows it in several and a copy takes it once. */
  readonly held: { readonly messages: number; readonly octets: number }
}

/** Headers asked for at once. */
const HEADER_SLICE = 500
/** Ids of messages that are kept to count each once; beyond, counts are too high, and no address is missing. */
const MOST_IDS = 500_000
/** Folders that only show what other folders hold. */
const VIEWS: ReadonlySet<SpecialUse | undefined> = new Set<SpecialUse>(['flagged', 'important'])

/**
 * Counts the recipients of the messages of a mailbox that are own addresses, part by part; reads nothing else of them
 * and changes nothing. After a lost connection it goes on behind the last part. Throws `ServiceError` of scope `session`
 * or `service`, and the reason of the signal; what `onPart` was told of stands.
 */
export async function collectRecipients(
  endpoint: Endpoint,
  own: TallyOptions,
  options: CollectOptions,
): Promise<CollectedRecipients> {
  const marks = new Map((options.after ?? []).map((mark) => [mark.folder, mark]))
  const done = { messages: 0, cut: 0, parts: 0 }
  const reading: Reading = {
    ...{ own, marks, signal: options.signal },
    async tell(part) {
      await options.onPart(part)
      marks.set(part.folder, part)
      done.messages += part.messages
      done.cut += part.cut
      done.parts++
    },
  }
  const perseverance: Perseverance = {
    ...(options.retry && { retry: options.retry }),
    ...(options.signal && { signal: options.signal }),
    longestWaitMs: options.longestWaitMs,
    moved: () => done.parts,
    tell: options.onProgress ?? (() => undefined),
  }
  const read = await persevere(perseverance, () => readMailbox(endpoint, reading, options))
  return { ...read, messages: done.messages, cut: done.cut }
}

interface Reading {
  readonly own: TallyOptions
  readonly marks: ReadonlyMap<string, FolderMark>
  readonly signal: AbortSignal | undefined
  readonly tell: (part: FolderPart) => Promise<void>
}

async function readMailbox(endpoint: Endpoint, reading: Reading, { wanted, onProgress }: CollectOptions) {
  const session = await endpoint.connect()
  const unread: { folder: string; error: ServiceError }[] = []
  const ids = new Set<string>()
  const held = { messages: 0, octets: 0 }
  const hold = (size: number, isFirst: boolean) => {
    if (!isFirst && session.labels !== undefined) return
    held.messages++
    held.octets += size
  }
  try {
    const folders = (await session.folders()).filter(
      ({ selectable, specialUse, path }) => selectable && !VIEWS.has(specialUse) && wanted?.(path) !== false,
    )
    // The folder that shows all messages comes first: with what it names, the others have little left to read.
    folders.sort((one, other) => Number(other.specialUse === 'all') - Number(one.specialUse === 'all'))
    for (const folder of folders) {
      onProgress?.({ step: 'inventory', folder: titleOf(folder), messages: 0 })
      const seen = new Set<string>()
      try {
        await readFolder(session, folder, { first: (id) => isFirst(id, ids, seen), hold }, reading)
        // Only now: the messages of a folder that broke off may be read in another.
        for (const id of seen) ids.add(id)
      } catch (error) {
        if (!(error instanceof ServiceError) || (error.scope !== 'folder' && error.scope !== 'message')) throw error
        unread.push({ folder: titleOf(folder), error })
      }
    }
    return { folders: folders.map(({ name }) => name), unread, repeated: ids.size >= MOST_IDS, held }
  } finally {
    await session.close()
  }
}

/** Messages of a folder, 13 octets each: a folder of a million takes 13 MB. */
interface Listed {
  readonly uids: Uint32Array
  readonly dates: Float64Array
  /** Whether the message was met before, in this folder or another. */
  readonly met: Uint8Array
}

/** What is done with each message as it is listed. */
interface Listing {
  /** Whether it was not met before. */
  readonly first: (id: string | null) => boolean
  /** Counts what the mailbox holds. */
  readonly hold: (size: number, isFirst: boolean) => void
}

async function readFolder(
  session: Session,
  folder: ListedFolder,
  listing: Listing,
  { own, marks, signal, tell }: Reading,
): Promise<void> {
  const { uidValidity } = await session.open(folder.name, 'read')
  const known = marks.get(folder.name)
  const mark = known?.uidValidity === uidValidity ? known : undefined
  const slices = await listFolder(session, listing, signal)
  const stands = mark === undefined ? 0 : countUpTo(slices, mark.lastUid)
  const from = mark !== undefined && stands === mark.listed ? mark.lastUid : 0
  // A mark that no longer holds is told of also where nothing is left to count.
  let anew = from === 0
  if (anew && known !== undefined && slices.length === 0)
    return tell({ ...{ folder: folder.name, uidValidity, lastUid: 0, listed: 0, anew }, ...NOTHING })
  let listed = 0
  for (const slice of slices) {
    listed += slice.uids.length
    const lastUid = slice.uids.at(-1) ?? 0
    if (lastUid <= from) continue
    const tally = new RecipientTally(own)
    const read = await readHeaders(session, slice, { from, tally, signal, junk: folder.specialUse === 'junk' })
    await tell({ ...{ folder: folder.name, uidValidity, lastUid, listed, anew }, ...read, seen: tally.result() })
    anew = false
  }
}

const NOTHING = { messages: 0, cut: 0, seen: { rows: [], beyond: 0 } }

/**
 * Listed first, read afterwards: a UID FETCH may tell of removed messages and renumber what is still to be listed
 * (RFC 3501 §7.4.1).
 */
async function listFolder(
  session: Session,
  { first, hold }: Listing,
  signal: AbortSignal | undefined,
): Promise<Listed[]> {
  const slices: Listed[] = []
  let last = 0
  for await (const listed of session.list(LISTING_SLICE)) {
    signal?.throwIfAborted()
    const slice = onceEach(listed, last)
    last = slice.at(-1)?.uid ?? last
    if (slice.length === 0) continue
    slices.push({
      uids: Uint32Array.from(slice, ({ uid }) => uid),
      dates: Float64Array.from(slice, ({ internalDate }) => internalDate ?? Number.NaN),
      met: Uint8Array.from(slice, ({ providerId, size }) => {
        const isNew = first(providerId)
        hold(size, isNew)
        return isNew ? 0 : 1
      }),
    })
  }
  return slices
}

function countUpTo(slices: readonly Listed[], uid: number): number {
  let count = 0
  for (const { uids } of slices) for (const one of uids) if (one <= uid) count++
  return count
}

interface HeaderReading {
  readonly from: number
  readonly tally: RecipientTally
  readonly junk: boolean
  readonly signal: AbortSignal | undefined
}

async function readHeaders(session: Session, slice: Listed, { from, tally, junk, signal }: HeaderReading) {
  const dateOf = new Map<number, number>()
  for (const [at, uid] of slice.uids.entries())
    if (uid > from && slice.met[at] === 0) dateOf.set(uid, slice.dates[at] ?? Number.NaN)
  const uids = [...dateOf.keys()]
  let [messages, cut] = [0, 0]
  for (let at = 0; at < uids.length; at += HEADER_SLICE) {
    signal?.throwIfAborted()
    for await (const { uid, header } of session.headers(uids.slice(at, at + HEADER_SLICE), RECIPIENT_FIELDS)) {
      const date = dateOf.get(uid)
      // An answer that nobody asked for, or the second one: it would count twice.
      if (date === undefined || !dateOf.delete(uid)) continue
      messages++
      if (noteMessage(header, Number.isNaN(date) ? null : date, junk, tally)) cut++
    }
  }
  return { messages, cut }
}

/** Where the service names its messages (Gmail's labels, RFC 8474), each counts once. */
function isFirst(id: string | null, before: ReadonlySet<string>, inFolder: Set<string>): boolean {
  if (id === null) return true
  if (before.has(id) || inFolder.has(id)) return false
  if (before.size + inFolder.size < MOST_IDS) inFolder.add(id)
  return true
}

/** Counts a message once for each own address that it names; says whether it had more recipients than are read. */
function noteMessage(header: Buffer, date: number | null, junk: boolean, tally: RecipientTally): boolean {
  const { values, cut } = recipientValues(header)
  const named = new Map<string, { address: MailAddress; delivered: boolean }>()
  for (const { value, delivery } of values) {
    for (const address of addressesOf(value)) {
      if (!tally.isOwn(address)) continue
      const known = named.get(address.key)
      named.set(address.key, { address: known?.address ?? address, delivered: delivery || known?.delivered === true })
    }
  }
  for (const { address, delivered } of named.values()) tally.note(address, { date, delivered, junk })
  return cut
}

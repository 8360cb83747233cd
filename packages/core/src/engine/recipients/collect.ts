import type { MailAddress, SpecialUse } from '../../model/index.ts'
import { type Endpoint, type ListedFolder, ServiceError, type Session } from '../../services/port.ts'
import { titleOf } from '../inventory/folders.ts'
import { LISTING_SLICE, onceEach } from '../inventory/source.ts'
import { addressesOf } from './addresses.ts'
import { RECIPIENT_FIELDS, recipientValues } from './fields.ts'
import type { RecipientTally } from './tally.ts'

/** How far a folder was read, by which a later run goes on. */
export interface FolderMark {
  readonly folder: string
  readonly uidValidity: number
  readonly lastUid: number
}

export interface FolderRecipients extends FolderMark {
  /** Messages whose recipients were read in this run. */
  readonly messages: number
  /** Messages with so many recipients that the last ones were not read. */
  readonly cut: number
}

export interface CollectOptions {
  readonly wanted?: (path: readonly string[]) => boolean
  /** Marks of an earlier run: what stands up to them is in its rows already. */
  readonly after?: readonly FolderMark[]
  /** Told each folder once its addresses are in the tally: what was told needs no second reading. */
  readonly onFolder?: (folder: FolderRecipients) => void
  readonly signal?: AbortSignal
}

export interface CollectedRecipients {
  readonly messages: number
  /** Folders that could not be read, with the server's words: the list is not whole without them. */
  readonly unread: readonly { readonly folder: string; readonly error: ServiceError }[]
  /** Whether messages that several folders show may have been counted more than once. */
  readonly repeated: boolean
}

/** Headers asked for at once. */
const HEADER_SLICE = 500
/** Ids of messages that are kept to count each once; beyond, counts are too high, and no address is missing. */
const MOST_IDS = 500_000
/** Folders that only show what other folders hold. */
const VIEWS: ReadonlySet<SpecialUse | undefined> = new Set<SpecialUse>(['flagged', 'important'])

/**
 * Reads the recipients of every message of a mailbox into a tally; reads nothing else of them and changes nothing.
 * Throws `ServiceError` of scope `session` or `service`; what `onFolder` was told of is then in the tally, whole.
 */
export async function collectRecipients(
  endpoint: Endpoint,
  tally: RecipientTally,
  options: CollectOptions = {},
): Promise<CollectedRecipients> {
  const session = await endpoint.connect()
  const unread: { folder: string; error: ServiceError }[] = []
  const ids = new Set<string>()
  let messages = 0
  try {
    for (const folder of await session.folders()) {
      if (!folder.selectable || VIEWS.has(folder.specialUse) || options.wanted?.(folder.path) === false) continue
      try {
        const ofFolder = tally.empty()
        const seen = new Set<string>()
        const read = await readFolder(session, folder, ofFolder, (id) => isFirst(id, ids, seen), options)
        // Only now: the messages of a folder that broke off may be read in another.
        for (const id of seen) ids.add(id)
        tally.merge(ofFolder.result())
        messages += read.messages
        options.onFolder?.(read)
      } catch (error) {
        if (!(error instanceof ServiceError) || (error.scope !== 'folder' && error.scope !== 'message')) throw error
        unread.push({ folder: titleOf(folder), error })
      }
    }
  } finally {
    await session.close()
  }
  // A later run does not know the ids of the run before it.
  const again = options.after !== undefined && options.after.length > 0 && ids.size > 0
  return { messages, unread, repeated: again || ids.size >= MOST_IDS }
}

/** The messages of a folder, 12 octets each: a folder of a million takes 12 MB. */
interface Listed {
  readonly uids: Uint32Array
  readonly dates: Float64Array
}

async function readFolder(
  session: Session,
  folder: ListedFolder,
  tally: RecipientTally,
  first: (id: string | null) => boolean,
  options: CollectOptions,
): Promise<FolderRecipients> {
  const title = titleOf(folder)
  const { uidValidity } = await session.open(folder.name, 'read')
  const mark = options.after?.find((one) => one.folder === title && one.uidValidity === uidValidity)
  // Listed first, read afterwards: a UID FETCH may tell of removed messages and renumber what is still to be listed
  // (RFC 3501 §7.4.1).
  const listed: Listed[] = []
  let lastUid = mark?.lastUid ?? 0
  for await (const slice of session.list(LISTING_SLICE)) {
    options.signal?.throwIfAborted()
    const fresh = onceEach(slice, lastUid).filter(({ providerId }) => first(providerId))
    lastUid = Math.max(lastUid, slice.at(-1)?.uid ?? 0)
    listed.push({
      uids: Uint32Array.from(fresh, ({ uid }) => uid),
      dates: Float64Array.from(fresh, ({ internalDate }) => internalDate ?? Number.NaN),
    })
  }
  let [messages, cut] = [0, 0]
  for (const { uids, dates } of listed) {
    for (let from = 0; from < uids.length; from += HEADER_SLICE) {
      options.signal?.throwIfAborted()
      const some = [...uids.subarray(from, from + HEADER_SLICE)]
      const dateOf = new Map(some.map((uid, at) => [uid, dates[from + at] ?? Number.NaN]))
      for await (const { uid, header } of session.headers(some, RECIPIENT_FIELDS)) {
        const date = dateOf.get(uid)
        // An answer that nobody asked for, or the second one: it would count twice.
        if (date === undefined || !dateOf.delete(uid)) continue
        messages++
        if (noteMessage(header, Number.isNaN(date) ? null : date, folder.specialUse === 'junk', tally)) cut++
      }
    }
  }
  return { folder: title, uidValidity, lastUid, messages, cut }
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

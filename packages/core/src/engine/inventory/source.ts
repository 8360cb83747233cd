import {
  type FolderMoment,
  type ListedFolder,
  type ListedMessage,
  ServiceError,
  type Session,
} from '../../services/port.ts'
import {
  heldIn,
  insertMessages,
  type KnownMessage,
  knownMessages,
  type LedgerDb,
  messagesAmong,
  setGone,
  setGoneAfter,
  setGoneWithin,
  setMessageFlags,
  setReused,
} from '../../store/index.ts'
import type { PassContext } from '../context.ts'
import { LISTING_SLICE, onceEach } from './slices.ts'
import { unlessRefused } from './unless-refused.ts'

export interface SourceListing {
  readonly messages: number
}

/**
 * Lists the open source folder into the ledger: what is new, what has gone, whose flags have changed.
 * @param onSlice told the messages listed so far
 */
export async function listSource(
  db: LedgerDb,
  folder: number,
  session: Session,
  onSlice: (messages: number) => void,
): Promise<SourceListing> {
  let after = 0
  let messages = 0
  for await (const listed of session.list(LISTING_SLICE)) {
    const slice = onceEach(listed, after)
    const last = slice.at(-1)
    if (last === undefined) continue
    await note(db, folder, slice, await knownMessages(db, folder, after, last.uid))
    after = last.uid
    messages += slice.length
    onSlice(messages)
  }
  await setGoneAfter(db, folder, after)
  return { messages }
}

/**
 * Brings the ledger from how a source folder stood to how it stands now, by what has changed meanwhile. False where
 * it does not hold afterwards what the folder counts: then it is to be listed.
 * @param exists messages of the folder as it was opened
 */
export async function followSource(
  { db, signal }: Pick<PassContext, 'db' | 'signal'>,
  folder: number,
  since: FolderMoment,
  exists: number,
  session: Session,
): Promise<boolean> {
  const below = since.uidNext
  let after = below - 1
  for await (const { messages, gone } of session.changes(since, LISTING_SLICE)) {
    signal?.throwIfAborted()
    const changed = messages.filter(({ uid }) => uid < below)
    if (changed.length > 0) {
      const known = await messagesAmong(
        db,
        folder,
        changed.map(({ uid }) => uid),
      )
      // Nothing comes to stand below UIDNEXT (RFC 3501 §2.3.1.1).
      if (known.length < changed.length) return false
      await note(db, folder, changed, known)
    }
    await setGoneWithin(db, folder, gone, below)
    const slice = onceEach(messages, after)
    const last = slice.at(-1)
    if (last === undefined) continue
    await note(db, folder, slice, await knownMessages(db, folder, after, last.uid))
    after = last.uid
  }
  await setGoneAfter(db, folder, after)
  return (await heldIn(db, 'source_folders', folder)) === exists
}

/** Notes messages of a source folder; those of `rows`, what the ledger knows in their place, that are not there are gone. */
async function note(
  db: LedgerDb,
  folder: number,
  slice: readonly ListedMessage[],
  rows: readonly KnownMessage[],
): Promise<void> {
  const known = new Map(rows.map((row) => [row.uid, row]))
  const fresh = slice.filter((message) => !known.has(message.uid))
  const back: number[] = []
  const flags: ListedMessage[] = []
  const reused: (ListedMessage & { otherDate: boolean })[] = []
  for (const message of slice) {
    const row = known.get(message.uid)
    if (row === undefined) continue
    if (row.gone) back.push(message.uid)
    if (row.flags !== message.flags) flags.push(message)
    // A UID that means another message now (RFC 3501 §2.3.1.1 forbids it), or a size that the server makes up anew
    // each time: either way its bytes decide.
    if (row.internalDate !== message.internalDate || row.size !== message.size)
      reused.push({ ...message, otherDate: row.internalDate !== message.internalDate })
    known.delete(message.uid)
  }
  const gone = [...known.values()].filter((row) => !row.gone).map((row) => row.uid)
  if (fresh.length > 0) await insertMessages(db, folder, fresh)
  await setGone(db, folder, back, false)
  await setGone(db, folder, gone, true)
  await setMessageFlags(db, folder, flags)
  await setReused(db, folder, reused)
}

/**
 * Messages of each folder as the server counts them; where it does not say, the folder is opened and asked. One that has
 * not changed was counted already.
 */
export async function countAll(
  { unchanged }: Pick<PassContext, 'unchanged'>,
  source: Session,
  folders: readonly ListedFolder[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const names: string[] = []
  // Of what is listed alone: one that answers and is not listed any more is gone all the same.
  for (const { name } of folders) {
    const known = unchanged.source_folders.get(name)
    if (known === undefined) names.push(name)
    else counts.set(name, known.messages)
  }
  const counted = await source.counts(names)
  for (const [index, name] of names.entries()) counts.set(name, counted[index] ?? (await existing(source, name)))
  return counts
}

async function existing(source: Session, name: string): Promise<number> {
  const state = await unlessRefused(() => source.open(name, 'read'))
  return state instanceof ServiceError ? 0 : state.exists
}

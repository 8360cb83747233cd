import { type ListedFolder, type ListedMessage, ServiceError, type Session } from '../../services/port.ts'
import {
  insertMessages,
  knownMessages,
  type LedgerDb,
  setGone,
  setGoneAfter,
  setMessageFlags,
  setReused,
} from '../../store/index.ts'
import type { PassContext } from '../context.ts'
import { unlessRefused } from './unless-refused.ts'

/** Messages asked for at once; a slice is all that is held in memory of a folder. */
export const LISTING_SLICE = 5_000

/** A slice without what the server repeats. */
export function onceEach(slice: readonly ListedMessage[], after: number): ListedMessage[] {
  let last = after
  return slice.filter(({ uid }) => {
    const fresh = uid > last
    if (fresh) last = uid
    return fresh
  })
}

export interface SourceListing {
  readonly messages: number
  readonly bytes: number
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
  let bytes = 0
  for await (const listed of session.list(LISTING_SLICE)) {
    const slice = onceEach(listed, after)
    const last = slice.at(-1)
    if (last === undefined) continue
    const known = new Map((await knownMessages(db, folder, after, last.uid)).map((row) => [row.uid, row]))
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
    after = last.uid
    messages += slice.length
    for (const message of slice) bytes += message.size
    onSlice(messages)
  }
  await setGoneAfter(db, folder, after)
  return { messages, bytes }
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
  for (const [name, { messages }] of unchanged.source_folders) counts.set(name, messages)
  const names = folders.map(({ name }) => name).filter((name) => !counts.has(name))
  const counted = await source.counts(names)
  for (const [index, name] of names.entries()) counts.set(name, counted[index] ?? (await existing(source, name)))
  return counts
}

async function existing(source: Session, name: string): Promise<number> {
  const state = await unlessRefused(() => source.open(name, 'read'))
  return state instanceof ServiceError ? 0 : state.exists
}

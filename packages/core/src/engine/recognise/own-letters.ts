import { ServiceError } from '../../services/port.ts'
import { withoutCopy } from '../../store/index.ts'
import { type PassContext, type SourcePlace, wantedOf } from '../context.ts'
import { unlessRefused } from '../inventory/unless-refused.ts'
import { describe } from '../known.ts'
import { persevere } from '../persevere.ts'
import { openSource } from '../places.ts'

const HEADERS_AT_ONCE = 500

/**
 * Finds the letters that the program laid into the new mailbox, wherever their owner has filed them, and leaves them out
 * of what goes back. By their Message-IDs, which nobody else can guess, among what would be copied: a folder that a server
 * does not let be read holds nothing that is copied either.
 */
export async function findOwnLetters(context: PassContext, folders: readonly SourcePlace[]): Promise<void> {
  context.leftOut.clear()
  const ids = new Set(context.ownLetters)
  if (ids.size === 0) return
  for (const place of folders) {
    const uids = (await withoutCopy(context.db, place.id, wantedOf(context, place.id))).map(({ uid }) => uid)
    if (uids.length === 0) continue
    const found = await unlessRefused(() => persevere(context, () => among(context, place, uids, ids)))
    if (!(found instanceof ServiceError) && found.length > 0) context.leftOut.set(place.id, found)
  }
}

const among = (
  { sources, signal }: PassContext,
  place: SourcePlace,
  uids: readonly number[],
  ids: ReadonlySet<string>,
): Promise<number[]> =>
  sources.use(async (source) => {
    await openSource(place, source)
    const found: number[] = []
    for (let from = 0; from < uids.length; from += HEADERS_AT_ONCE) {
      signal?.throwIfAborted()
      const some = uids.slice(from, from + HEADERS_AT_ONCE)
      for await (const { uid, header } of source.headers(some, ['message-id']))
        if (ids.has(describe(header).messageId ?? '')) found.push(uid)
    }
    return found
  })

import type { FolderStanding, FolderState, Session } from '../../services/port.ts'
import {
  type FolderTable,
  forgetKnown,
  forgetKnownOutside,
  knownFolders,
  openIntents,
  setKnownFolder,
  stillToCopy,
} from '../../store/index.ts'
import { type FolderPair, type PassContext, wantedOf } from '../context.ts'

/**
 * The folders of one side that need not be listed: each stands to the last figure as it did when the ledger last held
 * all of it. Only a delta goes by that. Costs one STATUS for each folder that was known.
 */
export async function unchangedFolders(
  context: PassContext,
  table: FolderTable,
  session: Session,
): Promise<Map<string, FolderStanding>> {
  if (context.kind !== 'delta') return new Map()
  const known = await knownFolders(context.db, table, context.mailbox)
  const standings = await session.standings(known.map((folder) => folder.name))
  const unchanged = new Map<string, FolderStanding>()
  const changed: number[] = []
  for (const [index, { id, name, uidValidity, uidNext, messages, modSeq }] of known.entries()) {
    const now = standings[index]
    const same =
      now?.uidValidity === uidValidity &&
      now.uidNext === uidNext &&
      now.messages === messages &&
      now.highestModSeq === modSeq
    if (now !== undefined && same) unchanged.set(name, now)
    else changed.push(id)
  }
  await forgetKnown(context.db, table, changed)
  return unchanged
}

/**
 * Notes how a folder stood before it was listed: what changes while it is listed makes it another one.
 * @param whole the ledger holds now what was listed, and nothing else
 */
export function noteListing(
  { listings }: Pick<PassContext, 'listings'>,
  table: FolderTable,
  folder: number,
  { uidNext, exists, highestModSeq }: FolderState,
  whole: boolean,
): void {
  const told = uidNext !== undefined && highestModSeq !== undefined
  listings[table].set(folder, told && whole ? { uidNext, messages: exists, modSeq: highestModSeq } : undefined)
}

/** Whether nothing is to be done for a folder: nothing has changed at either side, and nothing is left from before. */
export async function isAtRest(context: PassContext, pair: FolderPair): Promise<boolean> {
  const { db, unchanged } = context
  const still =
    unchanged.source_folders.has(pair.source.name) &&
    [...pair.earlier, pair.target].every(({ name }) => unchanged.target_folders.has(name))
  if (!still || pair.doubted.size + pair.heldBack.size > 0) return false
  if ((await stillToCopy(db, pair.source.id, wantedOf(context, pair.source.id))).messages > 0) return false
  return (await openIntents(db, [pair.source.id])).length === 0
}

/**
 * At the end of a pass that came to its end: from now on these folders are known. Not those that mail was sent to: what
 * a service has taken it may show only later.
 * @param pairs those of which everything was done
 */
export async function rememberFolders(context: PassContext, pairs: readonly FolderPair[]): Promise<void> {
  const { db, listings, sentTo } = context
  // A trial looks at a share, and on the way back flags are left as they are.
  if (context.kind === 'trial' || context.kind === 'reverse') return
  const done = new Set(pairs.map((pair) => pair.source.id))
  for (const [folder, listing] of listings.source_folders)
    await setKnownFolder(db, 'source_folders', folder, done.has(folder) ? listing : undefined)
  for (const [folder, listing] of listings.target_folders)
    await setKnownFolder(db, 'target_folders', folder, sentTo.has(folder) ? undefined : listing)
}

/** Folders that one of the sides does not list any more are not known when they come back. */
export async function forgetUnlisted(
  { db, mailbox }: PassContext,
  sources: readonly string[],
  targets: readonly string[],
): Promise<void> {
  await forgetKnownOutside(db, 'source_folders', mailbox, sources)
  await forgetKnownOutside(db, 'target_folders', mailbox, targets)
}

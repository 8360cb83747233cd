import type { FolderMoment, FolderStanding, FolderState, Session } from '../../services/port.ts'
import { type FolderTable, forgetKnown, forgetKnownOutside, knownFolders, setKnownFolder } from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'

/**
 * The folders of one side that need not be listed: each stands to the last figure as it did when the ledger last held
 * all of it. Of the others it is noted how they stood then. Only a delta goes by that. Costs one STATUS for each folder
 * that was known.
 */
export async function unchangedFolders(
  context: PassContext,
  table: FolderTable,
  session: Session,
): Promise<Map<string, FolderStanding & { readonly id: number }>> {
  context.known[table].clear()
  if (context.kind !== 'delta') return new Map()
  const known = await knownFolders(context.db, table, context.mailbox)
  const standings = await session.standings(known.map((folder) => folder.name))
  const unchanged = new Map<string, FolderStanding & { id: number }>()
  const changed: number[] = []
  for (const [index, { id, name, uidValidity, uidNext, messages, modSeq, beyond }] of known.entries()) {
    context.known[table].set(id, { uidNext, messages, modSeq })
    const now = standings[index]
    const same =
      beyond === 0 &&
      now?.uidValidity === uidValidity &&
      now.uidNext === uidNext &&
      now.messages === messages &&
      now.highestModSeq === modSeq
    if (now !== undefined && same) unchanged.set(name, { ...now, id })
    else changed.push(id)
  }
  await forgetKnown(context.db, table, changed)
  return unchanged
}

/**
 * From when on the changes of the open folder may be asked for, where the ledger holds all that it had then; undefined
 * where it is to be listed. A mod-sequence or a UIDNEXT that went down is another folder's, put back from a backup.
 */
export function sinceKnown(
  { known }: Pick<PassContext, 'known'>,
  table: FolderTable,
  folder: number,
  { uidNext, highestModSeq }: FolderState,
  { tellsChanges }: Pick<Session, 'tellsChanges'>,
): FolderMoment | undefined {
  const since = known[table].get(folder)
  if (since === undefined || !tellsChanges || uidNext === undefined || highestModSeq === undefined) return undefined
  return uidNext < since.uidNext || highestModSeq < since.modSeq ? undefined : since
}

/**
 * Notes how a folder stood before it was listed: what changes while it is listed makes it another one.
 * @param whole the ledger holds now what was listed, and nothing else
 */
export function noteListing(
  { kind, known, listings }: Pick<PassContext, 'kind' | 'known' | 'listings'>,
  table: FolderTable,
  folder: number,
  { uidNext, exists, highestModSeq }: FolderState,
  whole: boolean,
): void {
  const told = uidNext !== undefined && highestModSeq !== undefined
  const stood = told && whole ? { uidNext, messages: exists, modSeq: highestModSeq } : undefined
  listings[table].set(folder, stood)
  if (stood === undefined || kind !== 'delta') known[table].delete(folder)
  else known[table].set(folder, stood)
}

/** Whether a folder of which nothing is left to be copied, and nothing in doubt, has changed at neither side. */
export function isAtRest({ unchanged }: PassContext, pair: FolderPair): boolean {
  const still =
    unchanged.source_folders.has(pair.source.name) &&
    [...pair.earlier, pair.target].every(({ name }) => unchanged.target_folders.has(name))
  return still && pair.doubted.size + pair.heldBack.size === 0
}

/**
 * At the end of a pass that came to its end: from now on these folders are known as they stood when they were last
 * listed. What was sent to them since, or is shown only later, is found beyond.
 * @param pairs those of which everything was done
 */
export async function rememberFolders(context: PassContext, pairs: readonly FolderPair[]): Promise<void> {
  const { db, listings } = context
  // A trial looks at a share, and on the way back flags are left as they are.
  if (context.kind === 'trial' || context.kind === 'reverse') return
  const done = new Set(pairs.map((pair) => pair.source.id))
  for (const [folder, listing] of listings.source_folders)
    await setKnownFolder(db, 'source_folders', folder, done.has(folder) ? listing : undefined)
  for (const [folder, listing] of listings.target_folders) await setKnownFolder(db, 'target_folders', folder, listing)
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

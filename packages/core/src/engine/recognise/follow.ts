import { ServiceError, type Session } from '../../services/port.ts'
import {
  floorOf,
  foldersExpectingLate,
  followRenamed,
  forgetMaybeMoved,
  maybeMoved,
  standingInRenewed,
  targetFolder,
} from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { openSource, openTarget } from '../places.ts'
import { recognise, without } from './recognise.ts'

/** Folders that hold nothing of their own. */
const VIEWS: ReadonlySet<string> = new Set(['all', 'flagged', 'important'])

type SourceFolder = FolderPair['source']

/**
 * Looks for messages whose copy is not where it was in all folders of the target: their owners file their mail while a
 * pass runs. What is found is known to stand there from now on.
 * @param sought UIDs by source folder (ledger id)
 * @param among where not every one of a folder's may have been filed elsewhere, the digests of the copies that may; each
 *   once
 */
export async function followMoved(
  context: PassContext,
  folders: readonly SourceFolder[],
  sought: ReadonlyMap<number, readonly number[]>,
  among: ReadonlyMap<number, readonly Buffer[]> = new Map(),
): Promise<void> {
  if (sought.size === 0) return
  const left = new Map([...sought].map(([folder, uids]) => [folder, { uids: new Set(uids), among: among.get(folder) }]))
  const listed = await context.targets.use((target) => target.folders())
  // Views show what stands in other folders.
  const names = listed
    .filter(({ selectable, specialUse }) => selectable && (specialUse === undefined || !VIEWS.has(specialUse)))
    .map(({ name }) => name)
  for (const name of await inOrder(context, names)) {
    if ([...left.values()].every(({ uids }) => uids.size === 0)) break
    await context.targets.use((target) => followTo(context, folders, name, left, target))
  }
  await followRenamed(context.db, context.mailbox, names)
  for (const [folder, uids] of sought) await forgetMaybeMoved(context.db, folder, uids)
}

/**
 * What stood in target folders that were made anew is found there before anything else is looked for in them: a copy
 * that is gone from another folder is not the one that stood here.
 */
export async function followRenewed(context: PassContext, folders: readonly SourceFolder[]): Promise<void> {
  const standing = await standingInRenewed(context.db, context.mailbox)
  for (const [name, ofName] of Map.groupBy(standing, (one) => one.name)) {
    const left = new Map(ofName.map(({ folder, uids }) => [folder, { uids: new Set(uids), among: undefined }]))
    await context.targets.use((target) => followTo(context, folders, name, left, target))
  }
}

/**
 * What was in doubt in other folders may have been filed where this one goes: it has the first claim there, before this
 * folder's own new mail. What is found is held back no longer.
 */
export async function followInto(
  context: PassContext,
  holding: readonly FolderPair[],
  { target: { name } }: FolderPair,
): Promise<void> {
  if (holding.length === 0) return
  const folders = holding.map(({ source }) => source)
  const sought = await maybeMoved(
    context.db,
    folders.map(({ id }) => id),
  )
  if (sought.size === 0) return
  const left = new Map([...sought].map(([folder, uids]) => [folder, { uids: new Set(uids), among: undefined }]))
  await context.targets.use((target) => followTo(context, folders, name, left, target))
  for (const { source, heldBack } of holding)
    for (const uid of sought.get(source.id) ?? [])
      if (left.get(source.id)?.uids.has(uid) === false) heldBack.delete(uid)
}

/**
 * What arrived late where it was first sent is looked for last, or it would be taken for the copy that was filed
 * elsewhere; where such a folder is gone, what has its UIDVALIDITY is looked into first: it may be that folder, renamed.
 */
async function inOrder(context: PassContext, names: readonly string[]): Promise<string[]> {
  const expecting = await foldersExpectingLate(context.db, context.mailbox)
  const late = new Set(expecting.map(({ name }) => name))
  const gone = new Set(expecting.filter(({ name }) => !names.includes(name)).map(({ uidValidity }) => uidValidity))
  const renamed = new Set<string>()
  if (gone.size > 0) {
    await context.targets.use(async (target) => {
      for (const name of names) {
        const uidValidity = await validityOf(target, name)
        if (uidValidity !== undefined && gone.has(uidValidity)) renamed.add(name)
      }
    })
  }
  const rank = (name: string) => (renamed.has(name) ? 0 : late.has(name) ? 2 : 1)
  return names.toSorted((a, b) => rank(a) - rank(b))
}

/** A folder that its owner's rights hide, or that is gone by now, holds nothing that could be found: it has none. */
async function validityOf(target: Session, name: string): Promise<number | undefined> {
  try {
    return (await target.open(name, 'read')).uidValidity
  } catch (error) {
    if (error instanceof ServiceError && error.scope === 'folder') return undefined
    throw error
  }
}

async function followTo(
  context: PassContext,
  folders: readonly SourceFolder[],
  name: string,
  left: ReadonlyMap<number, { uids: Set<number>; among: readonly Buffer[] | undefined }>,
  target: Session,
): Promise<void> {
  const { db, mailbox } = context
  const uidValidity = await validityOf(target, name)
  if (uidValidity === undefined) return
  const { id } = await targetFolder(db, mailbox, name, uidValidity)
  const floor = await floorOf(db, id)
  const inDoubt = await maybeMoved(
    db,
    folders.map((folder) => folder.id),
  )
  await openTarget(context, { title: name, target: { name, id, uidValidity } }, target)
  for (const folder of folders) {
    const seeking = left.get(folder.id)
    if (seeking === undefined || seeking.uids.size === 0) continue
    await context.sources.use(async (source) => {
      await openSource(folder, source)
      const sentSince = new Set(inDoubt.get(folder.id))
      for (const since of [true, false]) {
        const { among } = seeking
        const uids = [...seeking.uids].filter((uid) => sentSince.has(uid) === since)
        if (uids.length === 0) continue
        // What stood there before it was sent is not the copy of it.
        const scope = { folder: folder.id, targetFolder: id, uids, uidFrom: since ? floor : 1, misplaced: true, among }
        const found = await recognise(context, scope, source, target)
        for (const { uid } of found) seeking.uids.delete(uid)
        seeking.among = among && without(among, found)
      }
    })
  }
}

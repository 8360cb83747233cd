import { ServiceError, type Session } from '../../services/port.ts'
import { foldersExpectingLate, targetFolder } from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { openSource, openTarget } from '../places.ts'
import { recognise } from './recognise.ts'

/** Folders that hold nothing of their own. */
const VIEWS: ReadonlySet<string> = new Set(['all', 'flagged', 'important'])

type SourceFolder = FolderPair['source']

/**
 * Looks for messages whose copy is not where it was in all folders of the target: their owners file their mail while a
 * pass runs. What is found is known to stand there from now on.
 * @param sought UIDs by source folder (ledger id)
 */
export async function followMoved(
  context: PassContext,
  folders: readonly SourceFolder[],
  sought: ReadonlyMap<number, readonly number[]>,
): Promise<void> {
  if (sought.size === 0) return
  const left = new Map([...sought].map(([folder, uids]) => [folder, new Set(uids)]))
  const listed = await context.targets.use((target) => target.folders())
  // What arrived late where it was first sent is found last, or it would be taken for the copy that was filed elsewhere.
  const late = await foldersExpectingLate(context.db, context.mailbox)
  const inOrder = listed.toSorted((a, b) => Number(late.has(a.name)) - Number(late.has(b.name)))
  for (const { name, selectable, specialUse } of inOrder) {
    // Views show what stands in other folders.
    if (!selectable || (specialUse !== undefined && VIEWS.has(specialUse))) continue
    if ([...left.values()].every((uids) => uids.size === 0)) return
    await context.targets.use((target) => followTo(context, folders, name, left, target))
  }
}

async function followTo(
  context: PassContext,
  folders: readonly SourceFolder[],
  name: string,
  left: ReadonlyMap<number, Set<number>>,
  target: Session,
): Promise<void> {
  const { db, mailbox } = context
  let uidValidity: number
  try {
    uidValidity = (await target.open(name, 'read')).uidValidity
  } catch (error) {
    // A folder that its owner's rights hide holds nothing that could be found.
    if (error instanceof ServiceError && error.scope === 'folder') return
    throw error
  }
  const { id } = await targetFolder(db, mailbox, name, uidValidity)
  await openTarget(context, { title: name, target: { name, id, uidValidity } }, target)
  for (const folder of folders) {
    const uids = left.get(folder.id)
    if (uids === undefined || uids.size === 0) continue
    await context.sources.use(async (source) => {
      await openSource(folder, source)
      const scope = { folder: folder.id, targetFolder: id, uids: [...uids], misplaced: true }
      for (const { uid } of await recognise(context, scope, source, target)) uids.delete(uid)
    })
  }
}

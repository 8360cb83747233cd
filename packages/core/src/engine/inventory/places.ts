import type { FolderState, ListedFolder, Session } from '../../services/port.ts'
import { homeNames, lastCopy, setFloor, standingCopies, targetFolder } from '../../store/index.ts'
import type { PassContext, TargetPlace } from '../context.ts'
import type { FolderFacts } from '../report/build.ts'
import { noteListing } from './known-folders.ts'
import { listTarget } from './target.ts'
import { unlessRefused } from './unless-refused.ts'

/** What is found gone from the target while folders are listed. */
export interface Gone {
  readonly missing: Map<number, number[]>
  lostWithFolders: number
  /** Something that was sent before is in doubt. */
  readonly inDoubt: boolean
  readonly renumbered: TargetPlace[]
  /** Target folders that were listed, by name: two source folders may go to one. */
  readonly listed: Map<string, TargetPlace>
  /** Those that are being listed. */
  readonly underWay: Map<string, Promise<TargetPlace>>
}

/** Lists the folders into which owners have filed copies, so that it is known where those go from there. */
export async function listHomes(
  context: PassContext,
  { source }: FolderFacts,
  targets: readonly ListedFolder[],
  target: Session,
  gone: Gone,
): Promise<void> {
  if (source === undefined) return
  for (const name of await homeNames(context.db, source.id))
    if (targets.some((folder) => folder.name === name && folder.selectable))
      await unlessRefused(() => listPlace(context, name, target, gone))
}

/** Lists a target folder against the ledger, once in a pass, and not at all where nothing has changed there. */
export async function listPlace(context: PassContext, name: string, target: Session, gone: Gone): Promise<TargetPlace> {
  const known = gone.listed.get(name)
  if (known !== undefined) return known
  const begun = gone.underWay.get(name)
  if (begun !== undefined) return begun
  const listing = listNow(context, name, target, gone).finally(() => gone.underWay.delete(name))
  gone.underWay.set(name, listing)
  return listing
}

async function listNow(context: PassContext, name: string, target: Session, gone: Gone): Promise<TargetPlace> {
  const unchanged = context.unchanged.target_folders.get(name)
  const state: FolderState =
    unchanged === undefined
      ? await target.open(name, 'read')
      : { ...unchanged, exists: unchanged.messages, permanentFlags: undefined }
  const { uidValidity, uidNext, exists } = state
  const { id, superseded } = await targetFolder(context.db, context.mailbox, name, uidValidity)
  const place = { name, id, uidValidity }
  if (uidNext !== undefined) context.uidNextBefore.set(id, uidNext)
  if (!gone.inDoubt) await setFloor(context.db, id, uidNext)
  const lost = unchanged === undefined ? await listTarget(context, id, target) : []
  // Each sum is added to behind the waiting: folders are listed side by side.
  const lostWithFormer = Math.max(0, (await standingCopies(context.db, superseded)) - exists)
  gone.lostWithFolders += lostWithFormer
  const renumbered = uidNext !== undefined && (await lastCopy(context.db, id)) >= uidNext
  if (renumbered) {
    // The folder was emptied or put back from a backup without a new UIDVALIDITY (RFC 3501 §2.3.1.1 wants one).
    await setFloor(context.db, id, undefined)
    gone.renumbered.push(place)
    const lostWithUids = Math.max(0, (await standingCopies(context.db, [id])) - exists)
    gone.lostWithFolders += lostWithUids
  } else if (lost.length > 0) gone.missing.set(id, lost)
  if (unchanged === undefined) noteListing(context, 'target_folders', id, state, lost.length === 0 && !renumbered)
  gone.listed.set(name, place)
  return place
}

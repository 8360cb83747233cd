import type { ListedFolder, Session } from '../../services/port.ts'
import { deletedAmong, lastCopy, setFloor, setLost, standingCopies, targetFolder } from '../../store/index.ts'
import type { PassContext, TargetPlace } from '../context.ts'
import { assertSameFolder } from '../places.ts'
import { noteListing } from './known-folders.ts'
import { lookAtTarget } from './target.ts'
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

/**
 * Lists the folders into which owners have filed copies, so that it is known where those go from there.
 * @param names of the folders that hold copies of one source folder
 */
export async function listHomes(
  context: PassContext,
  names: readonly string[],
  targets: readonly ListedFolder[],
  target: Session,
  gone: Gone,
): Promise<void> {
  for (const name of names)
    if (targets.some((folder) => folder.name === name && folder.selectable))
      await unlessRefused(() => listPlace(context, name, target, gone))
}

/** What a pass has deleted itself and not noted any more, since it died, is nobody's question. */
async function withoutDeleted(
  { db, lease }: PassContext,
  targetFolder: number,
  missing: readonly number[],
): Promise<number[]> {
  if (missing.length === 0) return []
  const ours = await db.transaction().execute(async (trx) => {
    await lease.assertHeld(trx)
    const deleted = await deletedAmong(trx, targetFolder, missing)
    await setLost(trx, targetFolder, deleted)
    return new Set(deleted)
  })
  return missing.filter((uid) => !ours.has(uid))
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
  if (unchanged !== undefined) {
    const { id, uidValidity, uidNext } = unchanged
    context.uidNextBefore.set(id, uidNext)
    const place = { name, id, uidValidity }
    gone.listed.set(name, place)
    return place
  }
  const opened = await target.open(name, 'read')
  const { id, superseded } = await targetFolder(context.db, context.mailbox, name, opened.uidValidity)
  const place = { name, id, uidValidity: opened.uidValidity }
  const { state, missing } = await lookAtTarget(context, id, opened, target, async () => {
    const again = await target.open(name, 'read')
    assertSameFolder(name, place, again)
    return again
  })
  const { uidNext, exists } = state
  const lost = await withoutDeleted(context, id, missing)
  if (uidNext !== undefined) context.uidNextBefore.set(id, uidNext)
  if (!gone.inDoubt) await setFloor(context.db, id, uidNext)
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
  noteListing(context, 'target_folders', id, state, lost.length === 0 && !renumbered)
  gone.listed.set(name, place)
  return place
}

import { flagList } from '../../model/index.ts'
import { ServiceError, type Session } from '../../services/port.ts'
import {
  anyInDoubt,
  claimedBeside,
  copiesOf,
  deletionsDone,
  type GoneWithCopy,
  goneWithCopy,
  noteDeletions,
  places,
  setLost,
} from '../../store/index.ts'
import { type PassContext, remark, type TargetPlace } from '../context.ts'
import { FOLDER_RENEWED } from '../places.ts'
import { type FolderFacts, folderProblem } from '../report/build.ts'
import type { ReportedException } from '../report/report.ts'
import { removeUnderLease, type Seen, seen } from './removal.ts'

/** Of the copies of a mailbox at most a tenth are deleted by one pass, unless that was said, but so many always may be. */
const SHARE = 0.1
const ALWAYS = 20
/** More are deleted by the next pass. */
const AT_ONCE = 10_000
/** Read and removed together. */
const BATCH = 100

/** How the source stands; undefined where it does not tell enough. */
export type Pulses =
  | {
      /** What each folder counted, by name. */
      readonly folders: ReadonlyMap<string, string>
      /** Whether folders of others are left out, where mail may have been moved to. */
      readonly leavesOut: boolean
    }
  | undefined

/** How the source's folders stand, in a pass that is asked to delete what is gone. */
export async function pulsesOf(context: PassContext): Promise<Pulses> {
  if (context.deleteGone === undefined) return undefined
  try {
    return await context.sources.use(async (source) => {
      const pulses = new Map<string, string>()
      for (const { name, selectable } of await source.folders()) {
        if (!selectable) continue
        const { uidNext, messages } = await source.pulse(name)
        if (uidNext === undefined || messages === undefined) return undefined
        pulses.set(name, `${uidNext} ${messages}`)
      }
      return { folders: pulses, leavesOut: source.leftOut.others + source.leftOut.shared > 0 }
    })
  } catch (error) {
    if (error instanceof ServiceError && error.scope === 'folder') return undefined
    throw error
  }
}

/**
 * Deletes at the target the copies of messages that are gone from the source, in a pass that was asked to: copies that
 * we sent, that were read again and are the same to the byte still, that their owners have neither filed nor flagged, and
 * that nothing else counts on. Nothing at all where anything about the source leaves a doubt: somebody may have moved
 * what seems to be gone. Says what was done; returns what is to be listed.
 * @param before the source's folders at the beginning of the pass
 */
export async function deleteGone(
  context: PassContext,
  facts: readonly FolderFacts[],
  before: Pulses,
): Promise<ReportedException[]> {
  if (context.deleteGone === undefined) return []
  const names = facts.flatMap(({ source }) => source?.name ?? [])
  const gone = await goneWithCopy(context.db, context.mailbox, names, AT_ONCE)
  if (gone.length === 0) return []
  const why = await speaksAgainstAll(context, facts, before)
  if (why !== undefined) {
    remark(context, `gone from the source; the copy stays, since ${why}`, gone.length)
    return []
  }
  const most = Math.max(ALWAYS, Math.floor((await copiesOf(context.db, context.mailbox)) * SHARE))
  if (context.deleteGone === 'share' && gone.length > most) return [tooMany(gone.length, most)]
  if (context.dryRun) {
    remark(context, 'gone from the source; the copy would be looked at, and deleted', gone.length)
    return []
  }
  for (const ofFolders of Map.groupBy(gone, (one) => `${one.folder} ${one.targetFolder}`).values()) {
    for (let at = 0; at < ofFolders.length; at += BATCH) {
      context.signal?.throwIfAborted()
      const batch = ofFolders.slice(at, at + BATCH)
      const deleted = await context.targets.use((target) => deleteBatch(context, batch, target))
      if (deleted > 0) remark(context, 'gone from the source; the copy was deleted', deleted)
    }
  }
  return []
}

const tooMany = (gone: number, most: number): ReportedException =>
  folderProblem('All folders', {
    code: 'too-many-gone',
    serverReply: undefined,
    remedy: `${gone} copies whose messages are gone from the source could be deleted, and at most ${most} are in one run. None was. Look whether that many were deleted there, and run again with --delete-gone-all.`,
  })

/** Why nothing is deleted in this pass; undefined where nothing speaks against it. */
async function speaksAgainstAll(
  context: PassContext,
  facts: readonly FolderFacts[],
  before: Pulses,
): Promise<string | undefined> {
  const { include, exclude, since, before: until } = context.rules
  if (context.kind === 'trial' || context.kind === 'reverse') return 'this pass is no first, delta or final one'
  if (include.length + exclude.length > 0 || since !== undefined || until !== undefined)
    return 'rules leave out mail of the source: it may have been moved there'
  if (facts.some(({ problem }) => problem !== undefined)) return 'a folder could not be copied as a whole'
  if (facts.every(({ listed }) => listed === 0)) return 'the source holds no message'
  if (context.opposite !== undefined) return 'mail has gone back from the target'
  if (await anyInDoubt(context.db, context.mailbox)) return 'of other messages it is not known yet where they stand'
  if (!(await context.targets.use(async ({ removesExactly }) => removesExactly)))
    return 'the target cannot delete single messages (it has no UIDPLUS)'
  if (before === undefined) return 'the source does not tell how its folders stand (UIDNEXT)'
  if (before.leavesOut) return 'folders of others are left out: it may have been moved there'
  const now = (await pulsesOf(context))?.folders
  const same =
    now?.size === before.folders.size && [...before.folders].every(([name, pulse]) => now.get(name) === pulse)
  return same ? undefined : 'the source has changed while the pass ran: the next one may delete it'
}

/** Copies of messages of one source folder in one target folder. Returns how many were deleted. */
async function deleteBatch(context: PassContext, batch: readonly GoneWithCopy[], target: Session): Promise<number> {
  const { db, pass, lease } = context
  const [first] = batch
  if (first === undefined) return 0
  const place: TargetPlace = { name: first.targetName, id: first.targetFolder, uidValidity: first.targetValidity }
  const sentTo = (await places(db, context.mailbox)).get(first.folderName) ?? []
  const filed = !sentTo.some(({ name }) => name === place.name)
  let there: ReadonlyMap<number, Seen>
  try {
    const uids = batch.map(({ targetUid }) => targetUid)
    there = await seen(target, place.name, place, uids)
  } catch (error) {
    if (!(error instanceof ServiceError) || (error.scope !== 'folder' && error.code !== FOLDER_RENEWED)) throw error
    remark(context, 'gone from the source; the copy stays, since its folder cannot be opened', batch.length)
    return 0
  }
  const victims: GoneWithCopy[] = []
  const staying: (GoneWithCopy & { kept: string })[] = []
  for (const one of batch) {
    const copy = there.get(one.targetUid)
    // Its owner has deleted it by now.
    if (copy === undefined) continue
    const kept = filed ? 'its owner has filed it in another folder' : speaksAgainst(one, copy)
    if (kept !== undefined) staying.push({ ...one, kept })
    else if (await claimedBeside(db, place.id, one.targetUid))
      staying.push({ ...one, kept: 'it is the copy of another mailbox' })
    else victims.push(one)
  }
  await db.transaction().execute(async (trx) => {
    await lease.assertHeld(trx)
    await noteDeletions(trx, pass, [...staying, ...victims.map((one) => ({ ...one, kept: null }))])
  })
  for (const { kept } of staying) remark(context, `gone from the source; the copy stays, since ${kept}`)
  if (victims.length === 0) return 0
  const uids = victims.map(({ targetUid }) => targetUid)
  const removed = await removeUnderLease(context, uids, target)
  if (removed !== true) {
    remark(context, `gone from the source; the copy stays, since ${removed}`, victims.length)
    return 0
  }
  await db.transaction().execute(async (trx) => {
    await lease.assertHeld(trx)
    await setLost(trx, place.id, uids)
    await deletionsDone(
      trx,
      first.folder,
      victims.map(({ uid }) => uid),
    )
  })
  return victims.length
}

function speaksAgainst({ digest, targetDate, copyFlags, sourceFlags }: GoneWithCopy, copy: Seen): string | undefined {
  if (!copy.exact.equals(digest) || (targetDate !== null && copy.seconds !== targetDate))
    return 'it is not the message that was copied any more'
  if (copy.flags === undefined) return 'its flags are not told'
  const lower = (flags: string) => flagList(flags.toLowerCase())
  const [flags, set, known] = [lower(copy.flags), lower(copyFlags), lower(`${copyFlags} ${sourceFlags}`)]
  const touched = flags.some((flag) => !known.includes(flag)) || set.some((flag) => !flags.includes(flag))
  return touched ? 'its owner has read it or set its flags' : undefined
}

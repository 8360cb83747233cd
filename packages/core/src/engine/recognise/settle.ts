import { setTimeout as sleep } from 'node:timers/promises'
import type { FolderState, Session } from '../../services/port.ts'
import {
  closeAbsent,
  everAgreed,
  forgetRemoved,
  forgetSourcePrints,
  forgetStrangers,
  type Intent,
  identicalAt,
  insertChecks,
  insertCopies,
  insertRemoved,
  lookalikes,
  noteMaybeMoved,
  openIntents,
  type RecognitionScope,
  targetUidsOf,
  uidGaps,
  unaccountedAmong,
} from '../../store/index.ts'
import { type FolderPair, listException, type PassContext, type TargetPlace } from '../context.ts'
import { persevere } from '../persevere.ts'
import { openSource, openTarget, placesOf } from '../places.ts'
import { decodedAlike } from '../verify/decoded.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from '../verify/levels.ts'
import { claimGone } from './gone.ts'
import { flagsInCommon, recognise } from './recognise.ts'

/** Changed beyond recognition and still ours: more than this in one folder are looked at in the next pass. */
const LOOKALIKES_AT_ONCE = 1_000

/** However restless a folder is, settling begins after this many quiet times. */
const PATIENCE = 20

/**
 * Settles every batch in doubt of these folders before anything else is recognised or sent: a message of one folder
 * must not be taken for the one that another folder sent to the same place. All batches of a target folder are settled
 * together, after one wait. What a gap in the target's UIDs says may have been there is noted (`maybeMoved`).
 */
export async function settleAll(context: PassContext, pairs: readonly FolderPair[]): Promise<void> {
  const bySource = new Map(pairs.map((pair) => [pair.source.id, pair]))
  const byTarget = Map.groupBy(await openIntents(context.db, [...bySource.keys()]), (intent) => intent.targetFolder)
  const places = new Map(pairs.flatMap((pair) => placesOf(pair).map((place) => [place.target.id, place.target])))
  for (const [id, intents] of byTarget) {
    const place = places.get(id)
    if (place === undefined) await closeLost(context, intents)
    else await persevere(context, () => settleFolder(context, place, intents, bySource))
  }
}

/** The folder that these went to is no longer there: what had arrived went with it, or was renamed with it. */
async function closeLost({ db }: PassContext, intents: readonly Intent[]): Promise<void> {
  for (const { id, folder, uids } of intents) {
    const absent = await unaccountedAmong(db, folder, uids)
    await db.transaction().execute(async (trx) => {
      await closeAbsent(trx, id, absent)
      await noteMaybeMoved(trx, folder, absent)
    })
  }
}

async function settleFolder(
  context: PassContext,
  place: TargetPlace,
  intents: readonly Intent[],
  bySource: ReadonlyMap<number, FolderPair>,
): Promise<void> {
  await context.targets.use(async (target) => {
    const title = bySource.get(intents[0]?.folder ?? 0)?.title ?? place.name
    await waitUntilStill(context, place, target)
    let state = await openTarget(context, { title, target: place }, target)
    const folders = [...Map.groupBy(intents, (intent) => intent.folder)].flatMap(([folder, ofFolder]) => {
      const pair = bySource.get(folder)
      return pair === undefined ? [] : [{ pair: { ...pair, target: place }, ofFolder }]
    })
    await claimAll(context, folders, target)
    if (await anyLeft(context, intents)) {
      // Somebody may have taken it away while it was looked for: what was listed then is no word of that.
      state = await openTarget(context, { title, target: place }, target)
      await claimAll(context, folders, target)
    }
    for (const { pair, ofFolder } of folders) {
      await claimGone(context, pair, ofFolder, target)
      await settleRest(context, pair, ofFolder, state)
    }
  })
}

/** Batches in doubt of one source folder, all sent to the same place. */
interface InDoubt {
  readonly pair: FolderPair
  readonly ofFolder: readonly Intent[]
}

async function claimAll(context: PassContext, folders: readonly InDoubt[], target: Session): Promise<void> {
  // What the target said it took comes first: of identical messages, those are the ones that stand there.
  for (const uidsOf of [(intent: Intent) => intent.stored, (intent: Intent) => intent.uids]) {
    for (const { pair, ofFolder } of folders) {
      const uids = ofFolder.flatMap((intent) => uidsOf(intent))
      if (uids.length === 0) continue
      await context.sources.use(async (source) => {
        await openSource(pair.source, source)
        await claimArrived(context, pair, ofFolder, uids, source, target)
      })
    }
  }
}

async function anyLeft({ db }: PassContext, intents: readonly Intent[]): Promise<boolean> {
  for (const { folder, uids } of intents) if ((await unaccountedAmong(db, folder, uids)).length > 0) return true
  return false
}

/**
 * A server may commit a batch after its client is gone: what is in doubt is looked for only when the folder has stood
 * still for the profile's time.
 */
async function waitUntilStill(context: PassContext, place: TargetPlace, target: Session): Promise<void> {
  const quiet = target.profile.settleQuietMs
  const beat = async () => {
    const { uidNext, messages } = await target.pulse(place.name)
    return `${uidNext ?? ''} ${messages ?? ''}`
  }
  let before = await beat()
  for (let round = 0; round < PATIENCE; round++) {
    context.tell({
      step: 'waiting',
      seconds: quiet / 1000,
      because: 'the last batch has no answer; looking whether it still arrives',
    })
    await sleep(quiet)
    context.signal?.throwIfAborted()
    const now = await beat()
    if (now === before) return
    before = now
  }
}

/**
 * Claims what of a source folder's batches in doubt stands at the target. A target that makes something else of every
 * message is known by header and arrival date within the batch's own UIDs, so that nothing is sent to it twice; how like
 * the source it is, is then a matter for the report.
 */
async function claimArrived(
  context: PassContext,
  pair: FolderPair,
  inDoubt: readonly Intent[],
  uids: readonly number[],
  source: Session,
  target: Session,
): Promise<void> {
  const scope: RecognitionScope = {
    folder: pair.source.id,
    targetFolder: pair.target.id,
    uids,
    uidFrom: Math.min(...inDoubt.map((intent) => intent.uidFrom)),
  }
  const found = await recognise(context, scope, source, target)
  // To find what had arrived is to get on, as much as to send it.
  if (found.length > 0) context.stir()
  for (const match of found) {
    // Sent by us, so that the date is the target's doing.
    if (match.sourceDate !== null && match.targetDate !== match.sourceDate)
      await listException(context, pair, match.uid, 'date-not-kept', 'The target shows another arrival date.')
  }
  const stored = new Set(inDoubt.flatMap((intent) => intent.stored))
  await claimLookalikes(context, scope, stored, source, target)
}

/**
 * Finds out what became of what did not stand there: what was merged is marked so, what somebody took away too, the
 * rest will be sent again. What is not there though a gap says that something was may stand in another folder.
 */
async function settleRest(
  context: PassContext,
  pair: FolderPair,
  inDoubt: readonly Intent[],
  { uidNext }: FolderState,
): Promise<void> {
  const { db } = context
  // What was merged leaves no gap, and would hide that the gap there is speaks of another.
  await markMerged(context, pair, inDoubt, uidNext)
  for (const intent of inDoubt) await markRemoved(context, pair, intent, uidNext ?? 0)
  for (const intent of inDoubt) {
    const absent = await unaccountedAmong(db, pair.source.id, intent.uids)
    const gaps = absent.length > 0 ? await uidGaps(db, pair.target.id, intent.uidFrom, uidNext ?? 0, 1) : []
    await db.transaction().execute(async (trx) => {
      if (gaps.length > 0) await noteMaybeMoved(trx, pair.source.id, absent)
      await closeAbsent(trx, intent.id, absent)
    })
  }
  await forgetSourcePrints(db, pair.source.id)
}

/**
 * @param stored messages that the target said it took: what stands there in their place, is theirs
 */
async function claimLookalikes(
  context: PassContext,
  scope: RecognitionScope,
  stored: ReadonlySet<number>,
  source: Session,
  target: Session,
): Promise<void> {
  const found = await lookalikes(context.db, scope, LOOKALIKES_AT_ONCE)
  // Where others arrived as they were sent, one that did not is somebody else's mail with the same header.
  const rewrites = found.length > 0 && !(await everAgreed(context.db, scope.targetFolder))
  for (const one of found) {
    const same = await decodedAlike(source, target, one.uid, one.targetUid)
    if (!same && !rewrites && !stored.has(one.uid)) continue
    await context.db.transaction().execute(async (trx) => {
      await context.lease.assertHeld(trx)
      await forgetRemoved(trx, scope.folder, [one.uid])
      await insertCopies(trx, scope.folder, [
        {
          uid: one.uid,
          targetFolderId: scope.targetFolder,
          targetUid: one.targetUid,
          passId: context.pass,
          recognised: true,
          digest: one.sourceExact,
          flags: flagsInCommon(one.sourceFlags, one.targetFlags),
        },
      ])
      const rung = RUNG_NUMBER[same ? 'equivalent' : 'mismatched']
      await insertChecks(trx, scope.folder, [
        { uid: one.uid, passId: context.pass, level: CHECK_LEVEL.content, rung, changes: 0 },
      ])
      await forgetStrangers(trx, scope.targetFolder, [one.targetUid])
    })
  }
}

/**
 * What the target took and keeps only once, since it had the same already: it gave fewer UIDs than it took messages.
 * Where it does not tell its UIDs, only a target that is known for it is believed to do so.
 */
async function markMerged(
  context: PassContext,
  pair: FolderPair,
  inDoubt: readonly Intent[],
  uidNext: number | undefined,
): Promise<void> {
  const stored = new Set(inDoubt.flatMap((intent) => intent.stored))
  if (stored.size === 0) return
  const left = await unaccountedAmong(context.db, pair.source.id, [...stored])
  const sent = inDoubt.flatMap((intent) => intent.uids)
  const standing = await targetUidsOf(context.db, pair.source.id, pair.target.id, sent)
  const given = uidNext === undefined ? undefined : uidNext - Math.min(...inDoubt.map((intent) => intent.uidFrom))
  if (given === undefined ? !context.profile.mergesIdentical : given >= standing.size + left.length) return
  const same = await identicalAt(context.db, pair.source.id, pair.target.id, left)
  if (same.length === 0) return
  await context.db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    await insertCopies(
      trx,
      pair.source.id,
      same.map((one) => ({
        ...one,
        targetFolderId: pair.target.id,
        passId: context.pass,
        recognised: false,
        merged: true,
      })),
    )
  })
}

/**
 * Marks as removed what was stored and has been taken away since: a batch of one command stands in a row of UIDs, so
 * that the ones that are there tell where the others were; and what the target said it took has left a gap.
 * @param before the target's UIDNEXT
 */
async function markRemoved(context: PassContext, pair: FolderPair, intent: Intent, before: number): Promise<void> {
  const { db } = context
  const left = await unaccountedAmong(db, pair.source.id, intent.uids)
  if (left.length === 0) return
  const places = await placesInRow(context, pair, intent)
  const gaps = new Set(await uidGaps(db, pair.target.id, intent.uidFrom, before, intent.uids.length * 2))
  const free = [...gaps]
  const stored = new Set(intent.stored)
  const enough = left.filter((uid) => stored.has(uid)).length <= gaps.size
  const removed = left.flatMap((uid) => {
    const place = places?.get(uid)
    if (place !== undefined) return gaps.has(place) ? [{ uid, targetUid: place }] : []
    const targetUid = stored.has(uid) && enough ? free.shift() : undefined
    return targetUid === undefined ? [] : [{ uid, targetUid }]
  })
  // A row with a hole that something else fills was no row.
  if (removed.length === 0 || (places !== undefined && removed.length < left.length)) return
  await context.db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    await insertRemoved(trx, context.pass, intent.id, pair.source.id, pair.target.id, removed)
    const uids = removed.map(({ uid }) => uid)
    await noteMaybeMoved(trx, pair.source.id, uids)
  })
}

/** Where the messages of a batch stand or stood that one command put there in a row; undefined where there is no row. */
async function placesInRow(
  { db }: PassContext,
  pair: FolderPair,
  { oneCommand, uids, uidFrom }: Intent,
): Promise<Map<number, number> | undefined> {
  if (!oneCommand || uids.length < 2) return undefined
  const found = await targetUidsOf(db, pair.source.id, pair.target.id, uids)
  const starts = new Set<number>()
  for (const [index, uid] of uids.entries()) {
    const place = found.get(uid)
    if (place !== undefined) starts.add(place - index)
  }
  const [start] = starts
  if (starts.size !== 1 || start === undefined || start < uidFrom) return undefined
  return new Map(uids.map((uid, index) => [uid, start + index]))
}

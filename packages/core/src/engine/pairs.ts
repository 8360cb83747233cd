import type { FolderState, Session } from '../services/port.ts'
import { maybeMoved, openIntents, uidGaps, withoutCopy } from '../store/index.ts'
import { type FolderPair, type PassContext, remark, wantedOf } from './context.ts'
import { copyFolder } from './copy/copy-folder.ts'
import { syncFlags } from './copy/flags.ts'
import { openSource, openTarget, placesOf } from './places.ts'
import { recognise } from './recognise/recognise.ts'
import { settleAll } from './recognise/settle.ts'

/**
 * One folder's journey from what is known to what is copied: what is in doubt is settled, what is there already is
 * recognised, the rest is copied, changed flags are set. Running it again goes on where it was.
 */
export async function movePair(
  context: PassContext,
  pair: FolderPair,
  onCopied: (messages: number, bytes: number) => void,
): Promise<number> {
  await settleOne(context, pair)
  const state = await context.sources.use(async (source) => {
    await openSource(pair.source, source)
    const { state: opened, found } = await context.targets.use((target) => recogniseAt(context, pair, source, target))
    const { permanentFlags, uidNext = 1 } = opened
    // What was found by a pass that did not come to its end is not found again.
    if (found > 0 || !context.afterEnded) await holdBackFiled(context, pair, uidNext)
    await copyFolder({ context, pair, source, permanentFlags, uidFrom: uidNext, onCopied })
    return opened
  })
  // Targets that name no UIDs leave their batches in doubt until they are found by content.
  if ((await openIntents(context.db, [pair.source.id])).length > 0) await settleOne(context, pair)
  return context.targets.use((target) => syncFlags(context, pair, state.permanentFlags, target))
}

/** What may have been filed elsewhere waits until all folders are done: then it can be told from other folders' mail. */
async function settleOne(context: PassContext, pair: FolderPair): Promise<void> {
  await settleAll(context, [pair])
  const left = await maybeMoved(context.db, [pair.source.id])
  for (const uid of left.get(pair.source.id) ?? []) pair.heldBack.add(uid)
}

/**
 * Where the target holds mail of this folder that the ledger does not know of (it was lost, or is an older one), and
 * other messages have gone from there, those may have been of this folder too, and filed elsewhere by their owner.
 */
async function holdBackFiled(context: PassContext, pair: FolderPair, uidNext: number): Promise<void> {
  if ((await uidGaps(context.db, pair.target.id, 1, uidNext, 1)).length === 0) return
  for (const { uid } of await withoutCopy(context.db, pair.source.id, wantedOf(context, pair.source.id)))
    if (!pair.soughtElsewhere.has(uid)) pair.heldBack.add(uid)
}

/** A trial looks only for what it would send; undefined: for everything. */
async function shareOf(context: PassContext, { source }: FolderPair): Promise<number[] | undefined> {
  if (!context.uidFrom.has(source.id)) return undefined
  return (await withoutCopy(context.db, source.id, wantedOf(context, source.id))).map(({ uid }) => uid)
}

/** Finds what of a source folder is at the target already, and sends nothing. */
export async function lookAtPair(context: PassContext, pair: FolderPair): Promise<void> {
  await context.sources.use(async (source) => {
    await openSource(pair.source, source)
    await context.targets.use((target) => recogniseAt(context, pair, source, target))
  })
}

/**
 * Lists the target folder, and those that mail of this folder was sent to before, and finds there what somebody or some
 * other tool put there, `found` messages. Both folders are open afterwards.
 */
async function recogniseAt(
  context: PassContext,
  pair: FolderPair,
  source: Session,
  target: Session,
): Promise<{ state: FolderState; found: number }> {
  let state: FolderState | undefined
  let all = 0
  const uids = await shareOf(context, pair)
  for (const place of placesOf(pair)) {
    state = await openTarget(context, place, target)
    const scope = { folder: pair.source.id, targetFolder: place.target.id, uids }
    const found = await recognise(context, scope, source, target)
    all += found.length
    const otherDate = found.filter((match) => match.sourceDate !== match.targetDate).length
    if (otherDate > 0) remark(context, 'found at the target with another arrival date', otherDate)
  }
  if (state === undefined) throw new Error('a pair has a place')
  return { state, found: all }
}

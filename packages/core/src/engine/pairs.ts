import type { FolderState, Session } from '../services/port.ts'
import { maybeMoved, openIntents, strangerCount, uidGaps, withoutCopy } from '../store/index.ts'
import { both } from './both.ts'
import { type FolderPair, type PassContext, remark, wantedOf } from './context.ts'
import { copyFolder } from './copy/copy-folder.ts'
import { syncFlags } from './copy/flags.ts'
import { openSource, openTarget, placesOf } from './places.ts'
import { recognise } from './recognise/recognise.ts'
import { settleAll } from './recognise/settle.ts'
import { giveBackToTwins } from './recognise/twins.ts'

/**
 * One folder's journey from what is known to what is copied: what is in doubt is settled, what is there already is
 * recognised, the rest is copied, changed flags are set. Running it again goes on where it was. Copying goes beside other
 * folders; what may be another folder's is settled and recognised alone.
 */
export async function movePair(
  context: PassContext,
  pair: FolderPair,
  onCopied: (messages: number, bytes: number) => void,
): Promise<number> {
  const { db, turns, targets } = context
  await settleOne(context, pair)
  let opened = await turns.share(() => copyInto(context, pair, onCopied))
  if (opened === undefined) {
    const there = await turns.alone(() => lookAtPair(context, pair))
    opened = await turns.share(() => copyInto(context, pair, onCopied, there))
  }
  const { permanentFlags } = opened ?? {}
  // Targets that name no UIDs leave their batches in doubt until they are found by content.
  if ((await openIntents(db, [pair.source.id])).length > 0) await settleOne(context, pair)
  return turns.share(() => targets.use((target) => syncFlags(context, pair, permanentFlags, target)))
}

/**
 * Copies what is missing. Undefined, and nothing done, where the target holds mail that has to be looked at first.
 * @param there what was found, where it was looked at
 */
async function copyInto(
  context: PassContext,
  pair: FolderPair,
  onCopied: (messages: number, bytes: number) => void,
  there?: { readonly state: FolderState; readonly found: number },
): Promise<FolderState | undefined> {
  return context.sources.use(async (source) => {
    const [, state] = await both(
      openSource(pair.source, source),
      there?.state ?? context.targets.use((target) => openUnlessStrange(context, pair, target)),
    )
    if (state === undefined) return undefined
    const { permanentFlags, uidNext = 1 } = state
    // What was found by a pass that did not come to its end is not found again.
    if ((there?.found ?? 0) > 0 || !context.afterEnded) await holdBackFiled(context, pair, uidNext)
    await copyFolder({ context, pair, source, permanentFlags, uidFrom: uidNext, onCopied })
    return state
  })
}

/** Lists the folder's places at the target; undefined where one holds mail that the ledger does not know. */
async function openUnlessStrange(
  context: PassContext,
  pair: FolderPair,
  target: Session,
): Promise<FolderState | undefined> {
  let state: FolderState | undefined
  for (const place of placesOf(pair)) {
    state = await openTarget(context, place, target)
    if ((await strangerCount(context.db, place.target.id)) > 0) return undefined
  }
  return state
}

/** What may have been filed elsewhere waits until all folders are done: then it can be told from other folders' mail. */
async function settleOne(context: PassContext, pair: FolderPair): Promise<void> {
  const { db, turns } = context
  if ((await openIntents(db, [pair.source.id])).length > 0) await turns.alone(() => settleAll(context, [pair]))
  const left = await maybeMoved(db, [pair.source.id])
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

/** Finds what of a source folder is at the target already, `found` messages, and sends nothing. */
export async function lookAtPair(
  context: PassContext,
  pair: FolderPair,
): Promise<{ state: FolderState; found: number }> {
  return context.sources.use(async (source) => {
    await openSource(pair.source, source)
    return context.targets.use((target) => recogniseAt(context, pair, source, target))
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
    if (await giveBackToTwins(context, place, found, target)) state = await openTarget(context, place, target)
    all += found.length
    const otherDate = found.filter((match) => match.sourceDate !== match.targetDate).length
    if (otherDate > 0) remark(context, 'found at the target with another arrival date', otherDate)
  }
  if (state === undefined) throw new Error('a pair has a place')
  return { state, found: all }
}

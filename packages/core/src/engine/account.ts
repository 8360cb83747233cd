import {
  claimants,
  copiesOutside,
  forgetLost,
  forgetStanding,
  forgetUprooted,
  keepUprooted,
  likeInDoubt,
  maybeMoved,
  redirectIntents,
  releaseSuperseded,
  removedUnreadOutside,
  setGoneOutside,
  setLost,
  stillClaimed,
  type Uprooted,
  unreadAmong,
  unstandingAmong,
  uprooted,
} from '../store/index.ts'
import type { FolderPair, PassContext } from './context.ts'
import { assertTargetNotShrunken } from './inventory/guard.ts'
import type { Inventory } from './inventory/inventory.ts'
import { forgetUnlisted } from './inventory/known-folders.ts'
import { lookAtPair } from './pairs.ts'
import { persevere } from './persevere.ts'
import { placesOf } from './places.ts'
import { lookForDoubted } from './recognise/doubted.ts'
import { followMoved, followRenewed } from './recognise/follow.ts'
import { claimOrigins, settleOrigins } from './recognise/origins.ts'
import { settleAll } from './recognise/settle.ts'
import { type PassState, pairsOf } from './report/make.ts'

/**
 * Settles what is in doubt, and judges what is no longer at the target, all folders together.
 * @param before copies that stood there, as far as was known
 */
export async function account(
  context: PassContext,
  state: PassState,
  inventory: Inventory,
  before: number,
): Promise<void> {
  const { db } = context
  const pairs = pairsOf(state)
  const { removedCopies } = context.accept
  await redirectIntents(db, context.mailbox)
  await followLikeInDoubt(context, inventory, pairs)
  await settleAll(context, pairs)
  const missing = await missingCopies(context, inventory, pairs)
  if (removedCopies === 'ask') {
    const lost = missing.reduce((sum, { uids }) => sum + uids.length, inventory.lostWithFolders)
    assertTargetNotShrunken(before, lost)
  }
  const released = await uprooted(
    db,
    context.mailbox,
    inventory.renumbered.map(({ id }) => id),
    missing,
    pairs.flatMap((pair) => placesOf(pair).map((place) => ({ folder: pair.source.id, targetFolder: place.target.id }))),
  )
  await letGo(context, pairs, inventory, missing, released)
  await followReleased(context, pairs, inventory, released)
  await persevere(context, () => lookForDoubted(context, pairs))
  const folders = inventory.facts.flatMap(({ source }) => source ?? [])
  const listed = [...inventory.listed.values()]
  if (context.kind === 'reverse') await settleOrigins(context, folders, pairs, listed)
  else await claimOrigins(context, folders, listed)
  if (removedCopies === 'copy-again') await forgetLost(db, context.mailbox)
  await setGoneOutside(db, context.mailbox, inventory.sourceNames)
  await forgetUnlisted(context, inventory.sourceNames, inventory.targetNames)
}

/** All at once, or another pass would find half of it done and not know what is still to be looked for. */
async function letGo(
  context: PassContext,
  pairs: readonly FolderPair[],
  inventory: Inventory,
  missing: readonly { readonly targetFolder: number; readonly uids: readonly number[] }[],
  released: readonly Uprooted[],
): Promise<void> {
  const asRemoved = context.accept.removedCopies === 'leave'
  await context.db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    await keepUprooted(trx, context.mailbox, released)
    for (const { id } of inventory.renumbered) await forgetStanding(trx, id, asRemoved)
    for (const { targetFolder, uids } of missing) {
      // What nobody has ever read there may never have been there: the server only said so.
      const unread = await unreadAmong(trx, targetFolder, uids)
      for (const { folder, uid } of unread) pairs.find((pair) => pair.source.id === folder)?.doubted.add(uid)
      const unreadUids = unread.map((one) => one.targetUid)
      await setLost(trx, targetFolder, without(uids, unreadUids))
    }
    await releaseSuperseded(trx, context.mailbox, asRemoved)
  })
}

const without = (uids: readonly number[], others: readonly number[]): number[] => {
  const drop = new Set(others)
  return uids.filter((uid) => !drop.has(uid))
}

/** Copies that no longer stand where they stood, by target folder. */
const notListed = async ({ db, mailbox }: PassContext, inventory: Inventory) => [
  ...[...inventory.missing].map(([targetFolder, uids]) => ({ targetFolder, uids })),
  ...(await copiesOutside(db, mailbox, inventory.targetNames)),
]

/**
 * Where a batch in doubt was sent may stand a copy that its owner filed there, with the same content: it is known as that
 * first, or it would be taken for what was sent, and the one that is missing for deleted. At worst something is sent twice.
 */
async function followLikeInDoubt(
  context: PassContext,
  inventory: Inventory,
  pairs: readonly FolderPair[],
): Promise<void> {
  const folders = inventory.facts.flatMap(({ source }) => source ?? [])
  const sent = pairs.map((pair) => pair.source.id)
  const sought = new Map<number, number[]>()
  for (const { targetFolder, uids } of await notListed(context, inventory)) {
    for (const { folder, uid } of await likeInDoubt(context.db, sent, targetFolder, uids))
      sought.set(folder, [...(sought.get(folder) ?? []), uid])
  }
  await persevere(context, () => followMoved(context, folders, sought))
}

/** Copies that are nowhere at the target: those that their owner filed elsewhere are found there first. */
async function missingCopies(
  context: PassContext,
  inventory: Inventory,
  pairs: readonly FolderPair[],
): Promise<{ targetFolder: number; uids: number[] }[]> {
  const { db } = context
  const missing = await notListed(context, inventory)
  const sought = await maybeMoved(
    db,
    pairs.map((pair) => pair.source.id),
  )
  for (const { folder, uids } of await removedUnreadOutside(db, context.mailbox, inventory.targetNames))
    sought.set(folder, [...(sought.get(folder) ?? []), ...uids])
  for (const { targetFolder, uids } of missing) {
    for (const { folder, uids: ofFolder } of await claimants(db, targetFolder, uids))
      sought.set(folder, [...(sought.get(folder) ?? []), ...ofFolder])
  }
  // Before each folder's new mail is recognised: what stood there has the first claim, or one copy that was filed into
  // the folder of an identical message would stand for both, and one that its owner deleted would come back.
  const folders = inventory.facts.flatMap(({ source }) => source ?? [])
  await persevere(context, () => followRenewed(context, folders))
  if (sought.size === 0) return []
  await persevere(context, () => followMoved(context, folders, sought))
  const still: { targetFolder: number; uids: number[] }[] = []
  for (const { targetFolder, uids } of missing) {
    const left = await stillClaimed(db, targetFolder, uids)
    if (left.length > 0) still.push({ targetFolder, uids: left })
  }
  return still
}

/** What folders that were numbered anew no longer hold may have been filed elsewhere by its owner before. */
async function followReleased(
  context: PassContext,
  pairs: readonly FolderPair[],
  inventory: Inventory,
  released: readonly Uprooted[],
): Promise<void> {
  if (released.length === 0) return
  const uprootedPairs = pairs.filter((pair) => released.some(({ folder }) => folder === pair.source.id))
  // Not in the other folders: what was filed there has the first claim, before their own new mail.
  await recogniseAll(context, uprootedPairs)
  const sought = new Map<number, number[]>()
  const among = new Map<number, readonly Buffer[]>()
  for (const one of released) {
    const left = await unstandingAmong(context.db, one.folder, one.uids)
    if (left.length > 0) sought.set(one.folder, left)
    if (one.among !== undefined) among.set(one.folder, one.among)
  }
  const folders = inventory.facts.flatMap(({ source }) => source ?? [])
  await persevere(context, () => followMoved(context, folders, sought, among))
  await forgetUprooted(context.db, context.mailbox)
}

/** Finds what of each folder is at the target already, and sends nothing. */
export async function recogniseAll(context: PassContext, pairs: readonly FolderPair[]): Promise<void> {
  for (const pair of pairs) await persevere(context, () => lookAtPair(context, pair))
}

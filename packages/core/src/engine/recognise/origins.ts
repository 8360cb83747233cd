import {
  forgetRemoved,
  forgetStrangers,
  insertOrigins,
  originCount,
  standingOrigins,
  targetFolder,
  withoutCopy,
  withoutOrigin,
} from '../../store/index.ts'
import { type FolderPair, type PassContext, type SourcePlace, type TargetPlace, wantedOf } from '../context.ts'
import { assertTargetNotShrunken } from '../inventory/guard.ts'
import { persevere } from '../persevere.ts'
import { followMoved } from './follow.ts'
import { findOwnLetters } from './own-letters.ts'
import { flagsInCommon } from './recognise.ts'

const CLAIMS_AT_ONCE = 10_000

/**
 * Knows by the ledger of passes the other way what came here from the target: its origin stands there, and nothing is
 * sent. Better than by content, which a service that rebuilds messages has changed.
 * @param listed target folders that were listed in this pass
 */
export async function claimOrigins(
  context: PassContext,
  folders: readonly SourcePlace[],
  listed: readonly TargetPlace[],
): Promise<void> {
  const { db, opposite, pass } = context
  if (opposite === undefined) return
  const places = listed.map((place) => place.id)
  for (const { id } of folders) {
    for (;;) {
      context.signal?.throwIfAborted()
      const found = await db.transaction().execute(async (trx) => {
        await context.lease.assertHeld(trx)
        const origins = await standingOrigins(trx, opposite, id, places, CLAIMS_AT_ONCE)
        if (origins.length === 0) return 0
        await forgetRemoved(
          trx,
          id,
          origins.map((origin) => origin.uid),
        )
        const rows = origins.map((origin) => ({
          ...origin,
          flags: flagsInCommon(origin.sourceFlags, origin.targetFlags),
        }))
        await insertOrigins(trx, pass, id, rows, false)
        for (const [place, ofPlace] of Map.groupBy(origins, (origin) => origin.targetFolder))
          await forgetStrangers(
            trx,
            place,
            ofPlace.map((origin) => origin.targetUid),
          )
        return origins.length
      })
      if (found < CLAIMS_AT_ONCE) break
    }
  }
}

/**
 * What came here from the target must not go back there, whatever has become of its origin: what stands where it was is
 * known by the ledger; the rest is looked for by its content in all folders, with what arrived here, since owners file
 * their mail on both sides; and what of it is nowhere was deleted there, and stays so.
 * Throws `UndecidedError` `target-shrunken` where so much of it is gone that nobody can have meant that.
 */
export async function settleOrigins(
  context: PassContext,
  folders: readonly SourcePlace[],
  pairs: readonly FolderPair[],
  listed: readonly TargetPlace[],
): Promise<void> {
  const { db, opposite } = context
  await claimOrigins(context, folders, listed)
  await findOwnLetters(context, folders)
  const sought = new Map<number, number[]>()
  for (const { id } of folders) {
    const uids = new Set((await withoutCopy(db, id, wantedOf(context, id))).map(({ uid }) => uid))
    if (opposite !== undefined) for (const uid of await withoutOrigin(db, opposite, id)) uids.add(uid)
    if (uids.size > 0) sought.set(id, [...uids])
  }
  await persevere(context, () => followMoved(context, folders, sought))
  for (const { source, soughtElsewhere } of pairs)
    for (const uid of sought.get(source.id) ?? []) soughtElsewhere.add(uid)
  if (opposite !== undefined) await markGone(context, opposite, folders)
}

async function markGone(context: PassContext, opposite: number, folders: readonly SourcePlace[]): Promise<void> {
  const { db, pass, mailbox } = context
  const { removedCopies } = context.accept
  if (removedCopies === 'copy-again') return
  const gone = new Map<number, number[]>()
  for (const { id } of folders) {
    const uids = await withoutOrigin(db, opposite, id)
    if (uids.length > 0) gone.set(id, uids)
  }
  const count = [...gone.values()].reduce((sum, uids) => sum + uids.length, 0)
  if (count === 0) return
  if (removedCopies === 'ask') assertTargetNotShrunken((await originCount(db, mailbox)) + count, count)
  // Nowhere: no folder of the target has this name, and no message the UID 0.
  const nowhere = await targetFolder(db, mailbox, '', 0)
  await db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    for (const [id, uids] of gone) {
      const rows = uids.map((uid) => ({
        uid,
        targetFolder: nowhere.id,
        targetUid: 0,
        digest: Buffer.alloc(0),
        flags: '',
      }))
      await insertOrigins(trx, pass, id, rows, true)
    }
  })
}

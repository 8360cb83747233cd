import type { Session } from '../../services/port.ts'
import {
  forgetStrangers,
  goneArrived,
  type Intent,
  insertChecks,
  insertCopies,
  unreadForGone,
} from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from '../verify/levels.ts'
import { flagsInCommon, pages, readBodies } from './recognise.ts'

const BODIES_AT_ONCE = 200

/**
 * Claims what of batches in doubt has arrived although its owner has deleted it at the source since: known by the bytes
 * that were sent. Without it a second arrival would be nobody's, and stay.
 */
export async function claimGone(
  context: PassContext,
  pair: FolderPair,
  inDoubt: readonly Intent[],
  target: Session,
): Promise<void> {
  const { db, pass, signal } = context
  const intents = inDoubt.map(({ id }) => id)
  const { source, target: place } = pair
  const unread = (after: number) => unreadForGone(db, intents, place.id, after, BODIES_AT_ONCE)
  await readBodies(context, 'target', place.id, target, pages(unread, signal))
  await db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    const arrived = await goneArrived(trx, intents, place.id)
    if (arrived.length === 0) return
    await insertCopies(
      trx,
      source.id,
      arrived.map(({ uid, targetUid, digest, sourceFlags, targetFlags }) => ({
        ...{ uid, targetUid, digest, targetFolderId: place.id, passId: pass, recognised: true },
        flags: flagsInCommon(sourceFlags, targetFlags),
      })),
    )
    await insertChecks(
      trx,
      source.id,
      arrived.map(({ uid, targetDate }) => ({
        ...{ uid, targetDate, passId: pass, level: CHECK_LEVEL.content, rung: RUNG_NUMBER.exact, changes: 0 },
      })),
    )
    const uids = arrived.map(({ targetUid }) => targetUid)
    await forgetStrangers(trx, place.id, uids)
  })
}

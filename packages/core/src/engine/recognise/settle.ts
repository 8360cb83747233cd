import type { Session } from '../../services/port.ts'
import {
  closeIntents,
  everAgreed,
  forgetSourcePrints,
  forgetStrangers,
  type Intent,
  insertChecks,
  insertCopies,
  lookalikes,
  type RecognitionScope,
} from '../../store/index.ts'
import { type FolderPair, listException, type PassContext } from '../context.ts'
import { decodedAlike } from '../verify/decoded.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from '../verify/levels.ts'
import { flagsInCommon, recognise } from './recognise.ts'

/** Changed beyond recognition and still ours: more than this in one folder are looked at in the next pass. */
const LOOKALIKES_AT_ONCE = 1_000

/**
 * Finds out what became of batches whose answer was lost: what of them stands at the target is claimed, the rest will
 * be sent again. A target that makes something else of every message is known by header and arrival date within the
 * batch's own UIDs, so that nothing is sent to it twice; how like the source it is, is then a matter for the report.
 */
export async function settle(
  context: PassContext,
  pair: FolderPair,
  inDoubt: readonly Intent[],
  source: Session,
  target: Session,
): Promise<void> {
  const scope: RecognitionScope = {
    folder: pair.source.id,
    targetFolder: pair.target.id,
    uids: inDoubt.flatMap((intent) => intent.uids),
    uidFrom: Math.min(...inDoubt.map((intent) => intent.uidFrom)),
  }
  for (const match of await recognise(context, scope, source, target)) {
    // Sent by us, so that the date is the target's doing.
    if (match.sourceDate !== null && match.targetDate !== match.sourceDate)
      await listException(context, pair, match.uid, 'date-not-kept', 'The target shows another arrival date.')
  }
  await claimLookalikes(context, scope, source, target)
  await closeIntents(
    context.db,
    inDoubt.map((intent) => intent.id),
  )
}

async function claimLookalikes(
  context: PassContext,
  scope: RecognitionScope,
  source: Session,
  target: Session,
): Promise<void> {
  const found = await lookalikes(context.db, scope, LOOKALIKES_AT_ONCE)
  // Where others arrived as they were sent, one that did not is somebody else's mail with the same header.
  const rewrites = found.length > 0 && !(await everAgreed(context.db, scope.targetFolder))
  for (const one of found) {
    const same = await decodedAlike(source, target, one.uid, one.targetUid)
    if (!same && !rewrites) continue
    await context.db.transaction().execute(async (trx) => {
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
  await forgetSourcePrints(context.db, scope.folder)
}

import { flagList } from '../../model/index.ts'
import type { FetchedMessage, Session } from '../../services/port.ts'
import {
  expectsLate,
  forgetAbsent,
  forgetStrangers,
  insertPrints,
  type LateDouble,
  lateDoubles,
  lateUnread,
  moveCopies,
  type NewPrint,
  rewrittenDoubted,
} from '../../store/index.ts'
import { type FolderPair, listException, type PassContext, remark, type TargetPlace } from '../context.ts'
import { openTarget, placesOf } from '../places.ts'
import { takeMessages } from '../take-messages.ts'
import { printOfCopy } from '../verify/copy-print.ts'

const BODIES_AT_ONCE = 200
/** More in one folder are looked at in the next pass. */
const DOUBLES_AT_ONCE = 10_000

/**
 * Settles once more before anything is verified: a batch that was looked for, not found and sent again may have come to
 * light since. The copy that nobody has touched is removed; what somebody has, stays.
 */
export async function removeLateDoubles(context: PassContext, pairs: readonly FolderPair[]): Promise<void> {
  const places = new Map(pairs.flatMap((pair) => placesOf(pair).map((place) => [place.target.id, place.target])))
  for (const place of places.values()) {
    if (!(await expectsLate(context.db, place.id))) continue
    await context.targets.use((target) => removeAt(context, pairs, place, target))
  }
}

async function removeAt(
  context: PassContext,
  pairs: readonly FolderPair[],
  place: TargetPlace,
  target: Session,
): Promise<void> {
  const { db } = context
  await openTarget(context, { title: place.name, target: place }, target)
  for (let after = 0; ; ) {
    const uids = await lateUnread(db, place.id, after, BODIES_AT_ONCE)
    const last = uids.at(-1)
    if (last === undefined) break
    after = last
    await readPrints(context, place, uids, target)
  }
  for (;;) {
    const copies = await rewrittenDoubted(db, place.id, BODIES_AT_ONCE)
    if (copies.length === 0) break
    const read = await readPrints(
      context,
      place,
      copies.map((copy) => copy.copyUid),
      target,
    )
    // What is not handed out would be asked for again without end.
    if (read < copies.length) break
  }
  for (const double of await lateDoubles(db, place.id, DOUBLES_AT_ONCE)) {
    const pair = pairs.find((one) => one.source.id === double.folder)
    if (pair !== undefined) await removeOne(context, pair, place, double, target)
  }
}

async function readPrints(
  { db }: PassContext,
  place: TargetPlace,
  uids: readonly number[],
  target: Session,
): Promise<number> {
  const rows: NewPrint[] = []
  await takeMessages(target, uids, async (message) => {
    rows.push({ uid: message.uid, ...(await printOfCopy(message)) })
  })
  await insertPrints(db, 'target', place.id, rows)
  return rows.length
}

async function removeOne(
  context: PassContext,
  pair: FolderPair,
  place: TargetPlace,
  double: LateDouble,
  target: Session,
): Promise<void> {
  const { db } = context
  const both = double.copyFolder === place.id ? [double.strangerUid, double.copyUid] : [double.strangerUid]
  const untouched = await untouchedOf(target, both, double.ours)
  const victim = both.find((uid) => untouched.has(uid))
  if (victim === undefined || !(await removeUnderLease(context, victim, target))) {
    const remedy = `It stands twice in the target's ${place.name}: its first sending arrived late, with the UID ${double.strangerUid}, and ${victim === undefined ? 'somebody has set flags on both' : 'the server cannot remove single messages'}. Look at both, and delete one.`
    await listException(context, pair, double.uid, 'doubled-at-target', remedy, { size: double.size })
    return
  }
  await db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    await forgetStrangers(trx, place.id, [double.strangerUid])
    if (victim !== double.strangerUid)
      await moveCopies(trx, double.folder, place.id, [{ uid: double.uid, targetUid: double.strangerUid }])
    await forgetAbsent(trx, double.intent, double.uid)
  })
  remark(context, 'arrived late after it had been sent again; the second copy was removed')
}

/** Which of these messages carry no flag but those that the source has or that we set. */
async function untouchedOf(target: Session, uids: readonly number[], ours: string): Promise<Set<number>> {
  const known = new Set(flagList(ours).map((flag) => flag.toLowerCase()))
  const untouched = new Set<number>()
  await takeMessages(target, uids, async ({ uid, flags = '' }: FetchedMessage) => {
    if (flagList(flags).every((flag) => known.has(flag.toLowerCase()))) untouched.add(uid)
  })
  return untouched
}

/** Nobody may take over the mailbox while a copy is removed: the other may count on the one that stays. */
async function removeUnderLease(context: PassContext, uid: number, target: Session): Promise<boolean> {
  return context.db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    return target.remove([uid])
  })
}

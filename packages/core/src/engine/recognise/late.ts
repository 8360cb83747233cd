import type { Session } from '../../services/port.ts'
import {
  claimedBeside,
  copyHomes,
  foldersExpectingLate,
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
import { listException, type PassContext, remark, type TargetPlace } from '../context.ts'
import { describe, type Known } from '../known.ts'
import { openTarget } from '../places.ts'
import { refusalOf, takeMessages } from '../take-messages.ts'
import { printOfCopy } from '../verify/copy-print.ts'
import { isMarked, isUntouched, removeUnderLease, seen } from './removal.ts'

const BODIES_AT_ONCE = 200
/** More in one folder are looked at in the next pass. */
const DOUBLES_AT_ONCE = 10_000

/**
 * Settles once more when all is verified: a batch that was looked for, not found and sent again may have come to light
 * since. The copy that nobody has touched is removed; what somebody has, stays.
 */
export async function removeLateDoubles(context: PassContext): Promise<void> {
  const expecting = await foldersExpectingLate(context.db, context.mailbox)
  if (expecting.length === 0) return
  // One that is gone is looked for where its copies are found, once their inventory misses them.
  const listed = await context.targets.use((target) => target.folders())
  const names = new Set(listed.filter(({ selectable }) => selectable).map(({ name }) => name))
  for (const place of expecting) {
    if (names.has(place.name)) await context.targets.use((target) => removeAt(context, place, target))
  }
}

async function removeAt(context: PassContext, place: TargetPlace, target: Session): Promise<void> {
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
  const doubles = Map.groupBy(await lateDoubles(db, place.id, DOUBLES_AT_ONCE), ({ folder, uid }) => `${folder} ${uid}`)
  for (const ofMessage of doubles.values()) await removeOfMessage(context, place, ofMessage, target)
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

/** Removes the late copies of one message; those that stay are listed together. */
async function removeOfMessage(
  context: PassContext,
  place: TargetPlace,
  doubles: readonly LateDouble[],
  target: Session,
): Promise<void> {
  const staying: { double: LateDouble; why: string }[] = []
  for (const double of doubles) {
    const why = await removeVictim(context, place, double, target)
    if (why === undefined) remark(context, 'arrived late after it had been sent again; the second copy was removed')
    else staying.push({ double, why })
  }
  const [first] = staying
  if (first === undefined) return
  const { folder, uid, size, strangerUid } = first.double
  const uids = staying.map(({ double }) => double.strangerUid).join(', ')
  const whys = [...new Set(staying.map(({ why }) => why))].join('; ')
  const remedy = `It stands ${staying.length + 1} times in the target's ${place.name}: an earlier sending arrived late, with the UID ${uids}, and ${whys}. Look at them, and keep one.`
  const known = await knownAt(target, strangerUid)
  await listException(context, { source: { id: folder } }, uid, 'doubled-at-target', remedy, { size, known })
}

/**
 * Removes one of two copies, and only where nothing speaks against it: both stand there now with the same bytes and
 * date, the copy was read before and is the message, nobody has marked either as deleted, and the one that goes bears
 * no flag but ours. In any doubt both stay: a double is cheaper than a loss. Undefined where one was removed, else why
 * none was.
 */
async function removeVictim(
  context: PassContext,
  place: TargetPlace,
  double: LateDouble,
  target: Session,
): Promise<string | undefined> {
  const { db } = context
  const home = (await copyHomes(db, double.folder)).find((one) => one.id === double.copyFolder)
  if (home === undefined) return 'its copy was filed elsewhere meanwhile'
  const copy = (await seen(target, double.folderName, home, [double.copyUid])).get(double.copyUid)
  const stranger = (await seen(target, double.folderName, place, [double.strangerUid])).get(double.strangerUid)
  if (copy === undefined || stranger === undefined) return 'one of the two has gone meanwhile'
  if (!copy.exact.equals(stranger.exact) || copy.seconds !== stranger.seconds) return 'the two are not the same'
  if ([copy, stranger].some(({ flags }) => flags === undefined || isMarked(flags))) return 'one is marked as deleted'
  if (await claimedBeside(db, place.id, double.strangerUid)) return 'it is the copy of another mailbox'
  const victim = isUntouched(stranger, double.ours)
    ? double.strangerUid
    : home.id === place.id && isUntouched(copy, double.ours)
      ? double.copyUid
      : undefined
  if (victim === undefined) return 'somebody has set flags on it'
  const removed = await removeUnderLease(context, [victim], target)
  if (removed !== true) return removed
  await db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    await forgetStrangers(trx, place.id, [double.strangerUid])
    if (victim !== double.strangerUid)
      await moveCopies(trx, double.folder, place.id, [{ uid: double.uid, targetUid: double.strangerUid }])
    await forgetAbsent(trx, double.intent, double.uid)
  })
  return undefined
}

/** By what people know a message of the open folder, which may be gone from the source. */
async function knownAt(target: Session, uid: number): Promise<Known | undefined> {
  let known: Known | undefined
  await refusalOf(async () => {
    for await (const { header } of target.headers([uid])) known = describe(header)
  })
  return known
}

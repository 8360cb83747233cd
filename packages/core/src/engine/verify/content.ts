import { createHash, hash } from 'node:crypto'
import { flagList } from '../../model/index.ts'
import { type FetchedMessage, isOfPace, type Session } from '../../services/port.ts'
import { insertChecks, type NewCheck, setDigests, type UncheckedCopy } from '../../store/index.ts'
import { doubt, type FolderPair, listException, type PassContext, remark } from '../context.ts'
import { openSource } from '../places.ts'
import { takeMessages } from '../take-messages.ts'
import { printOfCopy } from './copy-print.ts'
import { decodedAlike } from './decoded.ts'
import { type Likeness, likeness } from './ladder.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from './levels.ts'
import type { Print } from './print.ts'

/** Reads copies again, digest against digest; those that are not the same to the byte are looked at closely. */
export async function verifyContent(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  // Merged messages share a copy.
  const byTarget = Map.groupBy(copies, (copy) => copy.targetUid)
  const unlike: UncheckedCopy[] = []
  const checks: NewCheck[] = []
  let bytes = 0
  const keep = async () => {
    await insertChecks(context.db, pair.source.id, checks)
    context.tell({ step: 'verified', folder: pair.title, messages: checks.length, bytes })
  }
  const reading = takeMessages(target, [...byTarget.keys()], async (message) => {
    const digest = await digestOf(message.body)
    bytes += message.size
    for (const copy of byTarget.get(message.uid) ?? []) {
      if (!digest.equals(copy.digest)) {
        unlike.push(copy)
        continue
      }
      await noteAttributes(context, pair, copy, message)
      checks.push(check(context, copy, { rung: 'exact', bits: 0 }, message.arrival?.seconds))
    }
  })
  const { gone, refused } = await reading.catch(async (error: unknown) => {
    // What was read of a day's measure is not read again the next day.
    if (isOfPace(error)) await keep()
    throw error
  })
  for (const copy of gone.flatMap((uid) => byTarget.get(uid) ?? [])) {
    // One that was seen before and is gone was removed: the next pass says so. Its check stands.
    if (!copy.seen) doubt(pair, copy.uid)
  }
  for (const [uid, refusal] of refused) {
    for (const copy of byTarget.get(uid) ?? []) {
      checks.push(check(context, copy, { rung: 'mismatched', bits: 0 }))
      const remedy = 'It was copied, but the target does not hand it out. Look at it in the new mailbox, and run again.'
      const details = { size: copy.size, serverReply: refusal?.serverReply }
      await listException(context, pair, copy.uid, 'missing-at-target', remedy, details)
    }
  }
  await keep()
  if (unlike.length > 0) await lookClosely(context, pair, unlike, target)
}

/** What reading a message on both sides showed. */
interface Sides {
  readonly ours: Print | undefined
  readonly theirs: (Pick<FetchedMessage, 'flags' | 'arrival'> & { readonly print: Print }) | undefined
  /** Undefined where one side did not hand it out: without both nothing is proved. */
  readonly like: Likeness | undefined
}

/**
 * Reads both sides of messages that are not the same to the byte, and finds the rung they stand on. What seems to be
 * another message is read a second time before that is said.
 */
async function lookClosely(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  const checks: NewCheck[] = []
  const read: { uid: number; digest: Buffer }[] = []
  await context.sources.use(async (source) => {
    await openSource(pair.source, source)
    const first = await readBoth(copies, source, target)
    const unlike = copies.filter((copy) => !isLike(first.get(copy.uid)))
    const second = unlike.length === 0 ? first : await readBoth(unlike, source, target)
    for (const copy of copies) {
      const sides = second.get(copy.uid) ?? first.get(copy.uid)
      if (sides === undefined) continue
      if (isLike(sides) && !isLike(first.get(copy.uid))) remark(context, 'read differently the second time')
      const { ours, theirs, like } = sides
      const another = ours !== undefined && theirs !== undefined && !ours.headerKey.equals(theirs.print.headerKey)
      // Another message stands under the UID that the target had named: its own is looked for before it is judged.
      if (like?.rung === 'mismatched' && another && doubt(pair, copy.uid)) continue
      if (theirs !== undefined) await noteAttributes(context, pair, copy, theirs)
      if (ours !== undefined && copy.digest.length === 0) read.push({ uid: copy.uid, digest: ours.exact })
      const same = like?.rung === 'mismatched' && (await decodedAlike(source, target, copy.uid, copy.targetUid))
      const rung = same ? 'equivalent' : (like?.rung ?? 'mismatched')
      checks.push(check(context, copy, { rung, bits: like?.bits ?? 0 }, theirs?.arrival?.seconds))
    }
  })
  await insertChecks(context.db, pair.source.id, checks)
  await setDigests(context.db, pair.source.id, read)
  context.tell({ step: 'verified', folder: pair.title, messages: checks.length, bytes: 0 })
}

const isLike = (sides: Sides | undefined): boolean => sides?.like !== undefined && sides.like.rung !== 'mismatched'

/** Reads messages of the open folders of both sides, by the source's UID. */
async function readBoth(
  copies: readonly UncheckedCopy[],
  source: Session,
  target: Session,
): Promise<Map<number, Sides>> {
  const theirs = new Map<number, Sides['theirs']>()
  await takeMessages(
    target,
    copies.map((copy) => copy.targetUid),
    async (message) => {
      const { flags, arrival } = message
      theirs.set(message.uid, { print: await printOfCopy(message), flags, arrival })
    },
  )
  const ours = new Map<number, Print>()
  await takeMessages(
    source,
    copies.map((copy) => copy.uid),
    async (message) => void ours.set(message.uid, await printOfCopy(message)),
  )
  return new Map(
    copies.map((copy) => {
      const [a, b] = [ours.get(copy.uid), theirs.get(copy.targetUid)]
      const like = a === undefined || b === undefined ? undefined : likeness(a, b.print)
      return [copy.uid, { ours: a, theirs: b, like }]
    }),
  )
}

/** What a target did to the flags or the arrival date of a message that this pass sent. */
async function noteAttributes(
  context: PassContext,
  pair: FolderPair,
  copy: UncheckedCopy,
  { flags, arrival }: Pick<FetchedMessage, 'flags' | 'arrival'>,
): Promise<void> {
  // A merged message has the flags and the date of the one that was there first.
  if (copy.passId !== context.pass || copy.recognised || copy.merged) return
  const details = { size: copy.size }
  if (flags !== undefined && !holds(flags, copy.flags)) {
    const remedy = `The target shows the flags "${flags}" where "${copy.flags}" was set.`
    await listException(context, pair, copy.uid, 'flags-not-kept', remedy, details)
  }
  if (arrival !== undefined && copy.internalDate !== null && arrival.seconds !== copy.internalDate) {
    const remedy = `The target shows the arrival date ${arrival.written}.`
    await listException(context, pair, copy.uid, 'date-not-kept', remedy, details)
  }
}

/** Whether all flags that were set are there; more of them are somebody's at the target. Keywords have no case (RFC 3501 §2.3.2). */
function holds(flags: string, set: string): boolean {
  const there = new Set(flagList(flags.toLowerCase()))
  return flagList(set.toLowerCase()).every((flag) => there.has(flag))
}

const check = (
  context: PassContext,
  copy: UncheckedCopy,
  like: Pick<Likeness, 'rung' | 'bits'>,
  targetDate?: number | null,
): NewCheck => ({
  uid: copy.uid,
  passId: context.pass,
  level: CHECK_LEVEL.content,
  rung: RUNG_NUMBER[like.rung],
  changes: like.bits,
  targetDate,
})

async function digestOf(body: FetchedMessage['body']): Promise<Buffer> {
  if (isWhole(body) && body.length === 1 && body[0] !== undefined) return hash('sha256', body[0], 'buffer')
  const digest = createHash('sha256')
  for await (const chunk of body) digest.update(chunk)
  return digest.digest()
}

const isWhole = (body: FetchedMessage['body']): body is readonly Buffer[] => Array.isArray(body)

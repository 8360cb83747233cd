import { createHash, hash } from 'node:crypto'
import { canonicalFlags, flagList } from '../../model/index.ts'
import type { FetchedMessage, Session } from '../../services/port.ts'
import { insertChecks, type NewCheck, type UncheckedCopy } from '../../store/index.ts'
import { type FolderPair, listException, type PassContext } from '../context.ts'
import { takeMessages } from '../take-messages.ts'
import { decodedAlike } from './decoded.ts'
import { type Likeness, likeness } from './ladder.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from './levels.ts'
import { type Print, Printer } from './print.ts'

/** Reads copies again, digest against digest; those that are not the same to the byte are looked at closely. */
export async function verifyContent(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  const byTarget = new Map(copies.map((copy) => [copy.targetUid, copy]))
  const unlike: UncheckedCopy[] = []
  const checks: NewCheck[] = []
  let bytes = 0
  const { gone, refused } = await takeMessages(target, [...byTarget.keys()], async (message) => {
    const copy = byTarget.get(message.uid)
    const digest = await digestOf(message.body)
    if (copy === undefined) return
    bytes += message.size
    await noteAttributes(context, pair, copy, message)
    if (digest.equals(copy.digest)) checks.push(check(context, copy, { rung: 'exact', bits: 0 }))
    else unlike.push(copy)
  })
  for (const uid of [...gone, ...refused.keys()]) {
    const copy = byTarget.get(uid)
    if (copy === undefined) continue
    // One that was seen before and is gone was removed: the next pass says so. Its check stands.
    if (!(gone.includes(uid) && copy.seen)) checks.push(check(context, copy, { rung: 'mismatched', bits: 0 }))
    const remedy = gone.includes(uid)
      ? 'It was copied and is no longer there. Run again: it will be copied again, or counted as removed where it had been seen.'
      : 'It was copied, but the target does not hand it out. Look at it in the new mailbox, and run again.'
    const serverReply = refused.get(uid)?.serverReply
    await listException(context, pair, copy.uid, 'missing-at-target', remedy, { size: copy.size, serverReply })
  }
  await insertChecks(context.db, pair.source.id, checks)
  context.tell({ step: 'verified', folder: pair.title, messages: checks.length, bytes })
  if (unlike.length > 0) await lookClosely(context, pair, unlike, target)
}

/** Reads both sides of messages that are not the same to the byte, and finds the rung they stand on. */
async function lookClosely(
  context: PassContext,
  pair: FolderPair,
  copies: readonly UncheckedCopy[],
  target: Session,
): Promise<void> {
  const theirs = new Map<number, Print>()
  await takeMessages(
    target,
    copies.map((copy) => copy.targetUid),
    async (message) => void theirs.set(message.uid, await printOfBody(message.body)),
  )
  const checks: NewCheck[] = []
  await context.sources.use(async (source) => {
    await source.open(pair.source.name, 'read')
    const ours = new Map<number, Print>()
    await takeMessages(
      source,
      copies.map((copy) => copy.uid),
      async (message) => void ours.set(message.uid, await printOfBody(message.body)),
    )
    for (const copy of copies) {
      const [a, b] = [ours.get(copy.uid), theirs.get(copy.targetUid)]
      // Gone from either side since: without both nothing is proved.
      const like = a === undefined || b === undefined ? undefined : likeness(a, b)
      if (like !== undefined && like.rung !== 'mismatched') checks.push(check(context, copy, like))
      else {
        const same = like !== undefined && (await decodedAlike(source, target, copy.uid, copy.targetUid))
        checks.push(check(context, copy, { rung: same ? 'equivalent' : 'mismatched', bits: 0 }))
      }
    }
  })
  await insertChecks(context.db, pair.source.id, checks)
  context.tell({ step: 'verified', folder: pair.title, messages: checks.length, bytes: 0 })
}

/** What a target did to the flags or the arrival date of a message that this pass sent. */
async function noteAttributes(
  context: PassContext,
  pair: FolderPair,
  copy: UncheckedCopy,
  { flags, arrival }: FetchedMessage,
): Promise<void> {
  if (copy.passId !== context.pass || copy.recognised) return
  const details = { size: copy.size }
  if (flags !== undefined && inAnyCase(flags) !== inAnyCase(copy.flags)) {
    const remedy = `The target shows the flags "${flags}" where "${copy.flags}" was set.`
    await listException(context, pair, copy.uid, 'flags-not-kept', remedy, details)
  }
  if (arrival !== undefined && copy.internalDate !== null && arrival.seconds !== copy.internalDate) {
    const remedy = `The target shows the arrival date ${arrival.written}.`
    await listException(context, pair, copy.uid, 'date-not-kept', remedy, details)
  }
}

/** Keywords are the same in any case (RFC 3501 §2.3.2). */
const inAnyCase = (flags: string): string => canonicalFlags(flagList(flags.toLowerCase())).toLowerCase()

const check = (context: PassContext, copy: UncheckedCopy, like: Pick<Likeness, 'rung' | 'bits'>): NewCheck => ({
  uid: copy.uid,
  passId: context.pass,
  level: CHECK_LEVEL.content,
  rung: RUNG_NUMBER[like.rung],
  changes: like.bits,
})

async function digestOf(body: FetchedMessage['body']): Promise<Buffer> {
  if (isWhole(body) && body.length === 1 && body[0] !== undefined) return hash('sha256', body[0], 'buffer')
  const digest = createHash('sha256')
  for await (const chunk of body) digest.update(chunk)
  return digest.digest()
}

async function printOfBody(body: FetchedMessage['body']): Promise<Print> {
  const printer = new Printer()
  for await (const chunk of body) printer.update(chunk)
  return printer.finish()
}

const isWhole = (body: FetchedMessage['body']): body is readonly Buffer[] => Array.isArray(body)

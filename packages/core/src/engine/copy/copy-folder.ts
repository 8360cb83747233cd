import { createHash } from 'node:crypto'
import { storableFlags, withoutFlags } from '../../model/index.ts'
import { type FetchedMessage, isOfPace, ServiceError, type Session } from '../../services/port.ts'
import { adoptRemoved, earlierWithRemoved, planPage, setGone, setMessageFlags } from '../../store/index.ts'
import { remark, wantedOf } from '../context.ts'
import { planMessage } from '../plan/plan.ts'
import { REPAIR_LIMIT } from '../repair/rebuild.ts'
import { refusalOf, takeMessages } from '../take-messages.ts'
import { Dispatcher } from './dispatcher.ts'
import { type HeldMessage, hold } from './outgoing.ts'
import { recordRefused } from './refused.ts'
import { refuseCutting, sendRepaired, sendStreamed } from './send.ts'
import type { Sending } from './sending.ts'

/** Messages asked of the source in one go. */
const FETCH_AT_ONCE = 500

export interface FolderCopy extends Sending {
  readonly source: Session
  readonly permanentFlags: readonly string[] | undefined
}

/**
 * Copies what the plan says of one folder: one stream from the source feeds all sessions to the target. The source
 * folder is open in `source`.
 */
export async function copyFolder(copy: FolderCopy): Promise<void> {
  const { context, pair } = copy
  const dispatcher = new Dispatcher(copy)
  const wanted = wantedOf(context, pair.source.id)
  const earlier = await earlierWithRemoved(context.db, pair.source.id)
  try {
    for (let after = 0; ; ) {
      const page = await planPage(context.db, pair.source.id, 'without-copy', after, FETCH_AT_ONCE)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.uid
      const rowsToSend = page.filter(
        (row) =>
          !pair.refused.has(row.uid) &&
          !pair.heldBack.has(row.uid) &&
          planMessage(row, wanted, copy.permanentFlags).do === 'append',
      )
      const alone = rowsToSend.filter((row) => pair.breaks.has(row.uid))
      const together = rowsToSend.filter((row) => !pair.breaks.has(row.uid))
      for (const rows of [together, ...alone.map((row) => [row])]) {
        if (rows.length === 0 || (await refuseBreaking(copy, rows))) continue
        await copyPage(copy, dispatcher, new Map(rows.map((row) => [row.uid, row.flags])), earlier)
      }
    }
    await dispatcher.finish()
  } catch (error) {
    // What was gathered is whole, and goes unless the target failed; nothing is sent after the error has gone up.
    await dispatcher.finish().catch(() => undefined)
    await dispatcher.settle()
    throw error
  }
}

/** A streamed message that was refused: its bytes went by, and are asked for again when the stream has ended. */
interface RefusedStream {
  readonly uid: number
  readonly size: number
  readonly flags: string
  readonly arrival: FetchedMessage['arrival']
  readonly error: ServiceError
}

/**
 * After so many breaks of the source's line at one message that was asked for alone it counts as not handed out. A
 * silence is borne for two minutes each time.
 */
const BREAKS_BEFORE_REFUSED = 2
const SILENCES_BEFORE_REFUSED = 1

/** Messages of one folder at which the line may break before it is the source that is broken. */
const MOST_BREAKING = 20

/** Leaves out a message at which the source's line has always broken: true where these rows are one. */
async function refuseBreaking(copy: FolderCopy, [row, ...others]: readonly { uid: number }[]): Promise<boolean> {
  const breaks = row === undefined || others.length > 0 ? undefined : copy.pair.breaks.get(row.uid)
  if (row === undefined || breaks === undefined) return false
  const most = breaks.error.code === 'response-timeout' ? SILENCES_BEFORE_REFUSED : BREAKS_BEFORE_REFUSED
  if (breaks.count < most) return false
  await recordRefused(copy, { uid: row.uid, size: 0, body: [] }, withheld(breaks.error))
  return true
}

/** What the source cannot be read of: the first message that had not come when its line broke, asked for alone next. */
function noteBreak({ context, pair }: FolderCopy, uids: readonly number[], error: ServiceError): void {
  const [uid] = uids
  if (uid === undefined) return
  const count = (pair.breaks.get(uid)?.count ?? -1) + 1
  pair.breaks.set(uid, { count, error })
  // That the next try goes another way is a reason to try it; but not where the source breaks at one after the other.
  if (pair.breaks.size <= MOST_BREAKING) context.stir()
}

async function copyPage(
  copy: FolderCopy,
  dispatcher: Dispatcher,
  flagsOf: ReadonlyMap<number, string>,
  earlier: readonly number[],
): Promise<void> {
  const { context, pair, source } = copy
  const refusedStreams: RefusedStream[] = []
  const changed: { uid: number; flags: string }[] = []
  const again: number[] = []
  const left = new Set(flagsOf.keys())
  // A field, since the compiler believes that a variable keeps its value while callbacks run.
  const failing = { atTarget: false }
  const take = (removed: readonly number[]) => async (message: FetchedMessage) => {
    failing.atTarget = true
    const listed = flagsOf.get(message.uid) ?? ''
    if (message.flags !== undefined && message.flags !== listed)
      changed.push({ uid: message.uid, flags: message.flags })
    const watched = watch(message, () => {
      failing.atTarget = false
    })
    await copyMessage(copy, dispatcher, watched, message.flags ?? listed, removed, refusedStreams, again)
    left.delete(message.uid)
    failing.atTarget = false
  }
  const gone: number[] = []
  const refused = new Map<number, ServiceError | undefined>()
  try {
    // Streamed messages that are to be sent after all are asked for a second time.
    for (const [uids, removed] of [[[...flagsOf.keys()], earlier] as const, [again, []] as const]) {
      if (uids.length === 0) continue
      const missed = await takeMessages(source, uids, take(removed))
      gone.push(...missed.gone)
      for (const [uid, error] of missed.refused) refused.set(uid, error)
    }
  } catch (error) {
    if (!failing.atTarget && error instanceof ServiceError && error.scope === 'session' && !isOfPace(error))
      noteBreak(copy, [...left], error)
    throw error
  } finally {
    // Flags that changed since the inventory went along, also where the line is cut now: the ledger must know, or they
    // would be set back.
    await setMessageFlags(context.db, pair.source.id, changed)
  }
  for (const uid of gone) pair.vanished.add(uid)
  await setGone(context.db, pair.source.id, gone, true)
  for (const refusedStream of refusedStreams) await refuseStream(copy, refusedStream)
  for (const [uid, error] of refused) await notHandedOut(copy, uid, error)
}

/** The message with a body that tells when it breaks at its own side. */
function watch(message: FetchedMessage, onBreak: () => void): FetchedMessage {
  const { body } = message
  return isHeld(body) ? message : { ...message, body: telling(body, onBreak) }
}

async function* telling(body: AsyncIterable<Buffer>, onBreak: () => void): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of body) yield chunk
  } catch (error) {
    onBreak()
    throw error
  }
}

async function copyMessage(
  copy: FolderCopy,
  dispatcher: Dispatcher,
  message: FetchedMessage,
  flags: string,
  earlier: readonly number[],
  refusedStreams: RefusedStream[],
  again: number[],
): Promise<void> {
  const { context, pair } = copy
  const { kept: storable, dropped } = storableFlags(flags, copy.permanentFlags)
  // The flags' step behind the copying sets them.
  const kept = withoutFlags(storable, context.profile.flagsApart)
  for (const flag of dropped) remark(context, `flag ${flag} cannot be kept at the target`)
  if (isHeld(message.body)) {
    const held = hold(message, kept, message.body)
    if (earlier.length > 0 && (await adoptRemoved(context.db, earlier, held.digest, pair.source.id, held.uid))) return
    await dispatcher.add(held)
    return
  }
  if (earlier.length > 0) {
    // Too large to be held: first it is seen what it is, and asked for again where it is to be sent.
    const digest = createHash('sha256')
    for await (const chunk of message.body) digest.update(chunk)
    if (!(await adoptRemoved(context.db, earlier, digest.digest(), pair.source.id, message.uid)))
      again.push(message.uid)
    return
  }
  const { uid, size, arrival, body } = message
  if (await refuseCutting(copy, message)) return
  await dispatcher.alone(async (sending, session) => {
    const error = await sendStreamed(sending, session, { uid, size, flags: kept, arrival, body })
    if (error !== undefined) refusedStreams.push({ uid, size, flags: kept, arrival, error })
  })
}

/** Asks for a refused message again, to repair it or to keep its bytes. */
async function refuseStream(copy: FolderCopy, refused: RefusedStream): Promise<void> {
  const { uid, size, flags, error } = refused
  const { gone, refused: notHandedOut } = await takeMessages(copy.source, [uid], async (message) => {
    if (message.size > REPAIR_LIMIT) return recordRefused(copy, { uid, size, body: message.body }, error)
    const parts: Buffer[] = []
    for await (const chunk of message.body) parts.push(chunk)
    const held = hold({ ...message, arrival: refused.arrival }, flags, parts)
    await copy.context.targets.use((session) => sendRepaired(copy, session, held, error))
  })
  // Gone since, or not handed out twice: it is listed all the same.
  if (gone.length + notHandedOut.size > 0) await recordRefused(copy, { uid, size, body: [] }, error)
}

const withheld = (cause: ServiceError | undefined): ServiceError =>
  new ServiceError(
    'message',
    'not-handed-out',
    'The source lists this message but does not hand it out.',
    'Open it at the old service; if it can be read there, save it as a file. If not, its owner decides.',
    { serverReply: cause?.serverReply ?? (cause?.code === 'not-handed-out' ? undefined : cause?.message) },
  )

async function notHandedOut(copy: FolderCopy, uid: number, refusal: ServiceError | undefined): Promise<void> {
  let header: Buffer = Buffer.alloc(0)
  await refusalOf(async () => {
    for await (const found of copy.source.headers([uid])) header = found.header
  })
  await recordRefused(copy, { uid, size: header.length, body: [header] }, withheld(refusal))
}

const isHeld = (body: HeldMessage['body'] | AsyncIterable<Buffer>): body is HeldMessage['body'] => Array.isArray(body)

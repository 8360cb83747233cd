import { createHash } from 'node:crypto'
import { storableFlags } from '../../model/index.ts'
import { type FetchedMessage, ServiceError, type Session } from '../../services/port.ts'
import { adoptRemoved, earlierWithRemoved, planPage, setGone, setMessageFlags } from '../../store/index.ts'
import { remark } from '../context.ts'
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
  const earlier = await earlierWithRemoved(context.db, pair.source.id)
  try {
    for (let after = 0; ; ) {
      const page = await planPage(context.db, pair.source.id, after, FETCH_AT_ONCE)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.uid
      const wanted = page.filter(
        (row) =>
          !pair.refused.has(row.uid) &&
          !pair.heldBack.has(row.uid) &&
          planMessage(row, context.rules, copy.permanentFlags).do === 'append',
      )
      const flagsOf = new Map(wanted.map((row) => [row.uid, row.flags]))
      if (wanted.length > 0) await copyPage(copy, dispatcher, flagsOf, earlier)
    }
    await dispatcher.finish()
  } catch (error) {
    // What is in flight ends first, so that nothing is sent after the error has gone up.
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
  const take = (removed: readonly number[]) => async (message: FetchedMessage) => {
    const listed = flagsOf.get(message.uid) ?? ''
    if (message.flags !== undefined && message.flags !== listed)
      changed.push({ uid: message.uid, flags: message.flags })
    await copyMessage(copy, dispatcher, message, message.flags ?? listed, removed, refusedStreams, again)
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
  const { kept, dropped } = storableFlags(flags, copy.permanentFlags)
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

async function notHandedOut(copy: FolderCopy, uid: number, refusal: ServiceError | undefined): Promise<void> {
  const error = new ServiceError(
    'message',
    'not-handed-out',
    'The source lists this message but does not hand it out.',
    'Open it at the old service; if it can be read there, save it as a file. If not, its owner decides.',
    { serverReply: refusal?.serverReply },
  )
  let header: Buffer = Buffer.alloc(0)
  await refusalOf(async () => {
    for await (const found of copy.source.headers([uid])) header = found.header
  })
  await recordRefused(copy, { uid, size: header.length, body: [header] }, error)
}

const isHeld = (body: HeldMessage['body'] | AsyncIterable<Buffer>): body is HeldMessage['body'] => Array.isArray(body)

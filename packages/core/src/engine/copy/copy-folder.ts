import { storableFlags } from '../../model/index.ts'
import { type FetchedMessage, ServiceError, type Session } from '../../services/port.ts'
import { adoptRemoved, earlierWithRemoved, planPage, setGone } from '../../store/index.ts'
import { type FolderPair, type PassContext, remark } from '../context.ts'
import { planMessage } from '../plan/plan.ts'
import { Dispatcher } from './dispatcher.ts'
import { type HeldMessage, hold } from './outgoing.ts'
import { recordRefused } from './refused.ts'
import { sendStreamed } from './send.ts'

/** Messages asked of the source in one go. */
const FETCH_AT_ONCE = 500

export interface FolderCopy {
  readonly context: PassContext
  readonly pair: FolderPair
  readonly source: Session
  readonly permanentFlags: readonly string[] | undefined
  readonly uidFrom: number
  readonly onCopied: (messages: number, bytes: number) => void
}

/**
 * Copies what the plan says of one folder: one stream from the source feeds all sessions to the target. The source
 * folder is open in `source`.
 */
export async function copyFolder(copy: FolderCopy): Promise<void> {
  const { context, pair } = copy
  const dispatcher = new Dispatcher({ context, pair, uidFrom: copy.uidFrom, onCopied: copy.onCopied })
  const earlier = await earlierWithRemoved(context.db, pair.source.id)
  try {
    for (let after = 0; ; ) {
      const page = await planPage(context.db, pair.source.id, after, FETCH_AT_ONCE)
      const last = page.at(-1)
      if (last === undefined) break
      after = last.uid
      const wanted = page.filter(
        (row) => !pair.refused.has(row.uid) && planMessage(row, context.rules, copy.permanentFlags).do === 'append',
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

async function copyPage(
  copy: FolderCopy,
  dispatcher: Dispatcher,
  flagsOf: ReadonlyMap<number, string>,
  earlier: readonly number[],
): Promise<void> {
  const missing = new Set(flagsOf.keys())
  const take = async (uids: readonly number[]) => {
    for await (const message of copy.source.messages(uids)) {
      const flags = flagsOf.get(message.uid)
      // Nobody asked for it, or it came twice: its body is left.
      if (flags === undefined || !missing.delete(message.uid)) continue
      await copyMessage(copy, dispatcher, message, flags, earlier)
    }
  }
  const refusal = await refusalOf(() => take([...missing]))
  if (missing.size === 0) return
  const still = await copy.source.existing([...missing])
  const gone = [...missing].filter((uid) => !still.has(uid))
  for (const uid of gone) copy.pair.vanished.add(uid)
  await setGone(copy.context.db, copy.pair.source.id, gone, true)
  // Still listed, yet not handed out: each is asked for alone, since one bad message may have stopped the others.
  for (const uid of still) {
    const alone = (await refusalOf(() => take([uid]))) ?? refusal
    if (missing.has(uid)) await notHandedOut(copy, uid, alone)
  }
}

async function copyMessage(
  copy: FolderCopy,
  dispatcher: Dispatcher,
  message: FetchedMessage,
  sourceFlags: string,
  earlier: readonly number[],
): Promise<void> {
  const { context, pair } = copy
  const { kept, dropped } = storableFlags(message.flags ?? sourceFlags, copy.permanentFlags)
  for (const flag of dropped) remark(context, `flag ${flag} cannot be kept at the target`)
  if (isHeld(message.body)) {
    const held = hold(message, kept, message.body)
    if (earlier.length > 0 && (await adoptRemoved(context.db, earlier, held.digest, pair.source.id, held.uid))) return
    await dispatcher.add(held)
    return
  }
  const body = message.body
  await dispatcher.alone((sending, session) =>
    sendStreamed(
      sending,
      session,
      { uid: message.uid, size: message.size, flags: kept, arrival: message.arrival, body },
      () => fetchAgain(copy, message.uid),
    ),
  )
}

/** The bytes of a message once more, for keeping what was refused. */
async function fetchAgain(copy: FolderCopy, uid: number): Promise<AsyncIterable<Buffer> | Iterable<Buffer>> {
  // A session of its own: the copy's own session stands in the middle of its stream.
  const { context, pair } = copy
  async function* bytes() {
    const session = await context.source.connect()
    try {
      await session.open(pair.source.name, 'read')
      for await (const message of session.messages([uid])) yield* message.body
    } finally {
      await session.close()
    }
  }
  return bytes()
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
  await recordRefused(copy.context, copy.pair, { uid, size: header.length, body: [header] }, error)
}

/** Runs work on the source; a refusal of single messages comes back as a value. */
async function refusalOf(work: () => Promise<void>): Promise<ServiceError | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof ServiceError && error.scope === 'message') return error
    throw error
  }
}

const isHeld = (body: HeldMessage['body'] | AsyncIterable<Buffer>): body is HeldMessage['body'] => Array.isArray(body)

import { createHash } from 'node:crypto'
import type { AppendOutcome, FetchedMessage, Session } from '../../services/port.ts'
import { isOfPace, ServiceError } from '../../services/port.ts'
import { closeIntents, forgetRepairs, insertPrints, insertRepair, type RepairKind } from '../../store/index.ts'
import { Printer, printOf } from '../verify/print.ts'
import { announce, confirm, confirmEach } from './confirm.ts'
import { type HeldMessage, outgoing, type StreamedMessage } from './outgoing.ts'
import { keepRaw, recordRefused } from './refused.ts'
import { type Repaired, repairsFor } from './repair.ts'
import type { Sending } from './sending.ts'

/** After so many cuts while a message was on its way it is sent alone, and after so many of those it counts as refused. */
const CUTS_BEFORE_ALONE = 2
const CUTS_BEFORE_REFUSED = 4

/** Whether a message goes alone, since the line was cut again and again while it was on its way. */
export const goesAlone = ({ pair }: Sending, uid: number): boolean => (pair.cuts.get(uid) ?? 0) >= CUTS_BEFORE_ALONE

/**
 * Sends a batch: the intent first, then the bytes, then the confirmation. A batch refused as a whole is halved until
 * the bad message stands alone. Where the answer is lost the intent stays open and the error goes up: settling finds
 * out. Throws `ServiceError` of scope `folder`, `session` or `service`.
 */
export async function sendBatch(sending: Sending, session: Session, batch: readonly HeldMessage[]): Promise<void> {
  const fitting = await refuseOversize(sending, session, batch)
  if (fitting.length === 0) return
  if (!session.appendMany && fitting.length > 1) return sendSingly(sending, session, fitting)
  const uids = fitting.map((message) => message.uid)
  const intent = await announce(sending, fitting, true)
  let outcome: AppendOutcome
  try {
    outcome = await session.append(
      sending.pair.target.name,
      fitting.map((message) => outgoing(sending.context.lease, message)),
    )
  } catch (error) {
    await noteFailure(sending, intent, uids, error)
    if (!isRefusal(error)) throw error
    const [alone] = fitting
    if (fitting.length === 1 && alone !== undefined) return sendRepaired(sending, session, alone, error)
    const half = fitting.length >> 1
    await sendBatch(sending, session, fitting.slice(0, half))
    await sendBatch(sending, session, fitting.slice(half))
    return
  }
  if (await confirm(sending, intent, fitting, outcome)) return
  await keepPrints(sending, fitting)
}

/** One command a message, all in flight at once: for targets that take only one message in a command. */
async function sendSingly(sending: Sending, session: Session, batch: readonly HeldMessage[]): Promise<void> {
  const intent = await announce(sending, batch, false)
  const results = await Promise.allSettled(
    batch.map(async (message) => ({
      message,
      outcome: await session.append(sending.pair.target.name, [outgoing(sending.context.lease, message)]),
    })),
  )
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ error: result.reason as unknown, message: batch[index] }] : [],
  )
  const unknown = await confirmEach(
    sending,
    intent,
    results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
  )
  if (unknown.length > 0) await keepPrints(sending, unknown)
  const inDoubt = failures.find((failure) => !isRefusal(failure.error))
  if (inDoubt !== undefined) {
    const cut = failures.filter(({ error }) => !isAnswer(error)).flatMap(({ message }) => message?.uid ?? [])
    await noteFailure(sending, undefined, cut, inDoubt.error)
    throw inDoubt.error
  }
  if (unknown.length === 0) await closeIntents(sending.context.db, [intent])
  for (const { message, error } of failures) {
    if (message !== undefined && isRefusal(error)) await sendRepaired(sending, session, message, error)
  }
}

/** Sends one message whose bytes pass by once. Where it is refused, the refusal comes back. */
export async function sendStreamed(
  sending: Sending,
  session: Session,
  message: StreamedMessage,
): Promise<ServiceError | undefined> {
  const tooLarge = oversize(session, message.size)
  if (tooLarge !== undefined) return tooLarge
  const intent = await announce(sending, [message], true)
  const exact = createHash('sha256')
  const printer = new Printer()
  const body = (async function* () {
    for await (const chunk of message.body) {
      exact.update(chunk)
      printer.update(chunk)
      yield chunk
    }
  })()
  let outcome: AppendOutcome
  try {
    outcome = await session.append(sending.pair.target.name, [outgoing(sending.context.lease, { ...message, body })])
  } catch (error) {
    await noteFailure(sending, intent, [message.uid], error)
    if (!isRefusal(error)) throw error
    return error
  }
  const held = { ...message, body: [], digest: exact.digest() }
  if (!(await confirm(sending, intent, [held], outcome)))
    await insertPrints(sending.context.db, 'source', sending.pair.source.id, [
      { uid: message.uid, ...printer.finish() },
    ])
  return undefined
}

/**
 * What is done with a message that was refused as it is: one way after the other in which the target may take it, the
 * gentlest first. If it takes none, the message is refused: its raw bytes are kept, and it is listed.
 */
export async function sendRepaired(
  sending: Sending,
  session: Session,
  message: HeldMessage,
  refusal: ServiceError,
): Promise<void> {
  for (const repaired of repairsFor(message, refusal, session)) {
    if (oversize(session, repaired.size) !== undefined) continue
    if (await takesRepaired(sending, session, message, repaired, refusal)) return
  }
  await forgetRepairs(sending.context.db, sending.pair.source.id, [message.uid])
  await recordRefused(sending, message, refusal)
}

async function takesRepaired(
  sending: Sending,
  session: Session,
  message: HeldMessage,
  repaired: Repaired,
  refusal: ServiceError,
): Promise<boolean> {
  // Noted first: should the answer be lost, the copy is known for what it is.
  if (repaired.kind !== undefined) await noteRepair(sending, message, repaired.kind, refusal)
  // What goes out is known by other bytes than the source's, where it was repaired.
  const sent = repaired.kind === undefined ? message : { uid: message.uid }
  const intent = await announce(sending, [sent], true)
  let outcome: AppendOutcome
  try {
    outcome = await session.append(sending.pair.target.name, [
      outgoing(sending.context.lease, { ...message, ...repaired }),
    ])
  } catch (error) {
    await noteFailure(sending, intent, [message.uid], error)
    if (!isRefusal(error)) throw error
    return false
  }
  const { kind, flags = message.flags } = repaired
  const known = await confirm(sending, intent, [{ ...message, flags }], outcome, { repaired: kind !== undefined })
  if (!known) await keepPrints(sending, [message])
  return true
}

async function noteRepair(
  sending: Sending,
  message: HeldMessage,
  kind: RepairKind,
  { code, serverReply }: ServiceError,
): Promise<void> {
  const { file } = await keepRaw(sending, message)
  await insertRepair(sending.context.db, sending.pair.source.id, {
    uid: message.uid,
    kind,
    code,
    serverReply: serverReply ?? null,
    rawFile: file,
  })
}

/** What is needed to find messages by content whose UIDs nobody named. */
async function keepPrints({ context, pair }: Sending, messages: readonly HeldMessage[]): Promise<void> {
  await insertPrints(
    context.db,
    'source',
    pair.source.id,
    messages.map((message) => ({ uid: message.uid, ...printOf(message.body) })),
  )
}

/**
 * What the ledger learns from a failed append. An answer says that nothing was stored (RFC 3502 §6.3.11: all or
 * nothing). Without an answer the intent stays open.
 */
async function noteFailure(
  { context, pair }: Sending,
  intent: number | undefined,
  uids: readonly number[],
  error: unknown,
): Promise<void> {
  if (isAnswer(error)) {
    if (intent !== undefined) await closeIntents(context.db, [intent])
    return
  }
  if (isOfPace(error)) return
  for (const uid of uids) pair.cuts.set(uid, (pair.cuts.get(uid) ?? 0) + 1)
  // That the next try goes another way is a reason to try it.
  if (uids.some((uid) => pair.cuts.get(uid) === CUTS_BEFORE_ALONE)) context.stir()
}

/** Refuses messages during which the line was always cut: true where this one is. */
export async function refuseCutting(
  sending: Sending,
  message: Pick<FetchedMessage, 'uid' | 'size' | 'body'>,
): Promise<boolean> {
  if ((sending.pair.cuts.get(message.uid) ?? 0) < CUTS_BEFORE_REFUSED) return false
  await recordRefused(sending, message, lineAlwaysCut())
  return true
}

const lineAlwaysCut = (): ServiceError =>
  new ServiceError(
    'message',
    'line-always-cut',
    'The line to the target was cut each time this message was sent, and held for others.',
    'Something between here and the target, a firewall or a virus scanner, may object to it. Run again; if it stays so, hand the kept file to its owner.',
  )

async function refuseOversize(
  sending: Sending,
  session: Session,
  batch: readonly HeldMessage[],
): Promise<readonly HeldMessage[]> {
  const fitting: HeldMessage[] = []
  for (const message of batch) {
    const refusal = oversize(session, message.size)
    if (refusal === undefined) fitting.push(message)
    else await recordRefused(sending, message, refusal)
  }
  return fitting
}

/** Judged by the bytes at hand, not by RFC822.SIZE, which may lie. */
function oversize(session: Session, size: number): ServiceError | undefined {
  if (session.appendLimit === undefined || size <= session.appendLimit) return undefined
  return new ServiceError(
    'message',
    'message-too-large',
    `The message has ${size} octets; the target takes at most ${session.appendLimit}.`,
    'Raise the limit at the target and run again, or hand the kept file to its owner.',
    { serverReply: `APPENDLIMIT=${session.appendLimit}` },
  )
}

const isRefusal = (error: unknown): error is ServiceError => error instanceof ServiceError && error.scope === 'message'

/**
 * Whether nothing of the batch is on its way: the server said no, to this message, its folder or everything, or it was
 * not asked, since its measure of the day has no room.
 */
const isAnswer = (error: unknown): boolean =>
  error instanceof ServiceError && (error.scope !== 'session' || error.later?.why === 'pace')

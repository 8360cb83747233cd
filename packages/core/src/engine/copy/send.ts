import { createHash } from 'node:crypto'
import { flagList } from '../../model/index.ts'
import type { AppendOutcome, OutgoingMessage, Session } from '../../services/port.ts'
import { ServiceError } from '../../services/port.ts'
import { assertEpoch, closeIntents, insertCopies, insertPrints, type NewPrint, openIntent } from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { Printer, printOf } from '../verify/print.ts'
import { type HeldMessage, observed } from './outgoing.ts'
import { recordRefused } from './refused.ts'

/** What one folder's sending shares between its sessions. */
export interface Sending {
  readonly context: PassContext
  readonly pair: FolderPair
  /** No message sent from now on can get a lower UID at the target. */
  readonly uidFrom: number
  /** Told each message that is known to stand at the target. */
  readonly onCopied: (messages: number, bytes: number) => void
}

/** A message too large to be held: its bytes come once. */
export interface StreamedMessage extends Omit<HeldMessage, 'body' | 'digest'> {
  readonly body: AsyncIterable<Buffer>
}

/**
 * Sends a batch: the intent first, then the bytes, then the confirmation. A batch refused as a whole is halved until
 * the bad message stands alone. Where the answer is lost the intent stays open and the error goes up: settling finds
 * out. Throws `ServiceError` of scope `folder`, `session` or `service`.
 */
export async function sendBatch(sending: Sending, session: Session, batch: readonly HeldMessage[]): Promise<void> {
  const fitting = await refuseOversize(sending, session, batch)
  if (fitting.length === 0) return
  if (!session.appendMany && fitting.length > 1) return sendSingly(sending, session, fitting)
  const intent = await announce(
    sending,
    fitting.map((message) => message.uid),
  )
  let outcome: AppendOutcome
  try {
    outcome = await session.append(sending.pair.target.name, fitting.map(outgoing))
  } catch (error) {
    // A refused append has stored nothing (RFC 3502 §6.3.11: all or nothing); only a lost answer leaves doubt.
    if (isAnswer(error)) await closeIntents(sending.context.db, [intent])
    if (!isRefusal(error)) throw error
    const [alone] = fitting
    if (fitting.length === 1 && alone !== undefined) {
      await recordRefused(sending.context, sending.pair, alone, error)
      return
    }
    const half = fitting.length >> 1
    await sendBatch(sending, session, fitting.slice(0, half))
    await sendBatch(sending, session, fitting.slice(half))
    return
  }
  await confirm(sending, intent, fitting, outcome)
}

/** One command a message, all in flight at once: for targets that take only one message in a command. */
async function sendSingly(sending: Sending, session: Session, batch: readonly HeldMessage[]): Promise<void> {
  const intent = await announce(
    sending,
    batch.map((message) => message.uid),
  )
  const results = await Promise.allSettled(
    batch.map(async (message) => ({
      message,
      outcome: await session.append(sending.pair.target.name, [outgoing(message)]),
    })),
  )
  const stored = results.filter((result) => result.status === 'fulfilled').map((result) => result.value)
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? [{ error: result.reason as unknown, message: batch[index] }] : [],
  )
  const inDoubt = failures.find((failure) => !isRefusal(failure.error))
  let allKnown = true
  for (const { message, outcome } of stored) {
    if (!(await confirm(sending, undefined, [message], outcome))) allKnown = false
  }
  for (const { message, error } of failures) {
    if (message !== undefined && isRefusal(error)) await recordRefused(sending.context, sending.pair, message, error)
  }
  if (inDoubt !== undefined) throw inDoubt.error
  if (allKnown) await closeIntents(sending.context.db, [intent])
}

/** Sends one message whose bytes pass by once. Where it is refused, the refusal comes back. */
export async function sendStreamed(
  sending: Sending,
  session: Session,
  message: StreamedMessage,
): Promise<ServiceError | undefined> {
  const tooLarge = oversize(session, message.size)
  if (tooLarge !== undefined) return tooLarge
  const intent = await announce(sending, [message.uid])
  const exact = createHash('sha256')
  const printer = new Printer()
  const body = observed(message.body, (chunk) => {
    exact.update(chunk)
    printer.update(chunk)
  })
  let outcome: AppendOutcome
  try {
    outcome = await session.append(sending.pair.target.name, [{ ...outgoing(message), body }])
  } catch (error) {
    if (isAnswer(error)) await closeIntents(sending.context.db, [intent])
    if (!isRefusal(error)) throw error
    return error
  }
  const held = { ...message, body: [], digest: exact.digest() }
  await confirm(sending, intent, [held], outcome, () => [{ uid: message.uid, ...printer.finish() }])
  return undefined
}

async function announce(sending: Sending, uids: readonly number[]): Promise<number> {
  const { context, pair } = sending
  return context.db.transaction().execute(async (trx) => {
    await assertEpoch(trx, context.mailbox, context.epoch)
    return openIntent(trx, {
      pass: context.pass,
      epoch: context.epoch,
      folder: pair.source.id,
      targetFolder: pair.target.id,
      uids,
      uidFrom: sending.uidFrom,
    })
  })
}

/**
 * Writes down where the messages went. Where the server does not say (no UIDPLUS, a UIDVALIDITY that is not the
 * folder's, a UID that another message has), the intent stays open and what is needed to find them by content is kept.
 */
async function confirm(
  sending: Sending,
  intent: number | undefined,
  batch: readonly HeldMessage[],
  outcome: AppendOutcome,
  prints: () => NewPrint[] = () => batch.map((message) => ({ uid: message.uid, ...printOf(message.body) })),
): Promise<boolean> {
  const { context, pair } = sending
  const known = isKnown(sending, outcome, batch.length) && (await claim(sending, intent, batch, outcome.uids ?? []))
  if (!known) await insertPrints(context.db, 'source', pair.source.id, prints())
  sending.onCopied(
    batch.length,
    batch.reduce((sum, message) => sum + message.size, 0),
  )
  return known
}

/** False where the server named a UID that is another message's. */
async function claim(
  { context, pair }: Sending,
  intent: number | undefined,
  batch: readonly HeldMessage[],
  uids: readonly number[],
): Promise<boolean> {
  try {
    await context.db.transaction().execute(async (trx) => {
      await insertCopies(
        trx,
        pair.source.id,
        batch.map((message, index) => ({
          uid: message.uid,
          targetFolderId: pair.target.id,
          targetUid: uids[index] ?? 0,
          passId: context.pass,
          recognised: false,
          digest: message.digest,
          flags: message.flags,
        })),
      )
      if (intent !== undefined) await closeIntents(trx, [intent])
    })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return false
    throw error
  }
}

/** PostgreSQL's unique_violation. */
const UNIQUE_VIOLATION = '23505'

/** Whether the answer names one UID a message, in the folder as the ledger knows it. */
function isKnown(sending: Sending, outcome: AppendOutcome, messages: number): boolean {
  return outcome.uids?.length === messages && outcome.uidValidity === sending.pair.target.uidValidity
}

async function refuseOversize(
  sending: Sending,
  session: Session,
  batch: readonly HeldMessage[],
): Promise<readonly HeldMessage[]> {
  const fitting: HeldMessage[] = []
  for (const message of batch) {
    const refusal = oversize(session, message.size)
    if (refusal === undefined) fitting.push(message)
    else await recordRefused(sending.context, sending.pair, message, refusal)
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

const outgoing = (
  message: Pick<HeldMessage, 'flags' | 'arrival' | 'size'> & Pick<OutgoingMessage, 'body'>,
): OutgoingMessage => ({
  flags: flagList(message.flags),
  arrival: message.arrival,
  size: message.size,
  body: message.body,
})

const isRefusal = (error: unknown): error is ServiceError => error instanceof ServiceError && error.scope === 'message'

/** Whether the server said no, to this message, its folder or everything: then nothing of the batch is on its way. */
const isAnswer = (error: unknown): boolean => error instanceof ServiceError && error.scope !== 'session'

import type { AppendOutcome } from '../../services/port.ts'
import {
  claimedAt,
  closeIntents,
  confirmBatch,
  forgetRepairs,
  insertCopies,
  type LedgerDb,
  lockTargetFolder,
  openIntent,
  setStored,
} from '../../store/index.ts'
import type { HeldMessage } from './outgoing.ts'
import type { Sending } from './sending.ts'

/** Commits what is about to leave, under the right to write for the mailbox. */
export async function announce(
  sending: Sending,
  messages: readonly (Pick<HeldMessage, 'uid'> & Partial<Pick<HeldMessage, 'digest'>>)[],
  oneCommand: boolean,
): Promise<number> {
  const digests = messages.flatMap(({ digest }) => digest ?? [])
  const { context, pair } = sending
  const { db, lease, mailbox } = context
  const intent = await openIntent(db, mailbox, {
    pass: context.pass,
    epoch: lease.epoch,
    folder: pair.source.id,
    targetFolder: pair.target.id,
    uids: messages.map(({ uid }) => uid),
    uidFrom: sending.uidFrom,
    oneCommand,
    ...(digests.length === messages.length && { digests }),
  })
  if (intent !== undefined) return intent
  await db.transaction().execute((trx) => lease.assertHeld(trx))
  throw new Error('a lease that is held lets intents be written')
}

/**
 * Writes down where messages went that the target took. False where it does not say so that it can be believed (no
 * UIDPLUS, a UIDVALIDITY that is not the folder's, a UID that another message has): then the intent stays open, and
 * they are found by content.
 * @param options.keepOpen the intent holds other messages too
 * @param options.repaired the messages were changed so that the target takes them
 */
export async function confirm(
  sending: Sending,
  intent: number,
  messages: readonly HeldMessage[],
  outcome: AppendOutcome,
  { keepOpen = false, repaired = false }: { keepOpen?: boolean; repaired?: boolean } = {},
): Promise<boolean> {
  const uids = believable(sending, outcome, messages.length)
  if (uids !== undefined && !repaired && (await confirmAtOnce(sending, intent, messages, uids, !keepOpen))) return true
  const { context, pair } = sending
  const known = await context.db.transaction().execute(async (trx) => {
    await context.lease.assertHeld(trx)
    if (!repaired)
      await forgetRepairs(
        trx,
        pair.source.id,
        messages.map((message) => message.uid),
      )
    if (uids !== undefined && (await claim(trx, sending, messages, uids))) {
      if (!keepOpen) await closeIntents(trx, [intent])
      return true
    }
    await setStored(
      trx,
      intent,
      messages.map((message) => message.uid),
    )
    return false
  })
  tellCopied(sending, messages)
  return known
}

/**
 * The same for messages of one intent that each had a command of its own: in one transaction where all of their answers
 * can be believed, else one after the other. Gives back those that have to be found by content; the intent stays open.
 */
export async function confirmEach(
  sending: Sending,
  intent: number,
  taken: readonly { readonly message: HeldMessage; readonly outcome: AppendOutcome }[],
): Promise<readonly HeldMessage[]> {
  if (taken.length === 0) return []
  const messages = taken.map(({ message }) => message)
  const uids = taken.flatMap(({ outcome }) => believable(sending, outcome, 1) ?? [])
  const all = uids.length === messages.length
  if (all && (await confirmAtOnce(sending, intent, messages, uids, false))) return []
  const unknown: HeldMessage[] = []
  for (const { message, outcome } of taken)
    if (!(await confirm(sending, intent, [message], outcome, { keepOpen: true }))) unknown.push(message)
  return unknown
}

/** The usual case in one statement: every UID is new and nobody's. False where it is another, which takes a transaction. */
async function confirmAtOnce(
  sending: Sending,
  intent: number,
  messages: readonly HeldMessage[],
  uids: readonly number[],
  whole: boolean,
): Promise<boolean> {
  const { context, pair, uidFrom } = sending
  if (uids.some((uid) => uid < uidFrom)) return false
  const done = await confirmBatch(context.db, {
    mailbox: context.mailbox,
    epoch: context.lease.epoch,
    intent,
    whole,
    pass: context.pass,
    folder: pair.source.id,
    targetFolder: pair.target.id,
    messages: messages.map(({ uid, digest, flags }, index) => ({ uid, targetUid: uids[index] ?? 0, digest, flags })),
  })
  if (done) tellCopied(sending, messages)
  return done
}

const tellCopied = ({ onCopied }: Sending, messages: readonly HeldMessage[]): void =>
  onCopied(
    messages.length,
    messages.reduce((sum, message) => sum + message.size, 0),
  )

/** The UIDs of an answer, where it names one a message, in the folder as the ledger knows it. */
function believable({ pair }: Sending, outcome: AppendOutcome, messages: number): readonly number[] | undefined {
  const { uids, uidValidity } = outcome
  return uids?.length === messages && uidValidity === pair.target.uidValidity ? uids : undefined
}

/**
 * Records the copies, each target message claimed once. A UID that is named again for the same bytes is that of a
 * target that keeps identical messages once. False where a UID is claimed by another message, or cannot be new: nothing
 * is recorded.
 */
async function claim(
  trx: LedgerDb,
  { context, pair, uidFrom }: Sending,
  messages: readonly HeldMessage[],
  uids: readonly number[],
): Promise<boolean> {
  // Two batches of one folder may hold identical messages, which some targets keep once: the second has to see the first.
  await lockTargetFolder(trx, pair.target.id)
  const claimed = await claimedAt(trx, pair.target.id, uids)
  const rows = messages.map((message, index) => {
    const targetUid = uids[index] ?? 0
    const other = claimed.get(targetUid)
    claimed.set(targetUid, message.digest)
    return { message, targetUid, other }
  })
  const wrong = rows.some(({ message, targetUid, other }) =>
    other === undefined ? targetUid < uidFrom : !other.equals(message.digest),
  )
  if (wrong) return false
  await insertCopies(
    trx,
    pair.source.id,
    rows.map(({ message, targetUid, other }) => ({
      uid: message.uid,
      targetFolderId: pair.target.id,
      targetUid,
      passId: context.pass,
      recognised: false,
      digest: message.digest,
      flags: message.flags,
      merged: other !== undefined,
    })),
  )
  return true
}

import type { Session } from '../../services/port.ts'
import {
  forgetStrangers,
  insertStrangers,
  type KnownTarget,
  knownTargets,
  type LedgerDb,
  setFound,
  setStrangerFlags,
} from '../../store/index.ts'
import type { PassContext } from '../context.ts'
import { LISTING_SLICE, onceEach } from './source.ts'

/** The last UID a folder can have (RFC 3501 §9: nz-number, 32 bits). */
const LAST_UID = 4_294_967_295

/**
 * Lists the open target folder against the ledger. Whatever the ledger did not put there is a stranger: somebody
 * else's message, or one of ours whose answer was lost. Returns the UIDs of copies that are no longer there, also where
 * another message has the UID by now: what that means is decided when all folders are known.
 */
export async function listTarget(
  context: Pick<PassContext, 'db' | 'lease' | 'signal'>,
  targetFolder: number,
  session: Session,
): Promise<number[]> {
  const { db, lease, signal } = context
  // What was listed before somebody else took over the mailbox says nothing of what that one has sent since.
  const compare = (...slice: Slice): Promise<number[]> =>
    db.transaction().execute(async (trx) => {
      await lease.assertHeld(trx)
      return compareSlice(trx, targetFolder, ...slice)
    })
  let after = 0
  const missing: number[] = []
  for await (const listed of session.list(LISTING_SLICE)) {
    signal?.throwIfAborted()
    const slice = onceEach(listed, after)
    const last = slice.at(-1)
    if (last === undefined) continue
    for (const uid of await compare(slice, after, last.uid)) missing.push(uid)
    after = last.uid
  }
  for (const uid of await compare([], after, LAST_UID)) missing.push(uid)
  return missing
}

type Slice = [
  slice: readonly { uid: number; size: number; internalDate: number | null; flags: string }[],
  after: number,
  upTo: number,
]

async function compareSlice(db: LedgerDb, targetFolder: number, ...[slice, after, upTo]: Slice): Promise<number[]> {
  const known = new Map<number, KnownTarget>()
  for (const row of await knownTargets(db, targetFolder, after, upTo)) {
    // A UID that was a removed copy's may be another's by now.
    if (row.kind !== 'lost' || !known.has(row.uid)) known.set(row.uid, row)
  }
  const fresh = slice.filter((message) => !known.has(message.uid))
  const found: number[] = []
  const flags: { uid: number; flags: string }[] = []
  for (const message of slice) {
    const row = known.get(message.uid)
    if (row === undefined) continue
    // A server that gives UIDs again (RFC 3501 §2.3.1.1 forbids it) is known by the date of what stands there now.
    if (row.date !== null && message.internalDate !== null && row.date !== message.internalDate) {
      // As long as the copy counts as standing, its UID is nobody else's: it is missing first, and then a stranger's.
      if (row.kind === 'lost') {
        fresh.push(message)
        known.delete(message.uid)
      }
      continue
    }
    if (row.kind === 'lost') found.push(message.uid)
    if (row.kind === 'stranger' && row.flags !== message.flags) flags.push(message)
    known.delete(message.uid)
  }
  const missing = (kind: 'copy' | 'stranger') =>
    [...known.values()].filter((row) => row.kind === kind).map((row) => row.uid)
  if (fresh.length > 0) await insertStrangers(db, targetFolder, fresh)
  await setFound(db, targetFolder, found)
  await setStrangerFlags(db, targetFolder, flags)
  await forgetStrangers(db, targetFolder, missing('stranger'))
  return missing('copy')
}

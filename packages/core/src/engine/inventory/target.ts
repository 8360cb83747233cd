import {
  type FolderMoment,
  type FolderState,
  type ListedMessage,
  ServiceError,
  type Session,
  type UidRange,
} from '../../services/port.ts'
import {
  forgetStrangers,
  heldIn,
  insertStrangers,
  type KnownTarget,
  knownTargets,
  type LedgerDb,
  setFound,
  setStrangerFlags,
  targetsWithin,
} from '../../store/index.ts'
import type { PassContext } from '../context.ts'
import { sinceKnown } from './known-folders.ts'
import { LISTING_SLICE, onceEach } from './slices.ts'
import { unlessRefused } from './unless-refused.ts'

/** The last UID a folder can have (RFC 3501 §9: nz-number, 32 bits). */
const LAST_UID = 4_294_967_295

type Context = Pick<PassContext, 'db' | 'lease' | 'signal'>

/**
 * Compares the open target folder with the ledger: by what has changed where that can be told and adds up, else whole.
 * @param state as it was opened
 * @param reopen opens it once more, the same way
 * @returns how it stood when that began, and the UIDs of copies that are no longer there
 */
export async function lookAtTarget(
  context: Context & Pick<PassContext, 'known'>,
  targetFolder: number,
  state: FolderState,
  target: Session,
  reopen: () => Promise<FolderState>,
): Promise<{ state: FolderState; missing: number[] }> {
  const since = sinceKnown(context, 'target_folders', targetFolder, state, target)
  if (since === undefined) return { state, missing: await listTarget(context, targetFolder, target) }
  const missing = await unlessRefused(() => followTarget(context, targetFolder, since, state.exists, target))
  if (missing !== undefined && !(missing instanceof ServiceError)) return { state, missing }
  // The numbers of its messages may be others by now.
  const again = await reopen()
  return { state: again, missing: await listTarget(context, targetFolder, target) }
}

/**
 * Lists the open target folder against the ledger. Whatever the ledger did not put there is a stranger: somebody
 * else's message, or one of ours whose answer was lost. Returns the UIDs of copies that are no longer there, also where
 * another message has the UID by now: what that means is decided when all folders are known.
 */
async function listTarget(context: Context, targetFolder: number, session: Session): Promise<number[]> {
  let after = 0
  const missing: number[] = []
  for await (const listed of session.list(LISTING_SLICE)) {
    context.signal?.throwIfAborted()
    const slice = onceEach(listed, after)
    const last = slice.at(-1)
    if (last === undefined) continue
    for (const uid of await compareRange(context, targetFolder, slice, after, last.uid)) missing.push(uid)
    after = last.uid
  }
  for (const uid of await compareRange(context, targetFolder, [], after, LAST_UID)) missing.push(uid)
  return missing
}

/**
 * The same by what has changed since the ledger held all that the folder had. Undefined where the ledger does not hold
 * afterwards what the folder counts: then it is to be listed.
 * @param exists messages of the folder as it was opened
 */
async function followTarget(
  context: Context,
  targetFolder: number,
  since: FolderMoment,
  exists: number,
  session: Session,
): Promise<number[] | undefined> {
  const below = since.uidNext
  let after = below - 1
  const missing = new Set<number>()
  for await (const { messages, gone } of session.changes(since, LISTING_SLICE)) {
    context.signal?.throwIfAborted()
    const changed = messages.filter(({ uid }) => uid < below)
    if (changed.length + gone.length > 0) {
      const absent = await compareOld(context, targetFolder, changed, gone, below)
      if (absent === undefined) return undefined
      for (const uid of absent) missing.add(uid)
    }
    const slice = onceEach(messages, after)
    const last = slice.at(-1)
    if (last === undefined) continue
    for (const uid of await compareRange(context, targetFolder, slice, after, last.uid)) missing.add(uid)
    after = last.uid
  }
  return underLease(context, async (trx) => {
    for (const uid of await compare(trx, targetFolder, [], await knownTargets(trx, targetFolder, after, LAST_UID)))
      missing.add(uid)
    return (await heldIn(trx, 'target_folders', targetFolder)) - missing.size === exists ? [...missing] : undefined
  })
}

/** What was listed before somebody else took over the mailbox says nothing of what that one has sent since. */
const underLease = <T>({ db, lease }: Context, work: (trx: LedgerDb) => Promise<T>): Promise<T> =>
  db.transaction().execute(async (trx) => {
    await lease.assertHeld(trx)
    return work(trx)
  })

/** Everything that the folder holds with after < UID <= upTo. */
const compareRange = (
  context: Context,
  targetFolder: number,
  slice: readonly Listed[],
  after: number,
  upTo: number,
): Promise<number[]> =>
  underLease(context, async (trx) =>
    compare(trx, targetFolder, slice, await knownTargets(trx, targetFolder, after, upTo)),
  )

/** What has changed below a UID. Undefined where the ledger does not know what stands there: nothing comes to stand there. */
const compareOld = (
  context: Context,
  targetFolder: number,
  changed: readonly Listed[],
  gone: readonly UidRange[],
  below: number,
): Promise<number[] | undefined> =>
  underLease(context, async (trx) => {
    const uids = changed.map(({ uid }) => [uid, uid] as const)
    const known = await targetsWithin(trx, targetFolder, uids, below)
    const standing = new Set(known.filter(({ kind }) => kind !== 'lost').map(({ uid }) => uid))
    if (changed.some(({ uid }) => !standing.has(uid))) return undefined
    const other = await compare(trx, targetFolder, changed, known)
    return [...other, ...(await compare(trx, targetFolder, [], await targetsWithin(trx, targetFolder, gone, below)))]
  })

type Listed = Pick<ListedMessage, 'uid' | 'size' | 'internalDate' | 'flags'>

/** @param rows what the ledger knows in the place of these messages */
async function compare(
  db: LedgerDb,
  targetFolder: number,
  slice: readonly Listed[],
  rows: readonly KnownTarget[],
): Promise<number[]> {
  const known = new Map<number, KnownTarget>()
  for (const row of rows) {
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

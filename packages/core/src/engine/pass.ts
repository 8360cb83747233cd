import { CaravanError, type PassKind } from '../model/index.ts'
import { ServiceError } from '../services/port.ts'
import {
  claimants,
  copiesOutside,
  finishPass,
  forgetLost,
  forgetStanding,
  hasHistory,
  type Lease,
  lastKnown,
  mailboxId,
  onScratch,
  releaseSuperseded,
  setGoneOutside,
  setLost,
  startPass,
  stillClaimed,
  stillToCopy,
  takeLease,
  unreadAmong,
  unstandingAmong,
  uprooted,
} from '../store/index.ts'
import {
  assertTwoMailboxes,
  type FolderPair,
  makeContext,
  NO_LEASE,
  type PassContext,
  type PassOptions,
  passLease,
} from './context.ts'
import { createTargets } from './copy/create-folders.ts'
import { assertTargetNotShrunken } from './inventory/guard.ts'
import { type Inventory, takeInventory } from './inventory/inventory.ts'
import { lookAtPair, movePair } from './pairs.ts'
import { persevere } from './persevere.ts'
import { FOLDER_RENEWED } from './places.ts'
import { lookForDoubted } from './recognise/doubted.ts'
import { followMoved } from './recognise/follow.ts'
import { removeLateDoubles } from './recognise/late.ts'
import { type MaybeMoved, settleAll } from './recognise/settle.ts'
import { folderProblem } from './report/build.ts'
import { makeReport, type PassState } from './report/make.ts'
import type { PassReport } from './report/report.ts'
import { leftToVerify, verifyFolder } from './verify/verify-folder.ts'

/** How long a mailbox stays taken after the last sign of life; renewed three times in that. */
const LEASE_MS = 60_000

/** How often a pass begins anew since a target folder was made anew meanwhile. */
const RENEWALS = 2

/**
 * One run over one mailbox: inventory, plan, copy, verify, report. Running it again goes on where the last one ended.
 * What interrupts it is in the report (`status`, `error`), which is made in any case.
 * Throws `CaravanError`: `same-mailbox`, `mailbox-in-use`, or a failure of the database.
 */
export async function runPass(options: PassOptions): Promise<PassReport> {
  assertTwoMailboxes(options)
  const { db } = options
  const mailbox = await mailboxId(db, options.source.identity, options.target.identity)
  const { leaseMs = LEASE_MS } = options
  const lease = await takeLease(db, mailbox, { ttlMs: leaseMs })
  const renewal = setInterval(() => void lease.renew().catch(() => undefined), leaseMs / 3)
  renewal.unref()
  try {
    return await underLease(options, mailbox, lease)
  } finally {
    clearInterval(renewal)
    await lease.release()
  }
}

async function underLease(options: PassOptions, mailbox: number, lease: Lease): Promise<PassReport> {
  const { db } = options
  const startedAt = new Date()
  const kind: PassKind = (await hasHistory(db, mailbox)) ? 'delta' : 'first'
  const pass = await startPass(db, mailbox, kind, lease.epoch)
  const ids = { pass, mailbox, lease: passLease(mailbox, lease), first: kind === 'first' }
  // A dry run decides nothing: what it notes to find its answer is taken back, so that the next pass finds the same.
  const report = options.dryRun
    ? await onScratch(db, (scratch) =>
        travel(makeContext({ ...options, db: scratch }, { ...ids, lease: NO_LEASE }), startedAt),
      )
    : await travel(makeContext(options, ids), startedAt)
  await finishPass(db, pass, report.status, report)
  return report
}

/** The journey and its report, whatever interrupts it. */
async function travel(context: PassContext, startedAt: Date): Promise<PassReport> {
  const state: PassState = {
    facts: [],
    bytes: 0,
    flagsSet: 0,
    seconds: { inventory: 0, copy: 0, verify: 0 },
  }
  let error: CaravanError | undefined
  try {
    await journey(context, state)
  } catch (cause) {
    if (!(cause instanceof CaravanError)) throw cause
    error = (await takenOver(context, cause)) ?? cause
  } finally {
    await Promise.all([context.targets.close(), context.sources.close()])
  }
  return makeReport(context, state, startedAt, error)
}

/** The database ends the transaction of a process that stands still: where another has taken over, that is the reason. */
async function takenOver(context: PassContext, { code }: CaravanError): Promise<CaravanError | undefined> {
  if (code !== 'database-connection-lost') return undefined
  try {
    await assertStillOurs(context)
    return undefined
  } catch (error) {
    return error instanceof CaravanError && error.code === 'lease-lost' ? error : undefined
  }
}

/** Throws `lease-lost` where another pass has taken over the mailbox: what this one knows may no longer be so. */
const assertStillOurs = ({ db, lease }: PassContext): Promise<void> =>
  db.transaction().execute((trx) => lease.assertHeld(trx))

async function journey(context: PassContext, state: PassState): Promise<void> {
  const clock = stopwatch(state)
  context.tell({ step: 'connecting' })
  // A host or a password that is wrong from the start is said at once, not after patience.
  await Promise.all([context.sources.use(async () => undefined), context.targets.use(async () => undefined)])
  for (let renewed = 0; ; renewed++) {
    try {
      await round(context, state, clock)
      return
    } catch (error) {
      // A folder is another than it was a moment ago: what the ledger knows of it is looked at anew.
      if (!(error instanceof ServiceError) || error.code !== FOLDER_RENEWED || renewed >= RENEWALS) throw error
      context.tell({ step: 'waiting', seconds: 0, because: error.message })
    }
  }
}

async function round(context: PassContext, state: PassState, clock: Clock): Promise<void> {
  const { copies } = await lastKnown(context.db, context.mailbox)
  const inventory = await clock('inventory', () => persevere(context, () => takeInventory(context)))
  state.facts = [...inventory.facts]
  await clock('inventory', () => account(context, state, inventory, copies))
  if (context.dryRun) await clock('inventory', () => recogniseAll(context, pairsOf(state)))
  if (context.dryRun) return
  await clock('copy', () => copyAll(context, state))
  await clock('verify', () => verifyAll(context, state))
  await assertStillOurs(context)
}

const pairsOf = (state: PassState): FolderPair[] =>
  state.facts.flatMap(({ pair }) => (pair === undefined ? [] : [pair]))

/**
 * Settles what is in doubt, and judges what is no longer at the target, all folders together.
 * @param before copies that stood there, as far as was known
 */
async function account(context: PassContext, state: PassState, inventory: Inventory, before: number): Promise<void> {
  const { db } = context
  const pairs = pairsOf(state)
  const { removedCopies } = context.accept
  const maybeMoved = await settleAll(context, pairs)
  const missing = await missingCopies(context, inventory, maybeMoved)
  if (removedCopies === 'ask') {
    const lost = missing.reduce((sum, { uids }) => sum + uids.length, inventory.lostWithFolders)
    assertTargetNotShrunken(before, lost)
  }
  const released = await uprooted(
    db,
    context.mailbox,
    inventory.renumbered.map(({ id }) => id),
  )
  for (const { id } of inventory.renumbered) await forgetStanding(db, id, removedCopies === 'leave')
  for (const { targetFolder, uids } of missing) {
    // What nobody has ever read there may never have been there: the server only said so.
    const unread = await unreadAmong(db, targetFolder, uids)
    for (const { folder, uid } of unread) pairs.find((pair) => pair.source.id === folder)?.doubted.add(uid)
    const gone = without(
      uids,
      unread.map((one) => one.targetUid),
    )
    await db.transaction().execute(async (trx) => {
      await context.lease.assertHeld(trx)
      await setLost(trx, targetFolder, gone)
    })
  }
  await releaseSuperseded(db, context.mailbox, removedCopies === 'leave')
  await followReleased(context, pairs, inventory, released)
  await persevere(context, () => lookForDoubted(context, pairs))
  // What was in doubt in a folder that was made anew is looked for in the new one.
  await settleAll(context, pairs)
  if (removedCopies === 'copy-again') await forgetLost(db, context.mailbox)
  await setGoneOutside(db, context.mailbox, inventory.sourceNames)
}

const without = (uids: readonly number[], others: readonly number[]): number[] => {
  const drop = new Set(others)
  return uids.filter((uid) => !drop.has(uid))
}

/** Copies that are nowhere at the target: those that their owner filed elsewhere are found there first. */
async function missingCopies(
  context: PassContext,
  inventory: Inventory,
  maybeMoved: MaybeMoved,
): Promise<{ targetFolder: number; uids: number[] }[]> {
  const { db, mailbox } = context
  const missing = [
    ...[...inventory.missing].map(([targetFolder, uids]) => ({ targetFolder, uids })),
    ...(await copiesOutside(db, mailbox, inventory.targetNames)),
  ]
  const sought = new Map(maybeMoved)
  for (const { targetFolder, uids } of missing) {
    for (const { folder, uids: ofFolder } of await claimants(db, targetFolder, uids))
      sought.set(folder, [...(sought.get(folder) ?? []), ...ofFolder])
  }
  if (sought.size === 0) return []
  // Before each folder's new mail is recognised: what stood there has the first claim, or one copy that was filed into
  // the folder of an identical message would stand for both.
  const folders = inventory.facts.flatMap(({ source }) => source ?? [])
  await persevere(context, () => followMoved(context, folders, sought))
  const still: { targetFolder: number; uids: number[] }[] = []
  for (const { targetFolder, uids } of missing) {
    const left = await stillClaimed(db, targetFolder, uids)
    if (left.length > 0) still.push({ targetFolder, uids: left })
  }
  return still
}

/** What folders that were numbered anew no longer hold may have been filed elsewhere by its owner before. */
async function followReleased(
  context: PassContext,
  pairs: readonly FolderPair[],
  inventory: Inventory,
  released: ReadonlyMap<number, readonly number[]>,
): Promise<void> {
  if (released.size === 0) return
  await recogniseAll(context, pairs)
  const sought = new Map<number, number[]>()
  for (const [folder, uids] of released) {
    const left = await unstandingAmong(context.db, folder, uids)
    if (left.length > 0) sought.set(folder, left)
  }
  const folders = inventory.facts.flatMap(({ source }) => source ?? [])
  await persevere(context, () => followMoved(context, folders, sought))
}

async function recogniseAll(context: PassContext, pairs: readonly FolderPair[]): Promise<void> {
  for (const pair of pairs) await persevere(context, () => lookAtPair(context, pair))
}

async function copyAll(context: PassContext, state: PassState): Promise<void> {
  state.facts = await persevere(context, () => createTargets(context, state.facts))
  const { since, before } = context.rules
  let messages = 0
  let bytes = 0
  for (const pair of pairsOf(state)) {
    const todo = await stillToCopy(context.db, pair.source.id, since, before)
    messages += todo.messages
    bytes += todo.bytes
  }
  context.tell({ step: 'copy-begins', messages, bytes })
  await eachFolder(state, pairsOf(state), async (pair) => {
    const todo = await stillToCopy(context.db, pair.source.id, since, before)
    context.tell({ step: 'folder-begins', folder: pair.title, ...todo })
    await moveOne(context, state, pair)
  })
  await followHeldBack(context, state)
}

/** Looks where messages went that somebody took away before it was known that they had arrived, and sends the rest. */
async function followHeldBack(context: PassContext, state: PassState): Promise<void> {
  const holding = pairsOf(state).filter((pair) => pair.heldBack.size > 0)
  const sought = new Map(holding.map((pair) => [pair.source.id, [...pair.heldBack]]))
  const folders = holding.map((pair) => pair.source)
  await persevere(context, () => followMoved(context, folders, sought))
  for (const pair of holding) {
    for (const uid of pair.heldBack) pair.soughtElsewhere.add(uid)
    pair.heldBack.clear()
  }
  await eachFolder(state, holding, (pair) => moveOne(context, state, pair))
}

async function moveOne(context: PassContext, state: PassState, pair: FolderPair): Promise<void> {
  state.flagsSet += await persevere(context, () =>
    movePair(context, pair, (count, octets) => {
      state.bytes += octets
      context.tell({ step: 'copied', folder: pair.title, messages: count, bytes: octets })
    }),
  )
}

/** How often what verification did not find is sent again and read again. */
const SECOND_LOOKS = 2

async function verifyAll(context: PassContext, state: PassState): Promise<void> {
  let pairs = pairsOf(state)
  await persevere(context, () => removeLateDoubles(context, pairs))
  if (context.verify !== 'none') context.tell({ step: 'verify-begins', ...(await leftToVerify(context, pairs)) })
  for (let look = 0; ; look++) {
    await eachFolder(state, pairs, (pair) => persevere(context, () => verifyFolder(context, pair)))
    const again = await persevere(context, () => lookForDoubted(context, pairs))
    if (look >= SECOND_LOOKS) return
    await eachFolder(state, again, (pair) => moveOne(context, state, pair))
    const doubted = pairs.filter((pair) => pair.lookedFor.size > 0)
    if (doubted.length === 0) return
    pairs = doubted
  }
}

/** Runs work over folders; what a server refuses of one must not hold back the others. */
async function eachFolder(
  state: PassState,
  pairs: readonly FolderPair[],
  work: (pair: FolderPair) => Promise<void>,
): Promise<void> {
  for (const pair of pairs) {
    try {
      await work(pair)
    } catch (error) {
      if (!(error instanceof ServiceError) || error.scope === 'session' || error.scope === 'service') throw error
      const problem = folderProblem(pair.title, error)
      state.facts = state.facts.map((fact) => (fact.pair === pair ? { ...fact, problem } : fact))
    }
  }
}

type Clock = <T>(step: keyof PassState['seconds'], work: () => Promise<T>) => Promise<T>

const stopwatch =
  (state: PassState): Clock =>
  async (step, work) => {
    const from = performance.now()
    try {
      return await work()
    } finally {
      state.seconds[step] += (performance.now() - from) / 1000
    }
  }

import { CaravanError, type PassKind } from '../model/index.ts'
import { ServiceError } from '../services/port.ts'
import {
  copiesOutside,
  finishPass,
  forgetLost,
  hasHistory,
  type Lease,
  lastKnown,
  mailboxId,
  onScratch,
  releaseSuperseded,
  setGoneOutside,
  setLost,
  startPass,
  stillToCopy,
  takeLease,
} from '../store/index.ts'
import { assertTwoMailboxes, makeContext, type PassContext, type PassOptions } from './context.ts'
import { createTargets } from './copy/create-folders.ts'
import { assertTargetNotShrunken } from './inventory/guard.ts'
import { type Inventory, takeInventory } from './inventory/inventory.ts'
import { lookAtPair, movePair, settlePair } from './pairs.ts'
import { persevere } from './persevere.ts'
import { folderProblem } from './report/build.ts'
import { makeReport, type PassState } from './report/make.ts'
import type { PassReport } from './report/report.ts'
import { leftToVerify, verifyFolder } from './verify/verify-folder.ts'

/** The lease is renewed three times in its life. */
const LEASE_MS = 60_000

/**
 * One run over one mailbox: inventory, plan, copy, verify, report. Running it again goes on where the last one ended.
 * What interrupts it is in the report (`status`, `error`), which is made in any case.
 * Throws `CaravanError`: `same-mailbox`, `mailbox-in-use`, or a failure of the database.
 */
export async function runPass(options: PassOptions): Promise<PassReport> {
  assertTwoMailboxes(options)
  const { db } = options
  const mailbox = await mailboxId(db, options.source.identity, options.target.identity)
  const lease = await takeLease(db, mailbox, { ttlMs: LEASE_MS })
  const renewal = setInterval(() => void lease.renew().catch(() => undefined), LEASE_MS / 3)
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
  const ids = { pass, mailbox, epoch: lease.epoch }
  // A dry run decides nothing: what it notes to find its answer is taken back, so that the next pass finds the same.
  const report = options.dryRun
    ? await onScratch(db, (scratch) => travel(makeContext({ ...options, db: scratch }, ids), startedAt))
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
    error = cause
  } finally {
    await Promise.all([context.targets.close(), context.sources.close()])
  }
  return makeReport(context, state, startedAt, error)
}

async function journey(context: PassContext, state: PassState): Promise<void> {
  const clock = stopwatch(state)
  context.tell({ step: 'connecting' })
  // A host or a password that is wrong from the start is said at once, not after patience.
  await Promise.all([context.sources.use(async () => undefined), context.targets.use(async () => undefined)])
  const { copies } = await lastKnown(context.db, context.mailbox)
  const inventory = await clock('inventory', () => persevere(context, () => takeInventory(context)))
  state.facts = [...inventory.facts]
  await clock('inventory', () => account(context, inventory, copies))
  await clock('inventory', () => settleFirst(context, state))
  if (context.dryRun) await clock('inventory', () => recogniseAll(context, state))
  if (context.dryRun) return
  await clock('copy', () => copyAll(context, state))
  await clock('verify', () => verifyAll(context, state))
}

/**
 * Judges what is no longer at the target, all folders together, and notes it.
 * @param before copies that stood there, as far as was known
 */
async function account(context: PassContext, inventory: Inventory, before: number): Promise<void> {
  const { db } = context
  const missing = [
    ...inventory.missing,
    ...(await copiesOutside(db, context.mailbox, inventory.targetNames)).map(
      (row) => [row.targetFolder, row.uids] as const,
    ),
  ]
  const { removedCopies } = context.accept
  if (removedCopies === 'ask') {
    const lost = missing.reduce((sum, [, uids]) => sum + uids.length, inventory.lostWithFolders)
    assertTargetNotShrunken(before, lost)
  }
  for (const [targetFolder, uids] of missing) await setLost(db, targetFolder, uids)
  await releaseSuperseded(db, context.mailbox, removedCopies === 'leave')
  if (removedCopies === 'copy-again') await forgetLost(db, context.mailbox)
  await setGoneOutside(db, context.mailbox, inventory.sourceNames)
}

/**
 * Settles every batch in doubt before anything else is recognised: a message of one folder must not be taken for the
 * one that another folder sent to the same place.
 */
async function settleFirst(context: PassContext, state: PassState): Promise<void> {
  for (const { pair } of state.facts) if (pair !== undefined) await persevere(context, () => settlePair(context, pair))
}

async function recogniseAll(context: PassContext, state: PassState): Promise<void> {
  for (const { pair } of state.facts) if (pair !== undefined) await persevere(context, () => lookAtPair(context, pair))
}

async function copyAll(context: PassContext, state: PassState): Promise<void> {
  state.facts = await persevere(context, () => createTargets(context, state.facts))
  const { since, before } = context.rules
  let messages = 0
  let bytes = 0
  for (const { pair } of state.facts) {
    if (pair === undefined) continue
    const todo = await stillToCopy(context.db, pair.source.id, since, before)
    messages += todo.messages
    bytes += todo.bytes
  }
  context.tell({ step: 'copy-begins', messages, bytes })
  for (const [index, fact] of state.facts.entries()) {
    const { pair } = fact
    if (pair === undefined) continue
    const todo = await stillToCopy(context.db, pair.source.id, since, before)
    context.tell({ step: 'folder-begins', folder: pair.title, ...todo })
    try {
      state.flagsSet += await persevere(context, () =>
        movePair(context, pair, (count, octets) => {
          state.bytes += octets
          context.tell({ step: 'copied', folder: pair.title, messages: count, bytes: octets })
        }),
      )
    } catch (error) {
      // What a server refuses of one folder must not hold back the others.
      if (!(error instanceof ServiceError) || error.scope === 'session' || error.scope === 'service') throw error
      state.facts[index] = { ...fact, problem: folderProblem(fact.title, error) }
    }
  }
}

async function verifyAll(context: PassContext, state: PassState): Promise<void> {
  const pairs = state.facts.flatMap(({ pair }) => (pair === undefined ? [] : [pair]))
  if (context.verify !== 'none') context.tell({ step: 'verify-begins', ...(await leftToVerify(context, pairs)) })
  for (const [index, fact] of state.facts.entries()) {
    const { pair } = fact
    if (pair === undefined) continue
    try {
      await persevere(context, () => verifyFolder(context, pair))
    } catch (error) {
      if (!(error instanceof ServiceError) || error.scope === 'session' || error.scope === 'service') throw error
      state.facts[index] = { ...fact, problem: folderProblem(fact.title, error) }
    }
  }
}

const stopwatch =
  (state: PassState) =>
  async <T>(step: keyof PassState['seconds'], work: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    try {
      return await work()
    } finally {
      state.seconds[step] += (performance.now() - from) / 1000
    }
  }

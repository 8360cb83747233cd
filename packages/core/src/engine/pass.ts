import { CaravanError, type PassKind } from '../model/index.ts'
import { ServiceError } from '../services/port.ts'
import { copiesOf, finishPass, type Lease, mailboxId, onScratch, oppositeOf, startPass } from '../store/index.ts'
import { account, recogniseAll } from './account.ts'
import {
  assertTwoMailboxes,
  connectBoth,
  makeContext,
  NO_LEASE,
  type PassContext,
  type PassOptions,
  passLease,
} from './context.ts'
import { carryExtras } from './copy/extras.ts'
import { takeInventory } from './inventory/inventory.ts'
import { rememberFolders } from './inventory/known-folders.ts'
import { placeByLabels } from './inventory/labels.ts'
import { assertRoom } from './inventory/room.ts'
import { directed, kindOf, takeShare } from './kinds.ts'
import { underLeases } from './leases.ts'
import { persevere } from './persevere.ts'
import { FOLDER_RENEWED } from './places.ts'
import { deleteGone, pulsesOf } from './recognise/delete-gone.ts'
import { makeReport, type PassState, pairsOf } from './report/make.ts'
import type { PassReport } from './report/report.ts'
import { copyAll, verifyAll } from './through-folders.ts'

/** How long a mailbox stays taken after the last sign of life; renewed three times in that. */
const LEASE_MS = 60_000

/** Passes that look at what folders have beside their mail; a delta in between is to be quick. */
const EXTRAS: ReadonlySet<PassKind> = new Set<PassKind>(['trial', 'first', 'final'])

/** How often a pass begins anew since a target folder was made anew meanwhile. */
const RENEWALS = 2

/**
 * One run over one mailbox: inventory, plan, copy, verify, report. Running it again goes on where the last one ended.
 * What interrupts it is in the report (`status`, `error`), which is made in any case.
 * Throws `CaravanError`: `same-mailbox`, `mailbox-in-use`, or a failure of the database.
 */
export async function runPass(asked: PassOptions): Promise<PassReport> {
  assertTwoMailboxes(asked)
  const options = directed(asked)
  const { db, leaseMs = LEASE_MS } = options
  const { source, target, organisation } = options
  const mailbox = await mailboxId(db, source.identity, target.identity, organisation)
  const opposite = await oppositeOf(db, mailbox)
  return underLeases(db, mailbox, opposite, leaseMs, (lease) => underLease(options, mailbox, opposite, lease))
}

async function underLease(
  options: PassOptions,
  mailbox: number,
  opposite: number | undefined,
  lease: Lease,
): Promise<PassReport> {
  const { db } = options
  const startedAt = new Date()
  const { kind, afterEnded } = await kindOf(options, mailbox)
  const pass = await startPass(db, mailbox, kind, lease.epoch)
  const ids = { kind, pass, mailbox, opposite, lease: passLease(mailbox, lease), afterEnded }
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
    mappings: [],
    found: [],
    bytes: 0,
    flagsSet: 0,
    seconds: { inventory: 0, copy: 0, verify: 0 },
  }
  let error: CaravanError | undefined
  try {
    await journey(context, state)
  } catch (cause) {
    if (!(cause instanceof CaravanError)) {
      await goodbye(context)
      throw cause
    }
    error = (await takenOver(context, cause)) ?? cause
  }
  // Said while the report is made: it needs a session only for what went wrong, and takes a new one.
  const [report] = await Promise.all([makeReport(context, state, startedAt, error), goodbye(context)])
  return report
}

const goodbye = ({ sources, targets }: PassContext) => Promise.all([targets.close(), sources.close()])

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
  await connectBoth(context)
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
  const copies = await copiesOf(context.db, context.mailbox)
  const pulses = await persevere(context, () => pulsesOf(context))
  const inventory = await clock('inventory', () => persevere(context, () => takeInventory(context)))
  state.facts = [...inventory.facts]
  state.mappings = inventory.mappings
  await clock('inventory', () => placeByLabels(context, inventory))
  if (context.kind === 'trial') await takeShare(context, state.facts)
  await clock('inventory', () => account(context, state, inventory, copies))
  if (context.dryRun) await clock('inventory', () => recogniseAll(context, pairsOf(state)))
  await clock('inventory', () => assertRoom(context, state.facts))
  if (context.dryRun) {
    state.found = await deleteGone(context, state.facts, pulses)
    return
  }
  await clock('copy', () => copyAll(context, state))
  if (EXTRAS.has(context.kind))
    await clock('copy', () => persevere(context, () => carryExtras(context, pairsOf(state))))
  await clock('verify', () => verifyAll(context, state))
  state.found = await clock('verify', () => persevere(context, () => deleteGone(context, state.facts, pulses)))
  await assertStillOurs(context)
  const whole = state.facts.filter(({ problem }) => problem === undefined)
  await rememberFolders(context, pairsOf({ ...state, facts: whole }))
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

import { setTimeout as sleep } from 'node:timers/promises'
import { type FolderState, ServiceError, type Session } from '../services/port.ts'
import { openIntents } from '../store/index.ts'
import { type FolderPair, type PassContext, remark } from './context.ts'
import { copyFolder } from './copy/copy-folder.ts'
import { syncFlags } from './copy/flags.ts'
import { listTarget } from './inventory/target.ts'
import { recognise } from './recognise/recognise.ts'
import { settle } from './recognise/settle.ts'

/** However restless a folder is, settling begins after this many quiet times. */
const PATIENCE = 20

/**
 * One folder's journey from what is known to what is copied: what is in doubt is settled, what is there already is
 * recognised, the rest is copied, changed flags are set. Running it again goes on where it was.
 */
export async function movePair(
  context: PassContext,
  pair: FolderPair,
  onCopied: (messages: number, bytes: number) => void,
): Promise<number> {
  return context.sources.use(async (source) => {
    await source.open(pair.source.name, 'read')
    const state = await context.targets.use((target) => accountFor(context, pair, source, target))
    await copyFolder({
      context,
      pair,
      source,
      permanentFlags: state.permanentFlags,
      uidFrom: state.uidNext ?? 1,
      onCopied,
    })
    return context.targets.use(async (target) => {
      // Targets that name no UIDs leave their batches in doubt until they are found by content.
      if ((await openIntents(context.db, pair.source.id, pair.target.id)).length > 0)
        await accountFor(context, pair, source, target)
      return syncFlags(context, pair, state.permanentFlags, target)
    })
  })
}

/** Settles the batches in doubt of one source folder, wherever they were sent; looks nowhere if there are none. */
export async function settlePair(context: PassContext, pair: FolderPair): Promise<void> {
  for (const place of placesOf(pair)) {
    if ((await openIntents(context.db, pair.source.id, place.target.id)).length === 0) continue
    await context.sources.use(async (source) => {
      await source.open(pair.source.name, 'read')
      await context.targets.use(async (target) => settleAt(context, place, source, target))
    })
  }
}

/** Finds what of a source folder is at the target already, and sends nothing. */
export async function lookAtPair(context: PassContext, pair: FolderPair): Promise<void> {
  await context.sources.use(async (source) => {
    await source.open(pair.source.name, 'read')
    await context.targets.use((target) => accountFor(context, pair, source, target))
  })
}

/** The pair at each place that its mail was sent to; today's is the last. */
const placesOf = (pair: FolderPair): FolderPair[] =>
  [...pair.earlier, pair.target].map((target) => ({ ...pair, target }))

/**
 * Lists the target folder, and those that mail of this folder was sent to before, and finds there what has no copy in
 * the ledger: first the batches whose answer was lost, then whatever somebody or some other tool put there. Both
 * folders are open afterwards.
 */
async function accountFor(
  context: PassContext,
  pair: FolderPair,
  source: Session,
  target: Session,
): Promise<FolderState> {
  let state: FolderState | undefined
  for (const place of placesOf(pair)) {
    state = await settleAt(context, place, source, target)
    const found = await recognise(context, { folder: pair.source.id, targetFolder: place.target.id }, source, target)
    const otherDate = found.filter((match) => match.sourceDate !== match.targetDate).length
    if (otherDate > 0) remark(context, 'found at the target with another arrival date', otherDate)
  }
  if (state === undefined) throw new Error('a pair has a place')
  return state
}

/** Opens and lists a target folder against the ledger, and settles what is in doubt there. */
async function settleAt(
  context: PassContext,
  pair: FolderPair,
  source: Session,
  target: Session,
): Promise<FolderState> {
  const inDoubt = await openIntents(context.db, pair.source.id, pair.target.id)
  if (inDoubt.length > 0) await waitUntilStill(context, pair, target)
  // Only SELECT tells which flags last; where nothing will be written, EXAMINE leaves \\Recent as it is.
  const state = await target.open(pair.target.name, context.dryRun ? 'read' : 'write')
  if (state.uidValidity !== pair.target.uidValidity) {
    throw new ServiceError(
      'session',
      'uidvalidity-changed',
      `The target's folder ${pair.title} was made anew while the pass ran.`,
      'Run again: the folder will be recognised by its content.',
    )
  }
  // What is missing is judged by the inventory, all folders together, not here.
  await listTarget(context.db, pair.target.id, target, context.signal)
  if (inDoubt.length > 0) await settle(context, pair, inDoubt, source, target)
  return state
}

/**
 * A server may commit a batch after its client is gone: what is in doubt is looked for only when the folder's next
 * UID has stood still for the profile's time.
 */
async function waitUntilStill(context: PassContext, pair: FolderPair, target: Session): Promise<void> {
  const quiet = target.profile.settleQuietMs
  let before = await target.uidNext(pair.target.name)
  for (let round = 0; round < PATIENCE; round++) {
    context.tell({
      step: 'waiting',
      seconds: quiet / 1000,
      because: 'the last batch has no answer; looking whether it still arrives',
    })
    await sleep(quiet)
    context.signal?.throwIfAborted()
    const now = await target.uidNext(pair.target.name)
    if (now === before) return
    before = now
  }
}

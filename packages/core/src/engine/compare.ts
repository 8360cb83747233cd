import { randomUUID } from 'node:crypto'
import {
  chooseAmongFolders,
  doubled,
  flagsApart,
  forgetMailbox,
  forgetStaleComparisons,
  mailboxId,
  startPass,
  strangerCount,
  takeOverRoutes,
  withoutCopy,
} from '../store/index.ts'
import {
  assertTwoMailboxes,
  connectBoth,
  makeContext,
  NO_LEASE,
  type PassContext,
  type PassOptions,
  remark,
  wantedOf,
} from './context.ts'
import { takeInventory } from './inventory/inventory.ts'
import { lookAtPair } from './pairs.ts'
import { persevere } from './persevere.ts'
import { collectExceptions, countChanges, type FolderFacts, folderReports } from './report/build.ts'
import { withExcluded } from './report/make.ts'
import { addCounts, emptyCounts, type PassReport, type ReportedException, sumVerified } from './report/report.ts'

/** Missing messages that are listed one by one, a folder; the rest is counted. */
const LISTED = 10_000

/** What a comparison found, in the shape of a pass's report. */
export interface ComparisonReport extends PassReport {
  /** Messages of the source that are not at the target. */
  readonly missing: number
  /** Messages at the target, in folders that mail of the source goes to, that answer to none of the source. */
  readonly extra: number
}

/**
 * Compares two mailboxes afresh, by reading every message on both sides. Nothing is written to either, and nothing of
 * what earlier passes noted is believed: the comparison keeps a ledger of its own and throws it away.
 * Throws `CaravanError` `same-mailbox`.
 */
export async function compareMailboxes(
  options: Omit<PassOptions, 'kind' | 'dryRun' | 'verify' | 'accept' | 'keepRefused'>,
): Promise<ComparisonReport> {
  assertTwoMailboxes(options)
  const startedAt = new Date()
  const { db, organisation } = options
  const [source, target] = [options.source.identity, options.target.identity]
  await forgetStaleComparisons(db)
  const mailbox = await mailboxId(db, `${COMPARISON}${randomUUID()} ${source}`, target, organisation)
  // Where folders go is a decision, not a finding: the one that copies were made by.
  await takeOverRoutes(db, { source, target, organisation }, mailbox)
  const pass = await startPass(db, mailbox, 'verify', 0)
  const context = makeContext(
    {
      ...options,
      dryRun: true,
      verify: 'content',
      keepRefused: '',
      accept: { shrunkenSource: true, removedCopies: 'leave' },
    },
    { kind: 'verify', pass, mailbox, opposite: undefined, lease: NO_LEASE, afterEnded: true },
  )
  try {
    await connectBoth(context)
    const inventory = await persevere(context, () => takeInventory(context))
    for (const { pair } of inventory.facts)
      if (pair !== undefined) await persevere(context, () => lookAtPair(context, pair))
    // Only now: of what several folders show, one copy is enough, whichever of them it was made from.
    if (context.labels !== undefined) await chooseAmongFolders(db, mailbox, inventory.homes)
    return await makeReport(context, inventory.facts, startedAt)
  } finally {
    await Promise.all([context.sources.close(), context.targets.close()])
    await forgetMailbox(db, mailbox)
  }
}

const MISSING =
  'Run `caravan copy`. Where that finds it present, its copy was changed since: delete that at the target and run with --copy-again. Where it was deleted on purpose, there is nothing to do.'
const exceptionOf = (folder: string, uid: number, size: number, code: string, remedy: string): ReportedException => ({
  folder,
  uid,
  messageId: null,
  subject: null,
  date: null,
  size,
  code,
  serverReply: null,
  remedy,
  rawFile: null,
})

/** How the ledger's rows of a comparison begin. */
const COMPARISON = 'comparison '

async function makeReport(
  context: PassContext,
  listed: readonly FolderFacts[],
  startedAt: Date,
): Promise<ComparisonReport> {
  const facts = await withExcluded(context, listed)
  const perFolder = await folderReports(context, facts)
  const missing = perFolder.reduce((sum, folder) => sum + folder.pending, 0)
  const exceptions: ReportedException[] = []
  for (const { source, title } of facts) {
    if (source === undefined) continue
    for (const { uid, size } of await withoutCopy(context.db, source.id, wantedOf(context, source.id), LISTED))
      exceptions.push(exceptionOf(title, uid, size, 'missing-at-target', MISSING))
    const unlike = await flagsApart(context.db, source.id)
    if (unlike > 0) remark(context, 'flags of the source are not at the target', unlike)
  }
  let extra = 0
  let twice = 0
  // Two source folders may go to one: its strangers are counted once.
  const pairs = facts.flatMap(({ pair }) => (pair === undefined ? [] : [pair]))
  const everyPlace = pairs.flatMap((one) => [...one.earlier, one.target].map((target) => ({ ...one, target })))
  for (const pair of new Map(everyPlace.map((one) => [one.target.id, one])).values()) {
    extra += await strangerCount(context.db, pair.target.id)
    for (const { folder, uid, size, targetUid } of await doubled(context.db, pair.target.id, LISTED)) {
      twice++
      const title = pairs.find((one) => one.source.id === folder)?.title ?? pair.title
      const remedy = `It stands twice in the target's ${pair.title}, once with the UID ${targetUid} there. Look at both, and delete one.`
      exceptions.push(exceptionOf(title, uid, size, 'doubled-at-target', remedy))
    }
  }
  const all = await collectExceptions(context, facts, exceptions)
  const seconds = (Date.now() - startedAt.getTime()) / 1000
  return {
    status: missing + twice > 0 ? 'mismatch' : all.length > 0 ? 'exceptions' : 'green',
    kind: 'verify',
    dryRun: false,
    source: context.source.identity,
    target: context.target.identity,
    startedAt: startedAt.toISOString(),
    messages: perFolder.reduce((sum, folder) => addCounts(sum, folder.messages), emptyCounts()),
    pending: missing,
    missing,
    extra,
    origins: 0,
    bytes: 0,
    folders: perFolder.length,
    seconds: { total: seconds, inventory: 0, copy: 0, verify: seconds },
    verified: sumVerified('content', perFolder),
    changes: await countChanges(context, facts),
    flagsSet: 0,
    exceptions: all,
    perFolder,
    fidelity: null,
    remarks: [...context.remarks].map(([text, count]) => ({ text, count })),
    error: null,
  }
}

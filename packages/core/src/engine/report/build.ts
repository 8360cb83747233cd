import { CHANGES, type Change, type PassStatus } from '../../model/index.ts'
import type { ServiceError } from '../../services/port.ts'
import {
  changeCounts,
  exceptionsOf,
  lostUnread,
  mergedCopies,
  remarkable,
  repairsOf,
  type Tally,
  tallies,
  unaccountedAmong,
  unlikeCopies,
} from '../../store/index.ts'
import type { FolderPair, PassContext } from '../context.ts'
import { describe, type Known } from '../known.ts'
import type { FolderMapping } from '../plan/mapping.ts'
import { CHECK_LEVEL, RUNG_NUMBER } from '../verify/levels.ts'
import { changeBit, changesOf } from '../verify/print.ts'
import { accountedFor, type Counts, emptyCounts, type FolderReport, type ReportedException } from './report.ts'

/** Copies below the expected rung that are listed one by one, a folder; the rest is counted. */
const LISTED = 10_000

const verifiedOf = (counted: Tally | undefined): FolderReport['verified'] => ({
  checked: counted?.checked ?? 0,
  fresh: counted?.fresh ?? 0,
  exact: counted?.exact ?? 0,
  normalised: counted?.normalised ?? 0,
  equivalent: counted?.equivalent ?? 0,
  mismatched: counted?.mismatched ?? 0,
})

/** What one folder's pass knew before the report was made. */
export interface FolderFacts {
  readonly title: string
  readonly targetTitle: string
  readonly why: FolderReport['why']
  /** Messages that inventory listed. */
  readonly listed: number
  /** Left out by a rule on folders or dates. */
  readonly excluded: number
  /** Refused as a whole, with why: the folder could not be made or opened. */
  readonly problem?: ReportedException
  /** The source folder and where it goes; absent where it is excluded or cannot be read. */
  readonly source?: FolderPair['source']
  readonly mapping?: FolderMapping
  /** Folders of the target that its mail was sent to before. */
  readonly earlier?: FolderPair['earlier']
  /** Subscribed at the source, not yet at the target. */
  readonly subscribe: boolean
  /** Present as soon as the target folder exists. */
  readonly pair?: FolderPair
}

/** A problem of a folder as a whole, as the report lists it. */
export function folderProblem(
  title: string,
  { code, serverReply, remedy }: Pick<ServiceError, 'code' | 'serverReply' | 'remedy'>,
): ReportedException {
  return {
    folder: title,
    uid: null,
    messageId: null,
    subject: null,
    date: null,
    size: 0,
    code,
    serverReply: serverReply ?? null,
    remedy,
    rawFile: null,
  }
}

/** What was refused and has no copy after all: a message that was given up may be found by a later look. */
async function refusedOf({ db }: PassContext, pair: FolderPair | undefined): Promise<number> {
  if (pair === undefined || pair.refused.size === 0) return 0
  return (await unaccountedAmong(db, pair.source.id, [...pair.refused])).length
}

/** Counts folders from the ledger. What is known and not dealt with is `pending`, and not part of `source`. */
export async function folderReports(context: PassContext, folders: readonly FolderFacts[]): Promise<FolderReport[]> {
  const level = context.verify === 'content' ? CHECK_LEVEL.content : CHECK_LEVEL.headers
  const ids = folders.flatMap((facts) => sourceOf(facts)?.id ?? [])
  const counted = await tallies(context.db, ids, context.pass, level)
  return Promise.all(folders.map((facts) => folderReport(context, facts, counted.get(sourceOf(facts)?.id ?? 0))))
}

const sourceOf = ({ pair, source }: FolderFacts) => pair?.source ?? source

async function folderReport(
  context: PassContext,
  facts: FolderFacts,
  counted: Tally | undefined,
): Promise<FolderReport> {
  const { pair } = facts
  const known: Counts = {
    ...emptyCounts(),
    copied: counted?.copied ?? 0,
    present: counted?.present ?? 0,
    repaired: counted?.repaired ?? 0,
    merged: counted?.merged ?? 0,
    removed: counted?.removed ?? 0,
    vanished: pair?.vanished.size ?? 0,
    excluded: facts.excluded,
  }
  // Where the whole folder is refused, so is everything of it that is not there yet.
  const refused =
    facts.problem === undefined ? await refusedOf(context, pair) : Math.max(0, facts.listed - accountedFor(known))
  const messages: Counts = { ...known, refused }
  const dealtWith = accountedFor(messages)
  const pending = Math.max(0, facts.listed - dealtWith)
  return {
    folder: facts.title,
    target: facts.targetTitle,
    why: facts.why,
    messages: { ...messages, source: dealtWith },
    pending,
    origins: counted?.origins ?? 0,
    verified: verifiedOf(counted),
  }
}

/** Every message that is not where it should be as it was: refused, rewritten beyond what is expected, unlike. */
export async function collectExceptions(
  context: PassContext,
  folders: readonly FolderFacts[],
  found: readonly ReportedException[] = [],
): Promise<ReportedException[]> {
  const title = new Map(
    folders.flatMap((facts) => (facts.pair === undefined ? [] : [[facts.pair.source.id, facts.title] as const])),
  )
  const listed: ReportedException[] = (await exceptionsOf(context.db, context.pass)).map(
    ({ folder, folderName, ...rest }) => ({
      ...rest,
      folder: title.get(folder) ?? folderName,
    }),
  )
  const remarked = await remarkable(context.db, [...title.keys()], context.pass)
  for (const facts of folders) {
    if (facts.problem !== undefined) listed.push(facts.problem)
    if (facts.pair === undefined || !remarked.has(facts.pair.source.id)) continue
    // One line a message: what was said of it already says more.
    const said = new Set(listed.filter((e) => e.folder === facts.title).map((e) => e.uid))
    for (const find of [repaired, removedUnread, merged, unlike]) {
      const found = (await find(context, facts.pair)).filter((e) => !said.has(e.uid))
      for (const { uid } of found) said.add(uid)
      listed.push(...found)
    }
  }
  return withHeaders(context, folders, [...listed, ...found])
}

/** Transformations that need no remark: those the target is known for, and the mark of an earlier copying tool. */
export const expectedBits = (expected: readonly Change[]): number =>
  expected.reduce((bits, change) => bits | changeBit(change), changeBit('tool-header'))

const exception = (
  pair: FolderPair,
  uid: number,
  size: number,
  what: Pick<ReportedException, 'code' | 'remedy'> & Partial<ReportedException>,
): ReportedException => ({
  folder: pair.title,
  uid,
  messageId: null,
  subject: null,
  date: null,
  size,
  serverReply: null,
  rawFile: null,
  ...what,
})

const REPAIRED = {
  mended:
    'The target took it with its line ends (and NUL bytes) mended; its text is whole. The raw bytes are kept. Nothing to do, unless a signature must stay valid.',
  rebuilt:
    'The target took it with a mended header, the original attached whole as original.eml. The raw bytes are kept. Tell its owner where it matters.',
}

/** Messages that the target took only after a repair, of this or an earlier pass. */
async function repaired(context: PassContext, pair: FolderPair): Promise<ReportedException[]> {
  return (await repairsOf(context.db, pair.source.id, LISTED)).map(({ uid, size, kind, serverReply, rawFile }) =>
    exception(pair, uid, size, { code: `repaired-${kind}`, remedy: REPAIRED[kind], serverReply, rawFile }),
  )
}

/** What the target said it took in this pass, and what was gone before anybody could read it. */
async function removedUnread(context: PassContext, pair: FolderPair): Promise<ReportedException[]> {
  return (await lostUnread(context.db, pair.source.id, context.pass, LISTED)).map(({ uid, size }) =>
    exception(pair, uid, size, {
      code: 'removed-unread',
      remedy:
        'The target took it, and it was gone before it could be read again: somebody deleted it there, most likely. It is not sent again; run with --copy-again if it is wanted.',
    }),
  )
}

/** Identical messages that a target keeps once though nobody expects that of it. */
async function merged(context: PassContext, pair: FolderPair): Promise<ReportedException[]> {
  if (context.profile.mergesIdentical) return []
  return (await mergedCopies(context.db, pair.source.id, LISTED)).map(({ uid, size }) =>
    exception(pair, uid, size, {
      code: 'merged',
      remedy: 'The target keeps it once with another message of the same bytes. Nothing to do, where once is enough.',
    }),
  )
}

async function unlike(context: PassContext, pair: FolderPair): Promise<ReportedException[]> {
  const { expectedChanges, rebuilds } = context.profile
  const expected = expectedBits(expectedChanges)
  // On the way home what was found is the older one: the target has done nothing to it.
  const onlySent = context.kind === 'reverse'
  return (await unlikeCopies(context.db, pair.source.id, expected, rebuilds, onlySent, LISTED)).map(
    ({ uid, size, rung, changes }) => exception(pair, uid, size, wording(rung, changes)),
  )
}

function wording(rung: number, changes: number): { code: string; remedy: string } {
  if (rung === RUNG_NUMBER.normalised) {
    return {
      code: 'rewritten',
      remedy: `The target changed it on arrival (${changesOf(changes).join(', ')}); its text is whole. Nothing to do, unless a signature must stay valid.`,
    }
  }
  if (rung === RUNG_NUMBER.equivalent) {
    return {
      code: 'rebuilt',
      remedy:
        'The copy has the same parts and the same main fields, but not the same bytes. Compare the two where it matters.',
    }
  }
  return {
    code: 'mismatched',
    remedy: 'The copy is not the message of the source. Compare the two, delete the copy at the target, and run again.',
  }
}

/** Fills in by what people know a message, from the source, for the exceptions that do not say. */
async function withHeaders(
  context: PassContext,
  folders: readonly FolderFacts[],
  listed: readonly ReportedException[],
): Promise<ReportedException[]> {
  const filled = new Map<string, Known>()
  const key = (folder: string, uid: number) => `${uid} ${folder}`
  for (const { pair, title } of folders) {
    const uids = listed
      .filter((e) => e.folder === title && e.uid !== null && e.messageId === null && e.subject === null)
      .map((e) => e.uid ?? 0)
    if (pair === undefined || uids.length === 0) continue
    try {
      await context.sources.use(async (source) => {
        await source.open(pair.source.name, 'read')
        for await (const { uid, header } of source.headers(uids)) filled.set(key(title, uid), describe(header))
      })
    } catch {
      // The report is worth more than the subjects in it.
    }
  }
  return listed.map((e) => ({ ...e, ...(e.uid === null ? undefined : filled.get(key(e.folder, e.uid))) }))
}

/** How many messages each named transformation was met in. */
export async function countChanges(
  context: PassContext,
  folders: readonly FolderFacts[],
): Promise<Partial<Record<Change, number>>> {
  const counts: Partial<Record<Change, number>> = {}
  const ids = folders.flatMap(({ pair }) => pair?.source.id ?? [])
  for (const { changes, n } of await changeCounts(context.db, ids)) {
    for (const change of CHANGES) if ((changes & changeBit(change)) !== 0) counts[change] = (counts[change] ?? 0) + n
  }
  return counts
}

/** Green only where everything known was dealt with and nothing stands in the list. */
export function statusOf(
  { verify, dryRun }: Pick<PassContext, 'verify' | 'dryRun'>,
  folders: readonly FolderReport[],
  exceptions: readonly ReportedException[],
): PassStatus {
  if (folders.some((folder) => folder.verified.mismatched > 0)) return 'mismatch'
  if (folders.some((folder) => folder.pending > 0)) return 'interrupted'
  const unread = folders.some(
    ({ messages: { copied, present, repaired, merged }, verified, origins }) =>
      verified.checked + origins < copied + present + repaired + merged,
  )
  if (unread && verify !== 'none' && !dryRun) return 'interrupted'
  return exceptions.length > 0 ? 'exceptions' : 'green'
}

import type { CaravanError } from '../../model/index.ts'
import { isOfPace } from '../../services/port.ts'
import { outsideSpan, stillToCopy } from '../../store/index.ts'
import { type FolderPair, type PassContext, wantedOf } from '../context.ts'
import { UndecidedError } from '../inventory/guard.ts'
import type { FolderMapping } from '../plan/mapping.ts'
import { collectExceptions, countChanges, type FolderFacts, folderReports, statusOf } from './build.ts'
import { fidelityOf } from './fidelity.ts'
import {
  accountedFor,
  addCounts,
  emptyCounts,
  type FolderReport,
  type PassReport,
  type ReportedError,
  type ReportedException,
  sumVerified,
} from './report.ts'

/** What a pass has come to when its report is made, whole or not. */
export interface PassState {
  facts: FolderFacts[]
  /** Where all wanted folders go. */
  mappings: readonly FolderMapping[]
  /** What the pass lists beside what the ledger says of single messages. */
  found: readonly ReportedException[]
  bytes: number
  flagsSet: number
  readonly seconds: { inventory: number; copy: number; verify: number }
}

/** The folders whose mail has a place to go to. */
export const pairsOf = (state: PassState): FolderPair[] =>
  state.facts.flatMap(({ pair }) => (pair === undefined ? [] : [pair]))

/** The report of a pass, made in any case: `error` is what ended it early. */
export async function makeReport(
  context: PassContext,
  state: PassState,
  startedAt: Date,
  error: CaravanError | undefined,
): Promise<PassReport> {
  const facts = await withExcluded(context, state.facts)
  const reports = await folderReports(context, facts)
  const perFolder = context.dryRun ? reports.map(asPlanned) : reports
  const exceptions = await collectExceptions(context, facts, state.found)
  const fidelity = context.kind === 'trial' ? await fidelityOf(context, state.mappings, facts, exceptions) : null
  await context.sources.close()
  const messages = perFolder.reduce((sum, folder) => addCounts(sum, folder.messages), emptyCounts())
  const bytes = context.dryRun ? await plannedBytes(context, facts) : state.bytes
  const status =
    error instanceof UndecidedError
      ? 'undecided'
      : error !== undefined
        ? 'interrupted'
        : statusOf(context, perFolder, exceptions)
  return {
    status,
    kind: context.kind,
    dryRun: context.dryRun,
    source: context.source.identity,
    target: context.target.identity,
    startedAt: startedAt.toISOString(),
    messages,
    pending: perFolder.reduce((total, folder) => total + folder.pending, 0),
    origins: perFolder.reduce((total, folder) => total + folder.origins, 0),
    bytes,
    folders: perFolder.length,
    seconds: { total: (Date.now() - startedAt.getTime()) / 1000, ...state.seconds },
    verified: sumVerified(context.verify, perFolder),
    changes: await countChanges(context, facts),
    flagsSet: state.flagsSet,
    exceptions,
    perFolder,
    fidelity,
    remarks: [...context.remarks].map(([text, count]) => ({ text, count })),
    error: error === undefined ? null : reportedError(error),
  }
}

/** The folders with what the rules on dates leave out of each. */
export async function withExcluded(context: PassContext, folders: readonly FolderFacts[]): Promise<FolderFacts[]> {
  return Promise.all(
    folders.map(async (folder) => {
      const { source } = folder
      const outside = source === undefined ? 0 : await outsideSpan(context.db, source.id, wantedOf(context, source.id))
      return { ...folder, excluded: folder.excluded + outside }
    }),
  )
}

/** In a dry run, what is pending is what would be copied. */
function asPlanned(folder: FolderReport): FolderReport {
  const messages = { ...folder.messages, copied: folder.pending }
  return { ...folder, messages: { ...messages, source: accountedFor(messages) }, pending: 0 }
}

async function plannedBytes(context: PassContext, facts: readonly FolderFacts[]): Promise<number> {
  let bytes = 0
  for (const { source } of facts) {
    if (source !== undefined) bytes += (await stillToCopy(context.db, source.id, wantedOf(context, source.id))).bytes
  }
  return bytes
}

export const reportedError = (error: CaravanError): ReportedError => ({
  code: error.code,
  message: error.message,
  remedy: error.remedy,
  serverReply: error.serverReply ?? null,
  ...(isOfPace(error) && { retryAfterSeconds: Math.ceil((error.later?.waitMs ?? 0) / 1000) }),
})

import { attributesRead, largerThan } from '../../store/index.ts'
import type { PassContext } from '../context.ts'
import { titleOf } from '../inventory/folders.ts'
import type { FolderMapping } from '../plan/mapping.ts'
import type { FolderFacts } from './build.ts'
import type { Fidelity, ReportedException } from './report.ts'

/** The note on a flag that cannot be kept begins and ends so. */
const CANNOT_BE_KEPT = /^flag (.+) cannot be kept at the target$/

export async function fidelityOf(
  context: PassContext,
  mappings: readonly FolderMapping[],
  facts: readonly FolderFacts[],
  exceptions: readonly ReportedException[],
): Promise<Fidelity> {
  const sources = facts.flatMap(({ source }) => source?.id ?? [])
  const renamed = mappings.filter((mapping) => titleOf(mapping.source) !== mapping.targetPath.join('/'))
  const among = (code: string) => exceptions.filter((one) => one.code === code).length
  const refusedUids = new Map(facts.map(({ title, pair }) => [title, pair?.refused]))
  const refused: Record<string, number> = {}
  for (const { folder, uid, code } of exceptions)
    if (uid !== null && refusedUids.get(folder)?.has(uid) === true) refused[code] = (refused[code] ?? 0) + 1
  return {
    read: await attributesRead(context.db, context.pass, sources),
    flagsChanged: among('flags-not-kept'),
    datesChanged: among('date-not-kept'),
    flagsLeftOut: [...context.remarks.keys()].flatMap((text) => CANNOT_BE_KEPT.exec(text)?.[1] ?? []).sort(),
    foldersSameName: mappings.length - renamed.length,
    foldersRenamed: renamed.map((mapping) => ({
      folder: titleOf(mapping.source),
      target: mapping.targetPath.join('/'),
      why: mapping.why,
    })),
    refused,
    tooLarge: await tooLarge(context, sources),
  }
}

async function tooLarge({ db, appendLimit }: PassContext, sources: readonly number[]): Promise<Fidelity['tooLarge']> {
  if (appendLimit === undefined) return null
  let messages = 0
  let bytes = 0
  for (const folder of sources) {
    const larger = await largerThan(db, folder, appendLimit)
    messages += larger.messages
    bytes += larger.bytes
  }
  return { limit: appendLimit, messages, bytes }
}

import type { Session } from '../services/port.ts'
import { planFolders } from './inventory/folders.ts'
import { unlessRefused } from './inventory/unless-refused.ts'
import type { FolderMapping } from './plan/mapping.ts'
import type { Rules } from './plan/rules.ts'

/** Sizes that are looked at in a folder whose server tells no sum: the mean of 500 is right to a few percent. */
const SAMPLE = 500

/** What is to be copied, as far as it is known without listing it. */
export interface Weight {
  readonly folders: number
  readonly messages: number
  readonly octets: number
  /** Folders whose octets come from a sample. */
  readonly sampled: number
  /** Folders that the server tells nothing of. */
  readonly unknown: number
  /** Messages in the folders of the target that mail goes to. */
  readonly atTarget: number
}

/** Counts what a copy would take, folder by folder, without listing it; changes nothing at either side. */
export async function weigh(source: Session, target: Session, rules: Rules): Promise<Weight> {
  const { mappings: all, labels } = await planFolders(source, target, rules)
  const mappings = labels === undefined ? all : shownOnce(all)
  const holdings = await source.holdings(mappings.map((mapping) => mapping.source.name))
  const weight = { folders: all.length, messages: 0, octets: 0, sampled: 0, unknown: 0 }
  for (const [index, mapping] of mappings.entries()) {
    const holding = holdings[index]
    if (holding === undefined) {
      weight.unknown++
      continue
    }
    weight.messages += holding.messages
    if (holding.messages === 0) continue
    if (holding.octets !== undefined) {
      weight.octets += holding.octets
      continue
    }
    const sizes = await sampleOf(source, mapping.source.name)
    weight.octets += Math.round(holding.messages * mean(sizes))
    if (sizes.length === 0) weight.unknown++
    else if (sizes.length < holding.messages) weight.sampled++
  }
  const places = [...new Set(all.flatMap(({ exists, targetName }) => (exists ? targetName : [])))]
  const there = await target.counts(places)
  return { ...weight, atTarget: there.reduce<number>((sum, count) => sum + (count ?? 0), 0) }
}

/** Beside the folder of all mail these alone hold what it does not show. */
const BESIDE_ALL: ReadonlySet<FolderMapping['source']['specialUse']> = new Set<FolderMapping['source']['specialUse']>([
  'all',
  'junk',
  'trash',
])

/** Folders that together show each message once, where a service shows it in several; all where that is not told. */
function shownOnce(mappings: readonly FolderMapping[]): readonly FolderMapping[] {
  if (!mappings.some(({ source }) => source.specialUse === 'all')) return mappings
  return mappings.filter(({ source }) => BESIDE_ALL.has(source.specialUse))
}

async function sampleOf(session: Session, name: string): Promise<readonly number[]> {
  const sizes = await unlessRefused(async () => {
    await session.open(name, 'read')
    return session.sampleSizes(SAMPLE)
  })
  return Array.isArray(sizes) ? sizes : []
}

const mean = (sizes: readonly number[]): number =>
  sizes.length === 0 ? 0 : sizes.reduce((sum, size) => sum + size, 0) / sizes.length

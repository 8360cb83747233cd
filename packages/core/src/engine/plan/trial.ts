import type { SpecialUse } from '../../model/index.ts'
import type { FolderMapping } from './mapping.ts'

/** What a trial takes of a folder that nobody named: its newest messages. Some seconds' work, and of every kind of mail. */
export const TRIAL_SHARE = { messages: 200, bytes: 25_000_000 }

/** Folders that say little of how mail arrives. */
const UNTOLD: ReadonlySet<SpecialUse | undefined> = new Set<SpecialUse>(['trash', 'junk', 'drafts', 'all'])

/**
 * The folders of a trial for which nobody named any: INBOX, and the sent mail, or else the fullest other folder. A pure
 * function.
 * @param counts messages in each folder, by its server's name
 */
export function trialChoice(
  mappings: readonly FolderMapping[],
  counts: ReadonlyMap<string, number>,
): readonly FolderMapping[] {
  const count = ({ source }: FolderMapping) => counts.get(source.name) ?? 0
  const full = mappings.filter((mapping) => count(mapping) > 0)
  const inbox = full.find(({ source }) => source.specialUse === 'inbox')
  const others = full.filter((mapping) => mapping !== inbox && !UNTOLD.has(mapping.source.specialUse))
  const other =
    others.find(({ source }) => source.specialUse === 'sent') ?? others.toSorted((a, b) => count(b) - count(a))[0]
  return [inbox, other].filter((mapping) => mapping !== undefined)
}

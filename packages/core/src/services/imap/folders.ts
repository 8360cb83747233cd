import { decodeMailboxName, encodeMailboxName, type ListEntry } from '@caravan/imap'
import type { SpecialUse } from '../../model/index.ts'
import type { ListedFolder } from '../port.ts'
import { specialUseByName } from '../profiles/special-names.ts'
import { foreignName, type NameSpace, type Whose } from './name-space.ts'

const USES: Readonly<Record<string, SpecialUse>> = {
  '\\Sent': 'sent',
  '\\Drafts': 'drafts',
  '\\Trash': 'trash',
  '\\Junk': 'junk',
  '\\Archive': 'archive',
  '\\All': 'all',
  '\\Flagged': 'flagged',
  '\\Important': 'important',
}

export const specialUseFlag = (use: SpecialUse | undefined): string | undefined =>
  Object.entries(USES).find(([, value]) => value === use)?.[0]

/**
 * Names have one spelling outside this adapter, modified UTF-7, whether or not a session speaks UTF-8 (RFC 6855): the
 * ledger knows folders by it, and a server may come to offer UTF8=ACCEPT between two passes.
 */
export const outsideName = (raw: string, utf8: boolean): string =>
  utf8 ? encodeMailboxName(decodeMailboxName(raw, true)) : raw

/** The name as commands of this session take it. */
/** A name as people read it. */
export const shownFolderName = (name: string): string => decodeMailboxName(name)

export const commandName = (name: string, utf8: boolean): string =>
  utf8 ? encodeMailboxName(decodeMailboxName(name), true) : name

/** What folders of others are called where they are copied: no service has a name space of that name. */
const PLACES: Readonly<Record<Whose, string>> = { others: 'Other users', shared: 'Shared' }

/** Folders that are not the mailbox's own, by whose they are. */
export type LeftOut = Readonly<Record<Whose, number>>

/**
 * What LIST told, in the port's terms. Names in which no use is marked are judged by their name where no folder is marked.
 * @param withForeign takes folders of others as well, below a folder that says whose they are
 */
export function listedFolders(
  entries: readonly ListEntry[],
  space: NameSpace,
  utf8: boolean,
  withForeign = false,
): { readonly folders: ListedFolder[]; readonly leftOut: LeftOut } {
  const folders: ListedFolder[] = []
  const leftOut = { others: 0, shared: 0 }
  const marked = entries.some((entry) => entry.specialUse !== undefined && foreignName(entry.name, space) === undefined)
  const seen = new Set<string>()
  for (const entry of entries) {
    const foreign = foreignName(entry.name, space)
    if (foreign !== undefined && !withForeign) {
      if (isSelectable(entry)) leftOut[foreign.whose]++
      continue
    }
    const delimiter = entry.delimiter ?? space.delimiter
    const path =
      foreign === undefined
        ? pathOf(entry.name, delimiter, space.prefix)
        : [PLACES[foreign.whose], ...levels(foreign.below, delimiter)]
    // Some servers list a name twice, or INBOX beside Inbox (Zoho): one folder. Below a prefix it is a name as any other.
    const key = entry.rawName.toUpperCase() === 'INBOX' ? 'INBOX' : entry.rawName
    if (path.length === 0 || seen.has(key)) continue
    seen.add(key)
    const isInbox = key === 'INBOX'
    const byFlag = entry.specialUse === undefined ? undefined : USES[entry.specialUse]
    folders.push({
      name: outsideName(entry.rawName, utf8),
      path,
      // Somebody else's trash is not this mailbox's.
      specialUse: isInbox
        ? 'inbox'
        : foreign === undefined
          ? (byFlag ?? (marked ? undefined : specialUseByName(path)))
          : undefined,
      selectable: isSelectable(entry),
      subscribed: entry.subscribed ?? false,
    })
  }
  return { folders, leftOut }
}

const isSelectable = ({ flags }: ListEntry): boolean =>
  !flags.some((flag) => ['\\noselect', '\\nonexistent'].includes(flag.toLowerCase()))

const levels = (name: string, delimiter: string | undefined): string[] =>
  (delimiter === undefined ? [name] : name.split(delimiter)).filter((level) => level !== '')

/** A decoded name as a path below the personal name space. INBOX is INBOX in any case and under any prefix. */
function pathOf(name: string, delimiter: string | undefined, prefix: string): string[] {
  if (name.toUpperCase() === 'INBOX') return ['INBOX']
  const below = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name
  const path = levels(below, delimiter)
  if (path.length > 1 && path[0]?.toUpperCase() === 'INBOX') path[0] = 'INBOX'
  return path
}

export function nameOf(path: readonly string[], space: NameSpace): string {
  if (path.length === 1 && path[0]?.toUpperCase() === 'INBOX') return 'INBOX'
  return encodeMailboxName(space.prefix + path.join(space.delimiter ?? '/'))
}

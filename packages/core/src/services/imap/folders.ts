import { decodeMailboxName, encodeMailboxName, type ImapConnection, type ListEntry } from '@caravan/imap'
import type { SpecialUse } from '../../model/index.ts'
import type { ListedFolder } from '../port.ts'
import { specialUseByName } from '../profiles/special-names.ts'

/** Where a mailbox keeps its own folders (RFC 2342). */
export interface NameSpace {
  /** Decoded, such as `INBOX.` at Courier. */
  readonly prefix: string
  readonly delimiter: string | undefined
  /** Decoded prefixes of what belongs to others. */
  readonly foreign: readonly string[]
}

/** The personal name space; where the server does not tell, no prefix and the delimiter of LIST "" "" (RFC 3501 §6.3.8). */
export async function nameSpace(connection: ImapConnection): Promise<NameSpace> {
  if (connection.has('NAMESPACE')) {
    const { personal, others, shared } = await connection.namespace()
    const own = personal[0]
    const decoded = (raw: string) => decodeMailboxName(raw, connection.utf8)
    if (own !== undefined) {
      return {
        prefix: decoded(own.prefix),
        delimiter: own.delimiter,
        foreign: [...others, ...shared].map((space) => decoded(space.prefix)).filter((prefix) => prefix !== ''),
      }
    }
  }
  const [root] = await connection.list({ patterns: '' })
  return { prefix: '', delimiter: root?.delimiter, foreign: [] }
}

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

/** What LIST told, in the port's terms. Names in which no use is marked are judged by their name where no folder is marked. */
export function listedFolders(entries: readonly ListEntry[], space: NameSpace, utf8: boolean): ListedFolder[] {
  const folders: ListedFolder[] = []
  const marked = entries.some((entry) => entry.specialUse !== undefined)
  const seen = new Set<string>()
  for (const entry of entries) {
    if (space.foreign.some((prefix) => entry.name.startsWith(prefix))) continue
    const path = pathOf(entry.name, entry.delimiter ?? space.delimiter, space.prefix)
    // Some servers list a name twice, or INBOX beside Inbox (Zoho): one folder. Below a prefix it is a name as any other.
    const key = entry.rawName.toUpperCase() === 'INBOX' ? 'INBOX' : entry.rawName
    if (path.length === 0 || seen.has(key)) continue
    seen.add(key)
    const flags = new Set(entry.flags.map((flag) => flag.toLowerCase()))
    const isInbox = key === 'INBOX'
    const byFlag = entry.specialUse === undefined ? undefined : USES[entry.specialUse]
    folders.push({
      name: outsideName(entry.rawName, utf8),
      path,
      specialUse: isInbox ? 'inbox' : (byFlag ?? (marked ? undefined : specialUseByName(path))),
      selectable: !flags.has('\\noselect') && !flags.has('\\nonexistent'),
      subscribed: entry.subscribed ?? false,
    })
  }
  return folders
}

/** A decoded name as a path below the personal name space. INBOX is INBOX in any case and under any prefix. */
function pathOf(name: string, delimiter: string | undefined, prefix: string): string[] {
  if (name.toUpperCase() === 'INBOX') return ['INBOX']
  const below = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name
  const path = (delimiter === undefined ? [below] : below.split(delimiter)).filter((level) => level !== '')
  if (path.length > 1 && path[0]?.toUpperCase() === 'INBOX') path[0] = 'INBOX'
  return path
}

export function nameOf(path: readonly string[], space: NameSpace): string {
  if (path.length === 1 && path[0]?.toUpperCase() === 'INBOX') return 'INBOX'
  return encodeMailboxName(space.prefix + path.join(space.delimiter ?? '/'))
}

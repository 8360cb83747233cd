import { decodeMailboxName, type ImapConnection } from '@caravan/imap'

/** Whose folders are below a prefix, where they are not the mailbox's own (RFC 2342 §5). */
export type Whose = 'others' | 'shared'

interface ForeignSpace {
  readonly whose: Whose
  /** In modified UTF-7, and decoded. */
  readonly raw: string
  readonly prefix: string
}

/** Where a mailbox keeps its own folders (RFC 2342), and where those of others are. */
export interface NameSpace {
  /** Decoded, such as `INBOX.` at Courier. */
  readonly prefix: string
  readonly delimiter: string | undefined
  readonly foreign: readonly ForeignSpace[]
  /** Decoded prefixes of all its own spaces. */
  readonly own: readonly string[]
}

/** The personal name space; where the server does not tell, no prefix and the delimiter of LIST "" "" (RFC 3501 §6.3.8). */
export async function nameSpace(connection: ImapConnection): Promise<NameSpace> {
  if (connection.has('NAMESPACE')) {
    const { personal, others, shared } = await connection.namespace()
    const own = personal[0]
    const decoded = (raw: string) => decodeMailboxName(raw, connection.utf8)
    if (own !== undefined) {
      const foreign = (whose: Whose) => (space: { readonly prefix: string }) => ({
        ...{ whose, raw: space.prefix, prefix: decoded(space.prefix) },
      })
      return {
        prefix: decoded(own.prefix),
        delimiter: own.delimiter,
        foreign: [...others.map(foreign('others')), ...shared.map(foreign('shared'))],
        own: personal.map(({ prefix }) => decoded(prefix)),
      }
    }
  }
  const [root] = await connection.list({ patterns: '' })
  return { prefix: '', delimiter: root?.delimiter, foreign: [], own: [''] }
}

/**
 * Whose a folder is, and what of its name stands below the prefix; undefined for the mailbox's own. The longest prefix
 * decides: Cyrus with its folders below `INBOX.` keeps shared ones below no prefix at all.
 */
export function foreignName(
  name: string,
  space: NameSpace,
): { readonly whose: Whose; readonly below: string } | undefined {
  if (name.toUpperCase() === 'INBOX') return undefined
  const own = Math.max(-1, ...space.own.filter((prefix) => name.startsWith(prefix)).map(({ length }) => length))
  let found: ForeignSpace | undefined
  for (const foreign of space.foreign) {
    const { prefix } = foreign
    if (name.startsWith(prefix) && prefix.length > Math.max(own, found?.prefix.length ?? -1)) found = foreign
  }
  return found === undefined ? undefined : { whose: found.whose, below: name.slice(found.prefix.length) }
}

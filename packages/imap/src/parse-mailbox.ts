import type { Cursor } from './cursor.ts'
import type { ListResponse, MailboxStatusResponse, Namespace, NamespaceResponse, QuotaResponse } from './response.ts'

const OPEN = 0x28
const QUOTE = 0x22

/** Reads LIST, LSUB or XLIST behind its name (RFC 3501 §7.2.2, RFC 5258 §6). */
export function parseList(cursor: Cursor, command: ListResponse['command']): ListResponse {
  const flags = cursor.words()
  cursor.skipSpaces()
  // Some servers give "NIL" in quotes for a flat hierarchy; a delimiter is one character.
  const text = cursor.nstring()
  const delimiter = text === null || text === '' || text.toUpperCase() === 'NIL' ? undefined : text
  cursor.skipSpaces()
  const rawName = listName(cursor)
  cursor.skipSpaces()
  return { type: 'list', command, flags, delimiter, rawName, oldName: oldName(cursor) }
}

// A server that forgets the quotes sends spaces and brackets bare: all up to the line's end or the extended data.
function listName(cursor: Cursor): string {
  if (cursor.code === QUOTE || cursor.nextLiteral !== undefined) return cursor.astring()
  const rest = cursor.rest
  const extended = extendedData(rest)
  const name = rest.slice(0, extended).trimEnd()
  if (name === '') cursor.fail('a mailbox without a name')
  cursor.position += extended
  return name
}

// Plain searches: a pattern such as / +\(/ would take quadratic time on a hostile line of spaces.
function extendedData(rest: string): number {
  for (let at = rest.indexOf(' ('); at !== -1; at = rest.indexOf(' (', at + 1)) {
    const word = rest.slice(at + 2, at + 11).toUpperCase()
    if (/^[")]/.test(word) || word === 'CHILDINFO' || word.startsWith('OLDNAME')) return at + 1
  }
  return rest.length
}

function oldName(cursor: Cursor): string | undefined {
  let found: string | undefined
  if (cursor.code !== OPEN) return found
  cursor.list(() => {
    const tag = cursor.astring().toUpperCase()
    cursor.skipSpaces()
    if (tag === 'OLDNAME' && cursor.code === OPEN) found = cursor.words()[0]
    else cursor.value()
  })
  return found
}

/** Reads STATUS behind its name (RFC 3501 §7.2.4). */
export function parseMailboxStatus(cursor: Cursor): MailboxStatusResponse {
  const rawName = statusName(cursor)
  cursor.skipSpaces()
  const items = new Map<string, bigint>()
  cursor.list(() => {
    const name = cursor.atom().toUpperCase()
    cursor.skipSpaces()
    const value = cursor.code === OPEN ? cursor.value() : cursor.nstring()
    if (typeof value === 'string' && /^\d{1,20}$/.test(value)) items.set(name, BigInt(value))
  })
  return { type: 'mailbox-status', rawName, items }
}

function statusName(cursor: Cursor): string {
  if (cursor.code === QUOTE || cursor.nextLiteral !== undefined) return cursor.astring()
  const rest = cursor.rest
  const spaced = rest.indexOf(' (')
  const end = spaced === -1 ? rest.indexOf('(') : spaced
  const name = rest.slice(0, Math.max(end, 0)).trimEnd()
  if (name === '') cursor.fail('STATUS without a name')
  cursor.position += end
  return name
}

/** Reads NAMESPACE behind its name (RFC 2342 §5). */
export function parseNamespace(cursor: Cursor): NamespaceResponse {
  const personal = namespaces(cursor)
  const others = namespaces(cursor)
  const shared = namespaces(cursor)
  return { type: 'namespace', personal, others, shared }
}

function namespaces(cursor: Cursor): Namespace[] {
  const found: Namespace[] = []
  cursor.skipSpaces()
  if (cursor.atEnd) return found
  if (cursor.code !== OPEN) {
    if (cursor.nstring() !== null) cursor.fail('NAMESPACE')
    return found
  }
  cursor.list(() => {
    let fields = 0
    const namespace: Namespace = { prefix: '', delimiter: undefined }
    cursor.list(() => {
      if (fields === 0) namespace.prefix = cursor.astring()
      else if (fields === 1) namespace.delimiter = cursor.nstring() ?? undefined
      else cursor.value()
      fields++
    })
    found.push(namespace)
  })
  return found
}

/** Reads QUOTA behind its name (RFC 9208 §4.2.1). What is no triple of a name and two numbers is passed over. */
export function parseQuota(cursor: Cursor): QuotaResponse {
  const root = cursor.nstring() ?? ''
  cursor.skipSpaces()
  const resources: QuotaResponse['resources'] = new Map()
  // Courier leaves the list away where there is no limit.
  const words = cursor.atEnd ? [] : cursor.words()
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [name = '', used = '', limit = ''] = words.slice(at, at + 3)
    if (/^\d{1,15}$/.test(used) && /^\d{1,15}$/.test(limit))
      resources.set(name.toUpperCase(), { used: Number(used), limit: Number(limit) })
  }
  return { type: 'quota', root, resources }
}

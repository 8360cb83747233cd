import type { Cursor } from './cursor.ts'
import { readable } from './cursor.ts'
import type { AclResponse, MetadataResponse } from './response.ts'

const OPEN = 0x28

/** Reads ACL behind its name (RFC 4314 §3.6). */
export function parseAcl(cursor: Cursor): AclResponse {
  const rawName = cursor.astring()
  const rights: AclResponse['rights'] = new Map()
  while (!cursor.exhausted()) {
    const identifier = readable(cursor.astring())
    cursor.skipSpaces()
    rights.set(identifier, cursor.atEnd ? '' : cursor.astring())
  }
  return { type: 'acl', rawName, rights }
}

/** Reads METADATA behind its name (RFC 5464 §4.4). One without values says that they changed, and names them only. */
export function parseMetadata(cursor: Cursor): MetadataResponse {
  const rawName = cursor.astring()
  cursor.skipSpaces()
  const entries: MetadataResponse['entries'] = new Map()
  if (cursor.code !== OPEN) return { type: 'metadata', rawName, entries }
  cursor.list(() => {
    const entry = cursor.astring().toLowerCase()
    cursor.skipSpaces()
    entries.set(entry, cursor.nstring())
  })
  return { type: 'metadata', rawName, entries }
}

import type { Cursor } from './cursor.ts'
import type { ExtendedSearchResponse, SearchResponse, VanishedResponse } from './response.ts'
import { parseSet } from './sequence-set.ts'

const OPEN = 0x28

/** Reads SEARCH or SORT behind its name (RFC 3501 §7.2.5; MODSEQ of RFC 7162 §3.1.5). */
export function parseSearch(cursor: Cursor): SearchResponse {
  const numbers: number[] = []
  let modSeq: bigint | undefined
  while (!cursor.exhausted()) {
    if (cursor.code === OPEN) {
      const [name, value] = cursor.words()
      if (name?.toUpperCase() === 'MODSEQ' && /^\d{1,20}$/.test(value ?? '')) modSeq = BigInt(value ?? 0)
    } else numbers.push(cursor.number())
  }
  return { type: 'search', numbers, modSeq }
}

/** Reads ESEARCH behind its name (RFC 4731 §3.1). */
export function parseExtendedSearch(cursor: Cursor): ExtendedSearchResponse {
  const response: ExtendedSearchResponse = { type: 'esearch', tag: undefined, uid: false, items: new Map() }
  cursor.skipSpaces()
  if (cursor.code === OPEN) {
    const [name, tag] = cursor.words()
    if (name?.toUpperCase() === 'TAG') response.tag = tag
  }
  while (!cursor.exhausted()) {
    const name = cursor.atom().toUpperCase()
    cursor.skipSpaces()
    if (name === 'UID') response.uid = true
    else response.items.set(name, cursor.value())
  }
  return response
}

/** Reads VANISHED behind its name (RFC 7162 §3.2.10). */
export function parseVanished(cursor: Cursor): VanishedResponse {
  cursor.skipSpaces()
  const earlier = cursor.code === OPEN && cursor.words()[0]?.toUpperCase() === 'EARLIER'
  cursor.skipSpaces()
  return { type: 'vanished', earlier, uids: parseSet(cursor.atom()) }
}

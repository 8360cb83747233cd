import { type Cursor, readable } from './cursor.ts'
import { excerpt, ImapProtocolError } from './errors.ts'
import { FetchResponse } from './fetch-response.ts'
import { parseFetchAttributes } from './parse-fetch.ts'
import { parseList, parseMailboxStatus, parseNamespace, parseQuota } from './parse-mailbox.ts'
import { parseAcl, parseMetadata } from './parse-rights.ts'
import { parseExtendedSearch, parseSearch, parseVanished } from './parse-search.ts'
import type { Response, StateResponse, UntaggedResponse } from './response.ts'
import { parseResponseCode } from './response-code.ts'

const STAR = 0x2a
const PLUS = 0x2b
const states: ReadonlySet<string> = new Set(['OK', 'NO', 'BAD', 'BYE', 'PREAUTH'])

function isState(word: string): word is StateResponse['state'] {
  return states.has(word)
}

/**
 * Reads one whole logical line.
 *
 * @throws ImapProtocolError where a response of a known type is malformed; the stream itself stays readable
 */
export function parseResponse(cursor: Cursor): Response {
  if (cursor.skip(PLUS)) {
    cursor.skipSpaces()
    return { type: 'continuation', text: readable(cursor.rest) }
  }
  if (cursor.skip(STAR)) {
    cursor.skipSpaces()
    return parseUntagged(cursor)
  }
  const line = cursor.rest
  const [tag = '', word = ''] = line.split(' ', 2)
  const state = word.toUpperCase()
  if (state !== 'OK' && state !== 'NO' && state !== 'BAD') {
    throw new ImapProtocolError(`The server sent a line that is no IMAP: ${excerpt(line)}`)
  }
  return parseState(tag, state, line.slice(tag.length + 1 + word.length))
}

function parseUntagged(cursor: Cursor): UntaggedResponse {
  if (cursor.code >= 0x30 && cursor.code <= 0x39) return parseNumbered(cursor)
  // `* OK[…]` without its space: the word ends at the bracket too.
  const word = /^[^ ([]*/.exec(cursor.rest)?.[0] ?? ''
  cursor.position += word.length
  const name = word.toUpperCase()
  if (isState(name)) return parseState(undefined, name, cursor.rest)
  const raw = cursor.text
  cursor.skipSpaces()
  switch (name) {
    case 'CAPABILITY':
      return { type: 'capability', names: words(cursor.rest.toUpperCase()) }
    case 'ENABLED':
      return { type: 'enabled', names: words(cursor.rest.toUpperCase()) }
    case 'FLAGS':
      return { type: 'flags', flags: cursor.words() }
    case 'LIST':
    case 'LSUB':
    case 'XLIST':
      return parseList(cursor, name)
    case 'STATUS':
      return parseMailboxStatus(cursor)
    case 'NAMESPACE':
      return parseNamespace(cursor)
    case 'ACL':
      return parseAcl(cursor)
    case 'METADATA':
      return parseMetadata(cursor)
    case 'QUOTA':
      return parseQuota(cursor)
    case 'ID':
      return { type: 'id', fields: parseId(cursor) }
    case 'SEARCH':
    case 'SORT':
      return parseSearch(cursor)
    case 'ESEARCH':
      return parseExtendedSearch(cursor)
    case 'VANISHED':
      return parseVanished(cursor)
    default:
      return { type: 'unknown', raw: readable(raw) }
  }
}

function parseNumbered(cursor: Cursor): UntaggedResponse {
  const raw = cursor.text
  const number = cursor.number()
  cursor.skipSpaces()
  const name = (/^[^ (]*/.exec(cursor.rest)?.[0] ?? '').toUpperCase()
  switch (name) {
    case 'EXISTS':
      return { type: 'exists', number }
    case 'RECENT':
      return { type: 'recent', number }
    case 'EXPUNGE':
      return { type: 'expunge', number }
    case 'FETCH': {
      const response = new FetchResponse(number)
      beginFetch(cursor)
      parseFetchAttributes(cursor, response)
      response.finish()
      return response
    }
    default:
      return { type: 'unknown', raw: readable(raw) }
  }
}

/** Steps from `FETCH` into its list. */
export function beginFetch(cursor: Cursor): void {
  cursor.position += 'FETCH'.length
  cursor.skipSpaces()
  cursor.expect(0x28)
}

function parseState(tag: string | undefined, state: StateResponse['state'], rest: string): StateResponse {
  const text = rest.trimStart()
  const end = text.startsWith('[') ? codeEnd(text) : -1
  return {
    type: 'state',
    tag,
    state,
    code: end === -1 ? undefined : parseResponseCode(readable(text.slice(1, end))),
    text: readable(text.slice(end + 1)).trim(),
  }
}

// A code may hold quoted strings with brackets in them, such as [REFERRAL …] and [BADEVENT …].
function codeEnd(text: string): number {
  let quoted = false
  for (let at = 1; at < text.length; at++) {
    const letter = text[at]
    if (letter === '"') quoted = !quoted
    else if (letter === ']' && !quoted) return at
  }
  return text.indexOf(']')
}

function words(text: string): string[] {
  return text.split(/ +/).filter((word) => word !== '')
}

function parseId(cursor: Cursor): Map<string, string | null> | null {
  if (cursor.code !== 0x28) {
    if (cursor.nstring() !== null) cursor.fail('ID')
    return null
  }
  const fields = new Map<string, string | null>()
  cursor.list(() => {
    const name = readable(cursor.astring())
    cursor.skipSpaces()
    const value = cursor.nstring()
    fields.set(name, value === null ? null : readable(value))
  })
  return fields
}

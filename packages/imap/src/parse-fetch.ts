import { type BodyName, BufferedBody, type LiteralStream, StreamedBody } from './body.ts'
import { type Cursor, readable } from './cursor.ts'
import type { FetchResponse } from './fetch-response.ts'
import { parseInternalDate } from './internal-date.ts'

const OPEN = 0x28
const CLOSE = 0x29
const QUOTE = 0x22
const BRACKET = 0x5b
const LESS = 0x3c

/**
 * Reads FETCH attributes into the response, up to the closing parenthesis (RFC 3501 §7.4.2).
 *
 * @param stream where the literal at the end of what has come so far will be streamed: reading stops at it
 * @returns false where it stopped at the streamed literal
 * @throws ImapProtocolError
 */
export function parseFetchAttributes(cursor: Cursor, response: FetchResponse, stream?: LiteralStream): boolean {
  while (!cursor.closes()) {
    if (cursor.atEnd) cursor.fail('FETCH without an end')
    cursor.count()
    const name = attributeName(cursor)
    if (cursor.code === BRACKET || name === 'RFC822' || name === 'RFC822.HEADER' || name === 'RFC822.TEXT') {
      if (!parseBody(cursor, name, response, stream)) return false
    } else {
      cursor.skipSpaces()
      parseAttribute(cursor, name, response)
    }
  }
  return true
}

function attributeName(cursor: Cursor): string {
  const start = cursor.position
  for (let code = cursor.code; code === code; code = cursor.code) {
    if (code === 0x20 || code === OPEN || code === CLOSE || code === BRACKET) break
    cursor.position++
  }
  if (cursor.position === start) cursor.fail('expected an attribute')
  return cursor.text.slice(start, cursor.position).toUpperCase()
}

function parseAttribute(cursor: Cursor, name: string, response: FetchResponse): void {
  switch (name) {
    case 'UID':
      response.uid = cursor.number()
      break
    case 'FLAGS':
      response.flags = cursor.words()
      break
    case 'INTERNALDATE': {
      const raw = cursor.nstring()
      if (raw !== null) response.internalDate = parseInternalDate(raw)
      break
    }
    case 'RFC822.SIZE':
      response.size = cursor.number()
      break
    case 'MODSEQ': {
      const value = cursor.code === OPEN ? cursor.words()[0] : cursor.nstring()
      if (value === undefined || (value !== null && !/^\d{1,20}$/.test(value))) cursor.fail('MODSEQ')
      if (value !== null) response.modSeq = BigInt(value)
      break
    }
    case 'X-GM-MSGID':
      response.gmailMessageId = cursor.digits()
      break
    case 'X-GM-THRID':
      response.gmailThreadId = cursor.digits()
      break
    case 'X-GM-LABELS':
      response.gmailLabels = cursor.words().map(readable)
      break
    case 'EMAILID':
      response.emailId = objectId(cursor)
      break
    case 'THREADID':
      response.threadId = objectId(cursor)
      break
    default:
      response.others.set(name, cursor.value())
  }
}

// RFC 8474 §4: EMAILID (id), THREADID (id) or THREADID NIL.
function objectId(cursor: Cursor): string | undefined {
  if (cursor.code === OPEN) return cursor.words()[0]
  return cursor.nstring() ?? undefined
}

function parseBody(cursor: Cursor, item: string, response: FetchResponse, stream?: LiteralStream): boolean {
  const name = bodyName(cursor, item)
  cursor.skipSpaces()
  const literal = cursor.nextLiteral
  if (literal !== undefined) {
    if (literal.data === undefined && stream !== undefined) {
      response.bodies.push(new StreamedBody(name, literal.size, stream))
      response.attach(stream)
      return false
    }
    response.bodies.push(new BufferedBody(name, literal.size, cursor.literal()))
    return true
  }
  if (item === 'BINARY.SIZE' && cursor.code !== QUOTE) {
    response.others.set(name.attribute, cursor.value())
    return true
  }
  const text = cursor.nstring()
  const bytes = Buffer.from(text ?? '', 'latin1')
  response.bodies.push(new BufferedBody(name, bytes.length, bytes.length > 0 ? [bytes] : [], text === null))
  return true
}

// BODY[section]<origin>; a section may list quoted header names (RFC 3501 §9 section-text).
function bodyName(cursor: Cursor, item: string): BodyName {
  if (cursor.code !== BRACKET) return { attribute: item, section: '', origin: undefined }
  const match = /^\[((?:[^"\]]|"[^"]*")*)\]/.exec(cursor.rest)
  if (match === null) return cursor.fail('a section without an end')
  cursor.position += match[0].length
  const section = (match[1] ?? '').toUpperCase()
  let origin: number | undefined
  if (cursor.skip(LESS)) {
    origin = cursor.number()
    cursor.expect(0x3e)
  }
  return { attribute: `${item}[${section}]`, section, origin }
}

import { randomBytes } from 'node:crypto'
import { headerEnd, headerFields, ORIGINAL_FIELD } from '../verify/header.ts'
import { headerKey } from '../verify/print.ts'
import { mend } from './mend.ts'

/** Messages above this are not rebuilt, since that holds them in memory several times over; in octets. */
export const REPAIR_LIMIT = 16 * 1024 * 1024

/** Stricter than RFC 5322 §2.2: servers refuse names of other characters than these. */
const FIELD = /^([A-Za-z0-9][\w.-]*)[ \t]*:(.*)$/s

/** A header without any of these is no mail's. */
const OF_MAIL =
  /^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|sender|reply-to|mime-version|content-type)$/i

/** Fields that describe the body, and go with it into the first part. */
const OF_THE_BODY = /^(?:content-[\w-]+|mime-version)$/i

const NOTE =
  'The mail server did not take this message as it is: its header or its bytes break the rules of mail. It stands here with what is well-formed of its header; the attached file original.eml is the message whole, byte for byte.'

/**
 * A message that any server can take, made from one that was refused: the well-formed fields of its header, its body as
 * it can be shown, and the original attached whole (base64), so that nothing of it is lost.
 */
export function rebuild(original: Buffer): Buffer {
  const { end, fields } = headerOf(original)
  const boundary = `caravan-${randomBytes(18).toString('hex')}`
  const top = fields.filter(({ name }) => !OF_THE_BODY.test(name))
  const ofBody = fields.filter(({ name }) => /^content-/i.test(name))
  const lines = [
    // First, so that a look at the beginning tells what it is, however long the rest is.
    `${ORIGINAL_FIELD}: ${headerKey(original.subarray(0, headerEnd(original))).toString('hex')}`,
    ...top.map(({ name, value }) => `${name}:${ascii(value)}`),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    NOTE,
    `--${boundary}`,
    ...ofBody.map(({ name, value }) => `${name}:${ascii(value)}`),
    '',
    '',
  ]
  const body = bodyToShow(original.subarray(end))
  const attachment = [
    '',
    `--${boundary}`,
    'Content-Type: application/octet-stream; name="original.eml"',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="original.eml"',
    '',
    ...base64Lines(original),
    `--${boundary}--`,
    '',
  ]
  return Buffer.concat([
    Buffer.from(lines.join('\r\n'), 'latin1'),
    body,
    Buffer.from(attachment.join('\r\n'), 'latin1'),
  ])
}

/** The original that a rebuilt message carries; undefined where it is none, or carries nothing whole. */
export function originalOf(message: Buffer): Buffer | undefined {
  const header = message.subarray(0, headerEnd(message))
  const fields = headerFields(header, [ORIGINAL_FIELD, 'content-type'])
  const key = fields.get(ORIGINAL_FIELD)
  const boundary = /boundary="(caravan-[0-9a-f]{36})"/.exec(fields.get('content-type') ?? '')?.[1]
  if (key === undefined || boundary === undefined) return undefined
  // A server may have changed the line ends, and no more: the attachment is the last part.
  const text = message.toString('latin1').replaceAll('\r', '')
  const last = text.lastIndexOf(`\n--${boundary}\n`)
  const end = text.indexOf(`\n--${boundary}--`, last)
  const from = text.indexOf('\n\n', last + 1)
  if (last === -1 || end === -1 || from === -1 || from > end) return undefined
  const original = Buffer.from(text.slice(from, end), 'base64')
  return headerKey(original.subarray(0, headerEnd(original))).toString('hex') === key ? original : undefined
}

/** Where the header ends, and its fields; text that only looks like a header (a calendar, a log) has none. */
function headerOf(original: Buffer): { end: number; fields: Field[] } {
  const end = headerEnd(original)
  const { fields, others } = wellFormed(original.subarray(0, end))
  const isMail = fields.length >= others && fields.some(({ name }) => OF_MAIL.test(name))
  return isMail ? { end, fields } : { end: 0, fields: [] }
}

interface Field {
  readonly name: string
  /** After the colon, folded as it was. */
  readonly value: string
}

/** The fields of a header (RFC 5322 §2.2), and how many lines are none. */
function wellFormed(header: Buffer): { fields: Field[]; others: number } {
  const fields: { name: string; value: string }[] = []
  let others = 0
  let inField = false
  for (const line of header
    .toString('latin1')
    .replaceAll('\0', '')
    .split(/\r*\n|\r/)) {
    const match = FIELD.exec(line)
    const last = fields.at(-1)
    if (match !== null) {
      fields.push({ name: match[1] ?? '', value: match[2] ?? '' })
      inField = true
    } else if (inField && last !== undefined && /^[ \t]+\S/.test(line)) last.value += `\r\n${line}`
    else {
      inField = false
      if (line !== '') others++
    }
  }
  return { fields, others }
}

/** A value with encoded words (RFC 2047) where it is not ASCII, so that servers which want ASCII take it. */
function ascii(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value
  const bytes = Buffer.from(value.replaceAll(/\r\n[ \t]+/g, ' ').trim(), 'latin1')
  const text = bytes.toString('utf8')
  const readable = text.includes('\ufffd') ? bytes.toString('latin1') : text
  const words: string[] = []
  let word = ''
  for (const character of readable) {
    // RFC 2047 §2: at most 75 characters a word; 42 octets are 56 in base64.
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  words.push(word)
  return ` ${words.map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ')}`
}

/** The body with line ends that every server takes. */
function bodyToShow(body: Buffer): Buffer {
  const lines = Buffer.from(body.toString('latin1').replaceAll(/\r+\n|\r/g, '\n'), 'latin1')
  return mend([lines]) ?? lines
}

const base64Lines = (bytes: Buffer): string[] => bytes.toString('base64').match(/.{1,76}/g) ?? []

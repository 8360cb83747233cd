import { headerEnd } from '../verify/header.ts'

/** Written when a message was delivered, so that they name who truly got it. */
const DELIVERY = [
  'Delivered-To',
  'X-Original-To',
  'Envelope-To',
  'X-Envelope-To',
  'X-Delivered-To',
  'X-Forwarded-To',
  'X-Rcpt-To',
] as const

/** The header fields that name recipients (RFC 5322 §3.6.3 and §3.6.6, and what servers add on delivery). */
export const RECIPIENT_FIELDS = [
  'To',
  'Cc',
  'Bcc',
  'Resent-To',
  'Resent-Cc',
  'Resent-Bcc',
  'Apparently-To',
  ...DELIVERY,
] as const

const WANTED = new Map<string, boolean>([
  ...RECIPIENT_FIELDS.map((name) => [name.toLowerCase(), false] as const),
  ...DELIVERY.map((name) => [name.toLowerCase(), true] as const),
])

/** Characters of recipient fields that are read of a message: some 10,000 people. */
const LONGEST = 512 * 1024

export interface RecipientValue {
  readonly value: string
  /** Whether a server wrote it on delivery. */
  readonly delivery: boolean
}

/**
 * The values of all recipient fields of a header, unfolded; other fields and what is none are passed over.
 * `cut` says that there was more than is read of one message.
 */
export function recipientValues(header: Buffer): { values: RecipientValue[]; cut: boolean } {
  const text = header.toString('utf8', 0, headerEnd(header))
  const values: { value: string; delivery: boolean }[] = []
  let last: { value: string; delivery: boolean } | undefined
  let length = 0
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (last === undefined) continue
    } else {
      last = undefined
      // A field's name and a colon; the space before it is of old mail (RFC 5322 §4.5).
      const colon = line.indexOf(':')
      const delivery = colon <= 0 || colon > 40 ? undefined : WANTED.get(line.slice(0, colon).trimEnd().toLowerCase())
      if (delivery === undefined) continue
      last = { value: '', delivery }
      values.push(last)
    }
    const piece = last.value === '' ? line.slice(line.indexOf(':') + 1) : line
    length += piece.length
    if (length > LONGEST) return { values, cut: true }
    last.value += piece
  }
  return { values, cut: false }
}

import { decodeWords } from 'postal-mime'
import { headerEnd, headerFields } from './verify/header.ts'

/** By what people know a message: as its header says it. */
export interface Known {
  readonly messageId: string | null
  readonly subject: string | null
  readonly date: string | null
}

/** Reads from a message, or its header, by what people know it; the subject as its reader sees it (RFC 2047). */
export function describe(message: Buffer): Known {
  const fields = headerFields(message.subarray(0, headerEnd(message)), ['message-id', 'subject', 'date'])
  const text = (name: string) => {
    const value = fields.get(name)
    return value === undefined
      ? null
      : Buffer.from(value, 'latin1').toString('utf8').slice(0, 1_000).replaceAll('\0', '').toWellFormed()
  }
  const subject = text('subject')
  return { messageId: text('message-id'), subject: subject && decodeWords(subject), date: text('date') }
}

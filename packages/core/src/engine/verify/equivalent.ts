import { createHash } from 'node:crypto'
import PostalMime from 'postal-mime'
import { headerEnd, headerFields } from './header.ts'

/** Messages above this are not taken apart, since that holds them in memory several times over; in octets. */
export const EQUIVALENCE_LIMIT = 16 * 1024 * 1024

const SAME_FIELDS = ['message-id', 'date', 'from', 'subject']

/** Bounds against a message built to exhaust the parser. */
const BOUNDS = { maxNestingDepth: 256, maxHeadersSize: 2 * 1024 * 1024 }

/**
 * Whether two messages are the same to a reader though a server rebuilt one of them: the same Message-ID, Date, From
 * and Subject, and the same decoded parts in the same order. False where one of them cannot be taken apart.
 */
export async function equivalent(source: Buffer, target: Buffer): Promise<boolean> {
  const [ours, theirs] = [fieldsOf(source), fieldsOf(target)]
  if (SAME_FIELDS.some((name) => ours.get(name) !== theirs.get(name))) return false
  try {
    const [a, b] = await Promise.all([partsOf(source), partsOf(target)])
    // Two messages in which nothing was found would be alike in everything: that proves nothing.
    return a.length > 0 && a.length === b.length && a.every((digest, index) => digest === b[index])
  } catch {
    return false
  }
}

const fieldsOf = (message: Buffer): Map<string, string> =>
  headerFields(message.subarray(0, headerEnd(message)), SAME_FIELDS)

async function partsOf(message: Buffer): Promise<string[]> {
  const parsed = await PostalMime.parse(message, { ...BOUNDS, forceRfc822Attachments: true })
  const parts: string[] = []
  for (const text of [parsed.text, parsed.html]) {
    if (text !== undefined && text.trim() !== '') parts.push(digest(text.replaceAll(/\s+/g, ' ').trim()))
  }
  for (const attachment of parsed.attachments) {
    const content = attachment.content
    parts.push(
      `${attachment.mimeType.toLowerCase()} ${digest(typeof content === 'string' ? content : new Uint8Array(content))}`,
    )
  }
  return parts
}

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

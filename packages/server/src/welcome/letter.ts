import type { Language } from '../employees/standing.ts'
import type { Letter } from '../letters/texts.ts'
import { type WelcomeLetter, welcomeLetter } from '../letters/welcome.ts'

/** Whom a letter is for, and what the move says in it. */
export interface Reader extends Omit<WelcomeLetter, 'words'> {
  readonly words: Partial<Record<Language, string>>
  /** The system sender's address; null: there is none. */
  readonly sender: string | null
}

/** A letter with the address that it is from: the contact's, else the system sender's, else the mailbox's own. */
export function letterFor(language: Language, reader: Reader): Letter & { readonly from: string } {
  const letter = welcomeLetter(language, { ...reader, words: reader.words[language] ?? '' })
  return { ...letter, from: reader.contact ?? reader.sender ?? reader.address }
}

/**
 * The letter's octets, as APPEND takes them. Nothing is sent: it is laid into the mailbox by whoever may open that, so
 * that no signature vouches for it, and none is needed.
 */
export async function composed(language: Language, reader: Reader, messageId: string): Promise<Buffer> {
  const { subject, text, html, from } = letterFor(language, reader)
  // Loaded with the first letter: most processes write none. Its stream transport connects to nothing.
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail({
    messageId,
    from: { name: reader.company, address: from },
    to: { name: reader.name, address: reader.address },
    subject,
    text,
    ...(html !== undefined && { html }),
    // RFC 3834 §5: what a program sends by itself is answered by no other.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return message as Buffer
}

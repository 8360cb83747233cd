import { type Charset, encodeText } from './charset.ts'

export type Transfer = '7bit' | '8bit' | 'base64' | 'quoted-printable'

/** A part of a message: its own header lines and its body, ready to send. */
export interface Part {
  header: readonly string[]
  body: Buffer
}

const CRLF = '\r\n'

/** A text in a character set and a transfer encoding. */
export function textPart(text: string, subtype: 'plain' | 'html', charset: Charset, transfer: Transfer): Part {
  const bytes = encodeText(text.replaceAll(/\r?\n/g, CRLF), charset)
  const named = transfer === '7bit' ? 'us-ascii' : charset
  return {
    header: [`Content-Type: text/${subtype}; charset=${named}`, `Content-Transfer-Encoding: ${transfer}`],
    body: transferred(bytes, transfer),
  }
}

/** An attached file; a name that is not ASCII is given in the way of RFC 2231. */
export function filePart(name: string, type: string, bytes: Uint8Array): Part {
  const plain = /^[ -~]+$/.test(name)
  const spelled = plain ? `filename="${name}"` : `filename*=utf-8''${encodeURIComponent(name)}`
  return {
    header: [
      `Content-Type: ${type}`,
      `Content-Disposition: attachment;${CRLF} ${spelled}`,
      'Content-Transfer-Encoding: base64',
    ],
    body: transferred(Buffer.from(bytes), 'base64'),
  }
}

/** Another message, as it is. */
export function messagePart(message: Buffer): Part {
  return {
    header: ['Content-Type: message/rfc822', 'Content-Disposition: attachment; filename="forwarded.eml"'],
    body: message,
  }
}

/** Several parts as one. */
export function multipart(kind: 'mixed' | 'alternative', boundary: string, parts: readonly Part[]): Part {
  const pieces = parts.flatMap((part) => [
    Buffer.from(`--${boundary}${CRLF}${part.header.join(CRLF)}${CRLF}${CRLF}`),
    part.body,
    Buffer.from(CRLF),
  ])
  return {
    header: [`Content-Type: multipart/${kind}; boundary="${boundary}"`],
    body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--${CRLF}`)]),
  }
}

/** A whole message. */
export function message(header: readonly string[], part: Part): Buffer {
  const lines = [...header, 'MIME-Version: 1.0', ...part.header]
  return Buffer.concat([Buffer.from(`${lines.join(CRLF)}${CRLF}${CRLF}`), part.body])
}

/** A header's text in encoded words of at most 75 characters (RFC 2047), never splitting a character. */
export function headerText(text: string, charset: Charset = 'utf-8'): string {
  if (/^[ -~]*$/.test(text)) return text
  const room = Math.floor((75 - `=?${charset}?B??=`.length) / 4) * 3
  const words: Buffer[] = []
  for (const character of text) {
    const bytes = encodeText(character, charset)
    const last = words.at(-1)
    if (last && last.length + bytes.length <= room) words[words.length - 1] = Buffer.concat([last, bytes])
    else words.push(bytes)
  }
  return words.map((word) => `=?${charset}?B?${word.toString('base64')}?=`).join(`${CRLF} `)
}

function transferred(bytes: Buffer, transfer: Transfer): Buffer {
  if (transfer === 'base64') return Buffer.from(bytes.toString('base64').replaceAll(/.{1,76}/g, `$&${CRLF}`))
  if (transfer === 'quoted-printable') return Buffer.from(quotedPrintable(bytes))
  return bytes
}

function quotedPrintable(bytes: Buffer): string {
  return bytes.toString('latin1').split(CRLF).map(quotedLine).join(CRLF)
}

/** One line, broken softly before it is longer than 76 characters, never inside an escape (RFC 2045 §6.7). */
function quotedLine(line: string): string {
  let text = ''
  let width = 0
  for (const [at, character] of Array.from(line).entries()) {
    const atEnd = at === line.length - 1
    const plain = /[!-<>-~]/.test(character) || (!atEnd && /[ \t]/.test(character))
    const piece = plain ? character : `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
    if (width + piece.length > 75) {
      text += `=${CRLF}`
      width = 0
    }
    text += piece
    width += piece.length
  }
  return text
}

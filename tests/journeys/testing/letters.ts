import type { MaildirMessage } from '@caravan/lab'

interface LetterOptions {
  readonly subject?: string
  /** Octets of the whole message, where it matters. */
  readonly size?: number
  readonly flags?: readonly string[]
  readonly date?: Date
}

export type Letter = MaildirMessage & { raw: Buffer; date: Date }

const FIRST_DAY = Date.UTC(2024, 2, 4, 9, 30, 7)

/** One letter of its own; the same key gives the same bytes. */
export function letter(key: string, options: LetterOptions = {}): Letter {
  const { subject = `Letter ${key}`, size = 0, flags = ['\\Seen'], date = new Date(FIRST_DAY) } = options
  const head = [
    `Message-ID: <${key.replaceAll(/[^\w.-]/g, '-')}@letters.example>`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    'From: Anna Weiss <anna@old.example>',
    'To: Dmitri Orlov <dmitri@customer.example>',
    `Subject: ${subject}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `Text of ${key}. Груз прибыл. 货物已到。`,
    '',
  ].join('\r\n')
  const line = `${'lorem ipsum '.repeat(6)}\r\n`
  const room = Math.max(0, size - Buffer.byteLength(head))
  const filling = line.repeat(Math.floor(room / line.length))
  const rest = room - filling.length
  const end = rest < 2 ? 'x'.repeat(rest) : `${'x'.repeat(rest - 2)}\r\n`
  return { raw: Buffer.from(head + filling + end), flags, date }
}

/** Letters a day apart, numbered from 1 on. */
export function letters(count: number, key: string, options: LetterOptions & { from?: number } = {}): Letter[] {
  const { from = 1, ...each } = options
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    return letter(`${key}-${number}`, { date: new Date(FIRST_DAY + number * 86_400_000), ...each })
  })
}

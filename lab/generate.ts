import { type MaildirMessage, writeMaildir } from './maildir.ts'
import { Random } from './random.ts'

export interface GenerateOptions {
  count: number
  /** The same seed gives the same bytes. */
  seed?: string | number
}

export interface Generated {
  messages: number
  bytes: number
  folders: Record<string, number>
}

/** Each folder's share of a mailbox. */
const FOLDERS = [
  ['INBOX', 0.4],
  ['Sent', 0.25],
  ['Suppliers/2023', 0.1],
  ['Suppliers/2024', 0.1],
  ['Переписка', 0.05],
  ['Archive', 0.1],
] as const

// Of business mailboxes: half of the letters below 11 kB, and one in some thousands of several megabytes.
const MEDIAN_BYTES = 11_000
const SIGMA = 1.3
const MAX_BYTES = 8_000_000
// From here on a letter is large because of what is attached to it.
const ATTACHED_FROM = 60_000
const FIRST_DATE = Date.UTC(2019, 0, 7, 8) / 1000
const LAST_DATE = Date.UTC(2025, 11, 19, 17) / 1000
const FLAGS = [['\\Seen'], ['\\Seen'], ['\\Seen'], ['\\Seen', '\\Answered'], ['\\Seen', '\\Flagged'], []]
const WORDS = (
  'offer contract invoice shipment price hello regards container order sample delivery warehouse customs payment ' +
  'quantity pallet schedule meeting attached please confirm tomorrow week receipt quality supplier agreement draft ' +
  'версия договор счёт поставка груз склад таможня оплата образец 报价 发票 合同 货物 付款 نامه قرارداد پرداخت محموله'
).split(' ')

/** Fills a mailbox with letters of realistic sizes, dates and flags, straight into its Maildir. */
export function generateMailbox(dir: string, { count, seed = 1 }: GenerateOptions): Generated {
  const result: Generated = { messages: 0, bytes: 0, folders: {} }
  let left = count
  for (const [index, [folder, share]] of FOLDERS.entries()) {
    const here = index === FOLDERS.length - 1 ? left : Math.min(left, Math.round(count * share))
    left -= here
    const written = writeMaildir(dir, folder, counted(generateMessages(folder, here, seed), result))
    result.messages += written
    result.folders[folder] = written
  }
  return result
}

function* counted(messages: Iterable<MaildirMessage>, result: Generated): Generator<MaildirMessage> {
  for (const message of messages) {
    result.bytes += message.raw.length
    yield message
  }
}

/** The letters of one folder, oldest first. */
export function* generateMessages(folder: string, count: number, seed: string | number): Generator<MaildirMessage> {
  for (let index = 0; index < count; index++) {
    const random = new Random(`${seed}/${folder}/${index}`)
    const seconds = Math.floor(FIRST_DATE + ((LAST_DATE - FIRST_DATE) * (index + random.next())) / count)
    const date = new Date(seconds * 1000)
    yield { raw: letter(random, `${folder}/${index}`, date), flags: random.pick(FLAGS), date }
  }
}

function letter(random: Random, id: string, date: Date): Buffer {
  const size = Math.min(MAX_BYTES, Math.max(900, Math.round(random.logNormal(MEDIAN_BYTES, SIGMA))))
  const house = random.between(0, 96)
  const person = random.between(0, 299)
  const stamp = date.toUTCString().replace('GMT', '+0000')
  const number = `${Buffer.from(id).toString('hex').slice(-24)}.${random.between(0, 2 ** 31)}`
  const head = [
    `Return-Path: <p${person}@customer${house}.example>`,
    `Received: from mx${house % 7}.customer${house}.example by mail.old.example with ESMTPS id ${number}; ${stamp}`,
    `Message-ID: <${number}@customer${house}.example>`,
    ...(random.next() < 0.4 ? [`In-Reply-To: <${random.between(0, 2 ** 31)}@old.example>`] : []),
    `Date: ${stamp}`,
    `From: Person ${person} <p${person}@customer${house}.example>`,
    'To: u1@old.example',
    `Subject: ${encodedWord(`${random.next() < 0.4 ? 'Re: ' : ''}${random.pick(WORDS)} ${random.pick(WORDS)} ${random.between(1000, 9999)}`)}`,
    'MIME-Version: 1.0',
  ].join('\r\n')
  const text = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
  if (size < ATTACHED_FROM) return Buffer.from(`${head}\r\n${text}${lines(random, size - head.length)}`)
  const edge = `=_${number}`
  const attachment = random.bytes(Math.round((size - 2000) * 0.73)).toString('base64')
  return Buffer.from(
    `${head}\r\nContent-Type: multipart/mixed; boundary="${edge}"\r\n\r\n--${edge}\r\n${text}${lines(random, 1200)}` +
      `--${edge}\r\nContent-Type: application/octet-stream; name="scan-${person}.bin"\r\n` +
      `Content-Disposition: attachment; filename="scan-${person}.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
      `${attachment.replaceAll(/.{1,76}/g, '$&\r\n')}--${edge}--\r\n`,
  )
}

function encodedWord(text: string): string {
  return /^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}

/** Lines of words, about so many bytes in all. */
function lines(random: Random, bytes: number): string {
  let text = ''
  for (let size = 0; size < bytes; ) {
    const line = `${Array.from({ length: 9 }, () => random.pick(WORDS)).join(' ')}\r\n`
    text += line
    size += Buffer.byteLength(line)
  }
  return text
}

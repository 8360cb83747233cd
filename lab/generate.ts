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
  if (size < ATTACHED_FROM)
    return Buffer.concat([Buffer.from(`${head}\r\n${text}`), textOf(random, size - head.length)])
  const edge = `=_${number}`
  const start = `${head}\r\nContent-Type: multipart/mixed; boundary="${edge}"\r\n\r\n--${edge}\r\n${text}`
  const attached =
    `--${edge}\r\nContent-Type: application/octet-stream; name="scan-${person}.bin"\r\n` +
    `Content-Disposition: attachment; filename="scan-${person}.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n`
  const parts = [start, textOf(random, 1200), attached, base64Of(random, size - 2000), `--${edge}--\r\n`]
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

function encodedWord(text: string): string {
  return /^[ -~]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
}

// Making each letter's words anew took 16 s for 10,000 letters; cut from one store of lines, they take 3 s.
const TEXT_LINES = 4000
let store: { text: Buffer; base64: Buffer; starts: number[] } | undefined

/** What letters are cut from: lines of words, and lines of base64 that no compression makes smaller. */
function lineStore(): NonNullable<typeof store> {
  if (store) return store
  const random = new Random('lines')
  const starts: number[] = []
  const lines: Buffer[] = []
  let length = 0
  for (let index = 0; index < TEXT_LINES; index++) {
    const line = Buffer.from(`${Array.from({ length: 9 }, () => random.pick(WORDS)).join(' ')}\r\n`)
    starts.push(length)
    lines.push(line)
    length += line.length
  }
  const base64 = random.bytes(Math.ceil(MAX_BYTES / BASE64_LINE) * 57).toString('base64')
  store = { text: Buffer.concat(lines), base64: Buffer.from(base64.replaceAll(/.{76}/g, '$&\r\n')), starts }
  return store
}

// 57 bytes are 76 characters and a line end.
const BASE64_LINE = 78

/** Whole lines of words, about so many bytes in all. */
function textOf(random: Random, bytes: number): Buffer {
  const { text, starts } = lineStore()
  const first = random.pick(starts)
  const parts = [text.subarray(first, first + bytes)]
  for (let left = bytes - (text.length - first); left > 0; left -= text.length) parts.push(text.subarray(0, left))
  const whole = Buffer.concat(parts)
  const end = whole.lastIndexOf('\r\n')
  return end < 0 ? Buffer.from('regards\r\n') : whole.subarray(0, end + 2)
}

/** Whole lines of base64, about so many bytes in all. */
function base64Of(random: Random, bytes: number): Buffer {
  const { base64 } = lineStore()
  const length = Math.min(base64.length, Math.ceil(bytes / BASE64_LINE) * BASE64_LINE)
  const first = random.between(0, (base64.length - length) / BASE64_LINE) * BASE64_LINE
  return base64.subarray(first, first + length)
}

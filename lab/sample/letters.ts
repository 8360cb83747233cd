import type { MaildirMessage } from '../maildir.ts'
import { Random } from '../random.ts'
import type { Charset } from './charset.ts'
import { csv, pdf, png } from './files.ts'
import { filePart, headerText, message, multipart, type Part, type Transfer, textPart } from './mime.ts'
import type { Attachment, Correspondent, Facts, House, Product, Scene, Voice } from './scene.ts'
import type { Colleague } from './staff.ts'

const DAY = 86_400_000

export interface SampleMessage extends MaildirMessage {
  folder: string
  flags: string[]
  date: Date
  id: string
}

interface Party {
  name: string
  address: string
}

interface Draft {
  id: string
  from: Party
  to: Party
  subject: string
  body: string
  date: Date
  voice: Voice
  encoding: { charset: Charset; transfer: Transfer; html: boolean }
  references: readonly string[]
  attachments: readonly Part[]
}

/** How this language's mail programs have encoded letters: the old character sets beside UTF-8. */
const ENCODINGS: Readonly<Record<Voice['language'], readonly (readonly [Charset, Transfer, boolean])[]>> = {
  en: [
    ['utf-8', 'quoted-printable', false],
    ['utf-8', '8bit', false],
    ['utf-8', 'base64', true],
  ],
  ru: [
    ['utf-8', 'base64', false],
    ['windows-1251', '8bit', false],
    ['utf-8', 'quoted-printable', true],
    ['windows-1251', 'base64', false],
  ],
  fa: [
    ['utf-8', 'base64', true],
    ['utf-8', '8bit', false],
    ['utf-8', 'quoted-printable', false],
  ],
  zh: [
    ['gb18030', 'base64', false],
    ['utf-8', 'base64', true],
    ['gb18030', '8bit', false],
    ['utf-8', '8bit', false],
  ],
}

/** The encoding of the n-th correspondence of a language. */
export function encodingOf(voice: Voice, turn: number): Draft['encoding'] {
  const list = ENCODINGS[voice.language]
  const [charset, transfer, html] = list[(turn + Math.floor(turn / list.length)) % list.length] ?? [
    'utf-8',
    'base64',
    false,
  ]
  return { charset, transfer, html }
}

/** Plays one scene between a colleague and a correspondent: the letters as both folders of the colleague hold them. */
export function playScene(
  colleague: Colleague,
  house: House,
  scene: Scene,
  {
    correspondent,
    product,
    start,
    turn,
  }: { correspondent: Correspondent; product: Product; start: Date; turn: number },
): SampleMessage[] {
  const { voice } = colleague
  const random = new Random(`${colleague.local}/${turn}`)
  const facts = factsOf(colleague, correspondent, product, start, random)
  const { domain } = house
  const us = { name: colleague.name, address: `${colleague.local}@${domain}` }
  const them = { name: correspondent.name, address: correspondent.address }
  const ids: string[] = []
  let time = start.getTime()
  return scene.steps.map((step, index) => {
    const ours = step.from === 'us'
    time += (step.after ?? 0) * DAY + random.between(-90, 90) * 60_000
    const date = new Date(Math.floor(time / 1000) * 1000)
    const [from, to, host] = ours ? [us, them, domain] : [them, us, them.address.split('@')[1] ?? '']
    const id = `<${date.getTime().toString(36)}.${turn}.${index}@${host}>`
    const [greeted, signature] = ours
      ? [facts.them, `${colleague.name}\n${colleague.title}\n${house.name}`]
      : [facts.us, `${correspondent.name}\n${correspondent.firm}`]
    const body = `${voice.greeting(greeted)}\n\n${step.body(facts)}\n\n${voice.closing}\n${signature}\n`
    const subject = `${index > 0 ? voice.reply : ''}${scene.subject(facts)}`
    const attachments = step.attach ? [attachmentPart(step.attach, { facts, product, voice, house })] : []
    const encoding = encodingOf(voice, turn)
    const raw = write({ id, from, to, subject, body, date, voice, encoding, references: [...ids], attachments })
    ids.push(id)
    const year = colleague.folders[date.getUTCFullYear()]
    const answered = scene.steps[index + 1]?.from === (ours ? 'them' : 'us')
    const flags = [
      '\\Seen',
      ...(answered && !ours ? ['\\Answered'] : []),
      ...(random.next() < 0.12 ? ['\\Flagged'] : []),
    ]
    if (!ours && step.attach && random.next() < 0.5) flags.push('$Forwarded')
    return { folder: ours ? 'Sent' : turn % 3 === 0 ? 'INBOX' : (year ?? 'INBOX'), raw, flags, date, id }
  })
}

function factsOf(
  colleague: Colleague,
  correspondent: Correspondent,
  product: Product,
  start: Date,
  random: Random,
): Facts {
  const { voice } = colleague
  const many = Math.round((product.quantity * random.between(60, 160)) / 1000) * 10 || product.quantity
  const money = (value: number): string => `${voice.number(value, 2)} ${voice.currency}`
  return {
    us: colleague.greeted,
    them: correspondent.greeted,
    theirFirm: correspondent.firm,
    city: correspondent.city,
    product: product.name,
    ofProduct: product.of ?? product.name,
    quantity: `${voice.number(many)} ${product.unit}`,
    price: money(product.price),
    total: money(product.price * many),
    number: `${start.getUTCFullYear() % 100}-${random.between(1000, 9899)}`,
    soon: voice.date(new Date(start.getTime() + 16 * DAY)),
    later: voice.date(new Date(start.getTime() + 38 * DAY)),
  }
}

interface Subject {
  facts: Facts
  product: Product
  voice: Voice
  house: House
}

function attachmentPart(kind: Attachment, { facts, product, voice, house }: Subject): Part {
  if (kind === 'photo.png') return filePart(`IMG_${facts.number}.png`, 'image/png', png(product.quantity))
  if (kind === 'large-photo.png') return filePart(`IMG_${facts.number}.png`, 'image/png', png(product.quantity, 2))
  if (kind === 'measurements.csv') {
    const rows = Array.from({ length: Math.min(40, product.quantity) }, (_, index) => [
      index + 1,
      780 + ((index * 37) % 240),
      2020 + ((index * 53) % 110),
      90 + ((index * 17) % 70),
    ])
    const header = ['No', 'Width, mm', 'Height, mm', 'Wall, mm']
    return filePart(`measurements-${facts.number}.csv`, 'text/csv; charset=utf-8', csv([header, ...rows]))
  }
  if (kind === 'packing-list.csv') {
    const rows = Array.from({ length: 8 }, (_, index) => [
      index + 1,
      product.name,
      Math.ceil(product.quantity / 8),
      product.unit,
    ])
    const names = { en: 'packing list', ru: 'упаковочный лист', fa: 'فهرست بسته‌بندی', zh: '装箱单' }
    const name = `${names[voice.language]} ${facts.number}.csv`
    return filePart(name, 'text/csv; charset=utf-8', csv([['No', 'Goods', 'Quantity', 'Unit'], ...rows]))
  }
  const title = kind === 'invoice.pdf' ? 'INVOICE' : 'QUOTATION'
  const lines = [
    house.name,
    '',
    `${title} ${facts.number}`,
    '',
    `Quantity  ${product.quantity}`,
    `Price     ${product.price}`,
  ]
  return filePart(`${title.toLowerCase()}-${facts.number}.pdf`, 'application/pdf', pdf(lines))
}

/** One letter as bytes. */
export function write(draft: Draft): Buffer {
  const { voice, encoding, references } = draft
  const { charset, transfer } = encoding
  const named = ({ name, address }: Party): string => {
    if (!/^[ -~]*$/.test(name)) return `${headerText(name, charset)} <${address}>`
    return `${/^[\w ]+$/.test(name) ? name : `"${name}"`} <${address}>`
  }
  const header = [
    `Message-ID: ${draft.id}`,
    `Date: ${dateHeader(draft.date, voice.zone)}`,
    `From: ${named(draft.from)}`,
    `To: ${named(draft.to)}`,
    `Subject: ${headerText(draft.subject, charset)}`,
    ...(references.length > 0
      ? [`In-Reply-To: ${references.at(-1) ?? ''}`, `References: ${references.join('\r\n ')}`]
      : []),
  ]
  const edge = `=_${draft.id.replaceAll(/[^a-z0-9]/g, '').slice(0, 20)}`
  const plain = textPart(draft.body, 'plain', charset, transfer)
  const text = encoding.html
    ? multipart('alternative', `${edge}_alt`, [plain, textPart(htmlOf(draft.body, voice), 'html', charset, transfer)])
    : plain
  const whole = draft.attachments.length > 0 ? multipart('mixed', `${edge}_mix`, [text, ...draft.attachments]) : text
  return message(header, whole)
}

function htmlOf(text: string, voice: Voice): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const paragraphs = escaped
    .trim()
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>\n')}</p>`)
  return `<!DOCTYPE html>\n<html lang="${voice.language}" dir="${voice.direction}">\n<body>\n${paragraphs.join('\n')}\n</body>\n</html>\n`
}

/** A date as a writer in that zone sends it. */
function dateHeader(date: Date, zone: number): string {
  const local = new Date(date.getTime() + zone * 60_000).toUTCString().replace(' GMT', '')
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${local} +${pad(Math.floor(zone / 60))}${pad(zone % 60)}`
}

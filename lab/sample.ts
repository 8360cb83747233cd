import { type MaildirMessage, writeMaildir } from './maildir.ts'
import { encodingOf, playScene, type SampleMessage, write } from './sample/letters.ts'
import { message, messagePart, multipart, textPart } from './sample/mime.ts'
import { COMPANY, type Colleague, STAFF } from './sample/staff.ts'

export interface SampleMailbox {
  /** Its address, and its user name. */
  address: string
  name: string
  kind: 'person' | 'role'
  language: 'en' | 'ru' | 'fa' | 'zh'
  /** Every folder, also those without letters, parents first. */
  folders: string[]
  messages: (MaildirMessage & { folder: string; flags: string[]; date: Date })[]
}

export interface SampleCompany {
  name: string
  domain: string
  mailboxes: SampleMailbox[]
}

const DAY = 86_400_000
const FIRST = Date.UTC(2024, 0, 15, 9, 20)
const LAST = Date.UTC(2025, 10, 24, 9, 20)
const PLAYS = 12

/**
 * An invented importer of house fittings with four people who write in English, Russian, Persian and Chinese, and a
 * shared address: two years of letters, always the same bytes.
 */
export function sampleCompany(domain = 'kestrelbay.example'): SampleCompany {
  const people = STAFF.map((colleague) => mailboxOf(colleague, domain))
  return { name: COMPANY, domain, mailboxes: [...people, sharedMailbox(domain)] }
}

/** Writes the sample company into Maildirs, each where `mailDir` says, and gives it back. */
export function writeSample(mailDir: (address: string) => string, domain?: string): SampleCompany {
  const company = sampleCompany(domain)
  for (const { address, folders, messages } of company.mailboxes)
    for (const folder of folders)
      writeMaildir(
        mailDir(address),
        folder,
        messages.filter((letter) => letter.folder === folder),
      )
  return company
}

function mailboxOf(colleague: Colleague, domain: string): SampleMailbox {
  const { voice, local } = colleague
  const { scenes, correspondents, products } = voice
  const letters = Array.from({ length: PLAYS }, (_, turn) => {
    // Each round of the scenes is played with other people and other goods.
    const round = Math.floor(turn / scenes.length)
    const scene = scenes[turn % scenes.length]
    const correspondent = at(correspondents, turn * 3 + round)
    const product = at(products, turn + 1 + round * 2)
    if (!scene) return []
    const start = new Date(FIRST + ((LAST - FIRST) * turn) / (PLAYS - 1) + STAFF.indexOf(colleague) * 2 * DAY)
    return playScene(colleague, { name: COMPANY, domain }, scene, { correspondent, product, start, turn })
  }).flat()
  const draft = unfinished(colleague, domain, letters)
  const all = inOrder([...letters, draft])
  const latest = all.findLast((letter) => letter.folder === 'INBOX')
  // The newest letter waits to be read.
  if (latest) latest.flags = []
  return {
    address: `${local}@${domain}`,
    name: colleague.name,
    kind: 'person',
    language: voice.language,
    folders: foldersOf(all, ['Trash', 'Junk']),
    messages: all,
  }
}

/** A reply that was begun: the text breaks off, in Drafts. */
function unfinished(colleague: Colleague, domain: string, letters: readonly SampleMessage[]): SampleMessage {
  const { voice } = colleague
  const correspondent = at(voice.correspondents, 1)
  const date = new Date(LAST + 12 * DAY)
  const id = `<draft.${colleague.local}@${domain}>`
  const raw = write({
    id,
    from: { name: colleague.name, address: `${colleague.local}@${domain}` },
    to: { name: correspondent.name, address: correspondent.address },
    subject: voice.scenes[0]?.subject({ product: at(voice.products, 0).name } as never) ?? '',
    body: `${voice.greeting(correspondent.greeted)}\n\n`,
    date,
    voice,
    encoding: encodingOf(voice, 0),
    references: letters.slice(-1).map((letter) => letter.id),
    attachments: [],
  })
  return { folder: 'Drafts', raw, flags: ['\\Seen', '\\Draft'], date, id }
}

/** The shared address: enquiries in all four languages, some forwarded to a colleague with the letter attached. */
function sharedMailbox(domain: string): SampleMailbox {
  const address = `info@${domain}`
  const letters: SampleMessage[] = []
  for (const { voice, local, name } of STAFF)
    for (const [turn, [subject, body]] of voice.enquiries.entries()) {
      const date = new Date(FIRST + (turn * 150 + STAFF.findIndex((one) => one.local === local) * 33) * DAY)
      const sender = body.trim().split('\n').at(-1) ?? ''
      const from = { name: sender, address: `${voice.language}${turn + 1}@enquiries.example` }
      const to = { name: COMPANY, address }
      const id = `<enquiry.${voice.language}.${turn}@enquiries.example>`
      const encoding = encodingOf(voice, turn)
      const raw = write({
        id,
        from,
        to,
        subject,
        body: `${body}\n`,
        date,
        voice,
        encoding,
        references: [],
        attachments: [],
      })
      const forwarded = turn % 2 === 0
      letters.push({ folder: 'INBOX', raw, flags: ['\\Seen', forwarded ? '$Forwarded' : '\\Answered'], date, id })
      if (forwarded) letters.push(forwarding({ address, to: `${local}@${domain}`, name, original: raw, date, id }))
    }
  const all = inOrder(letters)
  return {
    address,
    name: COMPANY,
    kind: 'role',
    language: 'en',
    folders: foldersOf(all, ['Press & partners']),
    messages: all,
  }
}

function forwarding(of: {
  address: string
  to: string
  name: string
  original: Buffer
  date: Date
  id: string
}): SampleMessage {
  const date = new Date(of.date.getTime() + 3 * 3_600_000)
  const id = of.id.replace('<', '<fwd.')
  const header = [
    `Message-ID: ${id}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `From: ${COMPANY} <${of.address}>`,
    `To: <${of.to}>`,
    'Subject: Fwd: enquiry',
    `References: ${of.id}`,
  ]
  const note = textPart('For you, please.\n', 'plain', 'utf-8', '7bit')
  const raw = message(header, multipart('mixed', `=_fwd${date.getTime()}`, [note, messagePart(of.original)]))
  return { folder: 'Sent', raw, flags: ['\\Seen'], date, id }
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('The sample has an empty list.')
  return item
}

function inOrder(letters: readonly SampleMessage[]): SampleMessage[] {
  return letters.toSorted((a, b) => a.date.getTime() - b.date.getTime())
}

/** The folders of these letters and those above them, with what else there is. */
function foldersOf(letters: readonly SampleMessage[], more: readonly string[]): string[] {
  const named = letters.flatMap(({ folder }) =>
    folder.split('/').map((_, depth, levels) => levels.slice(0, depth + 1).join('/')),
  )
  return [...new Set(['INBOX', ...named, ...more])].sort()
}

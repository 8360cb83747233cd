import { pdf, png } from '../sample/files.ts'
import { encodingOf, playScene, type SampleMessage, write } from '../sample/letters.ts'
import { filePart } from '../sample/mime.ts'
import type { House, Voice } from '../sample/scene.ts'
import { addressOf, COMPANY, COPIED, type DemoMailbox, DOMAIN, nameOf, PLANTED } from './roster.ts'
import { english } from './voices/english.ts'
import { russian } from './voices/russian.ts'

const HOUSE: House = { name: COMPANY, domain: DOMAIN }
const DAY = 86_400_000
const FIRST = Date.UTC(2024, 0, 9, 8, 40)
const LAST = Date.UTC(2026, 9, 30, 15, 10)
/** The system's folders, which every mailbox has. */
const SYSTEM = ['Drafts', 'Junk', 'Sent', 'Trash']

/** The letters of each copied mailbox, always the same bytes. `volume` 1 is the whole company, 0.1 a tenth of its mail. */
export function demoLetters(volume: number): ReadonlyMap<string, SampleMessage[]> {
  return new Map(COPIED.map((mailbox, index) => [addressOf(mailbox), lettersOf(mailbox, index, volume)]))
}

function lettersOf(mailbox: DemoMailbox, index: number, volume: number): SampleMessage[] {
  const turns = Math.max(4, Math.round(mailbox.weight * volume))
  const last = mailbox.until === undefined ? LAST : Date.UTC(mailbox.until, 10, 20, 11, 5)
  const played = Array.from({ length: turns }, (_, turn) => {
    const start = new Date(FIRST + ((last - 30 * DAY - FIRST) * turn) / turns + index * 3_700_000)
    return correspondence(mailbox, turn, start)
  }).flat()
  const { local } = mailbox
  return [
    ...played,
    ...(local === PLANTED.tooLarge ? SCANS.map(scan) : []),
    ...(local === PLANTED.ownerless ? orders(Math.max(5, Math.round(37 * volume))) : []),
    ...(local === PLANTED.noPassword ? [holiday(mailbox)] : []),
  ].sort((a, b) => a.date.getTime() - b.date.getTime())
}

/** One correspondence: its scene, people and goods follow from its number. */
function correspondence(mailbox: DemoMailbox, turn: number, start: Date): SampleMessage[] {
  const voice = pick(mailbox.voices, turn)
  const { scenes, correspondents, products } = voice
  const round = Math.floor(turn / scenes.length)
  const facts = {
    correspondent: pick(correspondents, turn * 3 + round),
    product: pick(products, turn + 1 + round * 2),
    ...{ start, turn },
  }
  const { local, greeted, title, folders } = mailbox
  const name = mailbox.kind === 'shared' ? COMPANY : nameOf(mailbox)
  return playScene({ local, name, greeted, title, voice, folders }, HOUSE, pick(scenes, turn), facts)
}

const SCANS = ['Договор аренды цеха', 'Проект пожарной сигнализации', 'Паспорта оборудования'] as const

/** A scan that the new service does not take: about 6 MB. */
function scan(title: string, index: number): SampleMessage {
  const date = new Date(Date.UTC(2025, 2 + index * 4, 12, 10, 30))
  const attached = filePart(`${title}.png`, 'image/png', png(index * 13, 12))
  const from = { name: 'Андрей Громов', address: 'gromov@stroydom-nn.example' }
  const body = `Ольга Рустамовна, добрый день!\n\nВо вложении скан: ${title.toLowerCase()}, все листы. Оригинал отправили почтой.\n\nС уважением,\nАндрей Громов\n`
  const id = `<scan.${index}@stroydom-nn.example>`
  const letter = { id, from, to: partyOf(PLANTED.tooLarge), subject: `${title}, скан`, body, date }
  return seen({ folder: 'Счета/Договоры', id, date, raw: plain(letter, russian, [attached]) })
}

/** Orders that came to an address which stands in no list and is delivered to the sales. */
function orders(count: number): SampleMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const who = pick(russian.correspondents, index)
    const goods = pick(russian.products, index * 2)
    const date = new Date(FIRST + ((LAST - FIRST) * (index + 0.5)) / count)
    const number = `${date.getUTCFullYear() % 100}-Z${String(100 + index)}`
    const body = `Добрый день!\n\nПросим принять заказ № ${number}: ${goods.name}, ${goods.quantity} ${goods.unit}, как в прошлый раз.\n\n${who.name}\n${who.firm}\n`
    const id = `<order.${number}@${who.address.split('@')[1] ?? ''}>`
    const to = { name: 'Заказы', address: PLANTED.forgotten }
    const from = { name: who.name, address: who.address }
    const attachments = [filePart(`order-${number}.pdf`, 'application/pdf', pdf([`ORDER ${number}`, who.address]))]
    const letter = { id, from, to, subject: `Заказ № ${number}`, body, date }
    return seen({ folder: 'INBOX', id, date, raw: plain(letter, russian, attachments) })
  })
}

/** What he wrote to everybody before he left. */
function holiday(mailbox: DemoMailbox): SampleMessage {
  const date = new Date(LAST - DAY)
  const id = `<holiday@${DOMAIN}>`
  const body = `Dear all,\n\nI am away until 30 November and will not read mail. Emma has my projects; the keys of the Leeds site are with her.\n\nDaniel\n`
  const from = { name: 'Daniel Hughes', address: addressOf(mailbox) }
  const letter = { id, from, to: partyOf('clarke'), subject: 'Away until 30 November', body, date }
  return seen({ folder: 'Sent', id, date, raw: plain(letter, english, []) })
}

type Letter = Pick<Parameters<typeof write>[0], 'id' | 'from' | 'to' | 'subject' | 'body' | 'date'>
type Attached = Parameters<typeof write>[0]['attachments']

const plain = (letter: Letter, voice: Voice, attachments: Attached): Buffer =>
  write({ ...letter, voice, encoding: encodingOf(voice, 0), references: [], attachments })

const seen = (letter: Omit<SampleMessage, 'flags'>): SampleMessage => ({ ...letter, flags: ['\\Seen'] })

const partyOf = (local: string) => ({ name: COMPANY, address: addressOf({ local }) })

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('The company has an empty list.')
  return item
}

/** Every folder of these letters, and the system's. */
export const foldersOf = (letters: readonly SampleMessage[]): string[] =>
  [...new Set(['INBOX', ...SYSTEM, ...letters.map(({ folder }) => folder)])].sort()

import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { encodeMailboxName } from './mailbox-name.ts'

export interface MaildirMessage {
  /** The exact bytes. */
  raw: Uint8Array
  /** System flags (`\Seen`) and keywords (`$Forwarded`), as IMAP spells them. */
  flags?: readonly string[]
  /** The internal date, to the second. */
  date?: Date
}

const LETTERS: Readonly<Record<string, string>> = {
  '\\Draft': 'D',
  '\\Flagged': 'F',
  '\\Answered': 'R',
  '\\Seen': 'S',
  '\\Deleted': 'T',
}
// The name's time only orders the messages: Dovecot gives UIDs in the order of names. The internal date is the mtime.
const FIRST_SECOND = 1_400_000_000
const DEFAULT_DATE = new Date('2024-01-01T00:00:00Z')

/**
 * Puts messages straight into a folder of a Maildir++, byte for byte and in this order, and gives back their number.
 * The folder is named with `/` between its levels and `INBOX` for the top; a level that nobody writes does not exist
 * as a folder of its own. Files belong to whoever owns the nearest folder that exists. A running Dovecot sees them.
 */
export function writeMaildir(dir: string, folder: string, messages: Iterable<MaildirMessage> = []): number {
  const owner = ownerOf(dir)
  const box = openFolder(dir, folder, owner)
  const keywords = new Keywords(join(box, 'dovecot-keywords'))
  let order = lastOrder(box)
  let count = 0
  for (const { raw, flags = [], date = DEFAULT_DATE } of messages) {
    order++
    const name = fileName(order, raw, flags, keywords)
    const partial = join(box, 'tmp', name)
    const seconds = Math.floor(date.getTime() / 1000)
    writeFileSync(partial, raw)
    utimesSync(partial, seconds, seconds)
    chownSync(partial, owner.uid, owner.gid)
    renameSync(partial, join(box, 'cur', name))
    count++
  }
  keywords.save(owner)
  return count
}

/**
 * Puts every file below `source` into a folder as one message: bytes kept, except that a line feed without a carriage
 * return gets one, as a server would have stored it. Flags and dates are made up, always the same ones.
 */
export function loadFolder(dir: string, source: string, folder = 'INBOX'): number {
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const flags = [['\\Seen'], [], ['\\Seen', '\\Answered'], ['\\Seen', '\\Flagged']]
  function* messages(): Generator<MaildirMessage> {
    let index = 0
    for (const file of files) {
      const raw = withCarriageReturns(readFileSync(file))
      if (raw.length === 0) continue
      yield { raw, flags: flags[index % 4] ?? [], date: new Date((FIRST_SECOND + index * 977) * 1000) }
      index++
    }
  }
  return writeMaildir(dir, folder, messages())
}

function withCarriageReturns(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(/(?<!\r)\n/g, '\r\n'), 'latin1')
}

interface Owner {
  uid: number
  gid: number
}

function ownerOf(dir: string): Owner {
  let nearest = dir
  while (!existsSync(nearest)) nearest = dirname(nearest)
  const { uid, gid } = statSync(nearest)
  return { uid, gid }
}

function openFolder(dir: string, folder: string, owner: Owner): string {
  const levels = folder.split('/').map(encodeMailboxName)
  if (levels.some((level) => level === '' || level.includes('.')))
    throw new Error(`Maildir++ can't hold the folder name ${folder}: a level is empty or has a dot.`)
  const box = folder.toUpperCase() === 'INBOX' ? dir : join(dir, `.${levels.join('.')}`)
  for (const path of [dir, box, join(box, 'cur'), join(box, 'new'), join(box, 'tmp')]) {
    if (existsSync(path)) continue
    mkdirSync(path, { recursive: true, mode: 0o700 })
    chownSync(path, owner.uid, owner.gid)
  }
  return box
}

/** The highest place in the order that a file of this folder already has. */
function lastOrder(box: string): number {
  const places = readdirSync(join(box, 'cur')).map((name) => {
    const [, second, micro] = /^(\d+)\.M(\d+)P1\.lab/.exec(name) ?? []
    return second === undefined ? 0 : (Number(second) - FIRST_SECOND) * 1_000_000 + Number(micro)
  })
  return places.reduce((most, place) => Math.max(most, place), 0)
}

function fileName(order: number, raw: Uint8Array, flags: readonly string[], keywords: Keywords): string {
  const second = FIRST_SECOND + Math.floor(order / 1_000_000)
  const micro = order % 1_000_000
  const letters = flags.map((flag) => LETTERS[flag] ?? keywords.letter(flag))
  // S and W save Dovecot from reading the file to know its size, as it is and with every line end as CRLF.
  const size = `S=${raw.length},W=${raw.length + bareLineFeeds(raw)}`
  return `${second}.M${micro}P1.lab,${size}:2,${letters.sort().join('')}`
}

function bareLineFeeds(raw: Uint8Array): number {
  let count = 0
  for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) if (raw[at - 1] !== 13) count++
  return count
}

/** Dovecot's table of keywords: the letters a to z of one folder. */
class Keywords {
  readonly #file: string
  readonly #names: string[]
  #changed = false

  constructor(file: string) {
    this.#file = file
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    this.#names = text
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace(/^\d+ /, ''))
  }

  letter(name: string): string {
    if (name.startsWith('\\')) throw new Error(`Maildir has no flag ${name}.`)
    let index = this.#names.indexOf(name)
    if (index < 0) {
      index = this.#names.push(name) - 1
      this.#changed = true
    }
    if (index > 25) throw new Error('Maildir has room for 26 keywords a folder.')
    return String.fromCharCode(97 + index)
  }

  save(owner: Owner): void {
    if (!this.#changed) return
    writeFileSync(this.#file, this.#names.map((name, index) => `${index} ${name}\n`).join(''))
    chownSync(this.#file, owner.uid, owner.gid)
  }
}

import { type MemoryFolder, type MemoryMessage, MemoryService } from '../../../services/memory/memory.ts'
import { ServiceError } from '../../../services/port.ts'
import { GENERIC } from '../../../services/profiles/index.ts'
import { History } from './history.ts'
import { keyOf, mailOf } from './mail.ts'
import type { Standing } from './standing.ts'
import type { Act, Manners, Side, Telling } from './steps.ts'

let made = 0

/** Two mailboxes in memory, their owners, and the history of what these did. */
export class MemoryWorld {
  readonly source: MemoryService
  readonly target: MemoryService
  readonly history = new History()
  readonly manners: Manners
  /** Keys of all mail that ever was. */
  readonly keys = new Set<string>()
  /** Messages of the source that a pass may have seen. */
  readonly #seen = new WeakSet<MemoryMessage>()
  /** A pass runs: it may see what is delivered now. */
  running = false

  constructor(manners: Manners) {
    made++
    this.manners = manners
    this.source = new MemoryService(`user${made}.${process.pid}@old`, telling(manners.tells.source))
    this.target = new MemoryService(`user${made}.${process.pid}@new`, {
      appendMany: manners.appendMany,
      namesUids: manners.namesUids,
      removes: manners.removes,
      merges: manners.merges,
      rewrite: manners.rewrites ? rewrite : (bytes) => bytes,
      admit: ({ bytes }) => admit(manners.refuses, bytes),
      profile: { ...GENERIC, settleQuietMs: 0, expectedChanges: ['nul', 'line-ends'] },
      ...telling(manners.tells.target),
    })
  }

  standing(side: Side, { hidden = true } = {}): Standing[] {
    return [...this[side].folders].flatMap(([folder, { messages }]) =>
      messages
        .filter((message) => hidden || message.hidden !== true)
        .map(({ uid, bytes, flags, internalDate }) => ({ folder, uid, key: keyOf(bytes), flags, date: internalDate })),
    )
  }

  beginRun(): void {
    this.running = true
    for (const { messages } of this.source.folders.values()) for (const message of messages) this.#seen.add(message)
  }

  /** Does what an owner does, and notes what follows from it. What cannot be done is nothing. */
  act(act: Act): void {
    switch (act.do) {
      case 'deliver':
        for (const mail of act.mails) {
          const message = this.#put('source', act.folder, String(mail), act.day, '')
          if (this.running) this.#seen.add(message)
        }
        return
      case 'foreign': {
        const message = this.#put('target', act.folder, String(act.mail), act.day, '')
        this.history.broughtByOthers(keyOf(message.bytes))
        return
      }
      case 'rename': {
        this.#rename(act.side, act.folder, act.to)
        return
      }
      case 'renumber':
        if (!this[act.side].folders.has(act.folder)) return
        this.history.renumbered(act.side, act.folder)
        this[act.side].renumber(act.folder)
        return
      default: {
        const folder = this[act.side].folders.get(act.folder)
        const visible = folder?.messages.filter((message) => message.hidden !== true) ?? []
        const message = visible[act.at % Math.max(1, visible.length)]
        if (folder !== undefined && message !== undefined) this.#touch(act, folder, message)
      }
    }
  }

  #put(side: Side, folder: string, key: string, day: number, flags: string): MemoryMessage {
    this.keys.add(key)
    const internalDate = 1_700_000_000 + (Number(key) % 3) + 86_400 * day
    this[side].deliver(folder, { bytes: mailOf(key), internalDate, flags })
    const message = this[side].folder(folder).messages.at(-1)
    if (message === undefined) throw new Error('delivered mail is there')
    return message
  }

  #touch(
    act: Exclude<Act, { do: 'deliver' | 'foreign' | 'rename' | 'renumber' }>,
    folder: MemoryFolder,
    message: MemoryMessage,
  ) {
    const key = keyOf(message.bytes)
    if (act.do === 'flag') {
      const flags = message.flags.split(' ').filter((flag) => flag !== '')
      const changed = flags.includes(act.flag) ? flags.filter((flag) => flag !== act.flag) : [...flags, act.flag]
      message.flags = changed.sort().join(' ')
      if (act.side === 'target') this.history.touched.add(key)
      return
    }
    if (act.do === 'move' && act.to === act.folder) return
    this.#noteTaken(act.side, act.do, key, act.folder, message)
    folder.messages = folder.messages.filter((one) => one !== message)
    if (act.do === 'move') {
      const to = this[act.side].folder(act.to)
      message.uid = to.uidNext++
      to.messages.push(message)
    }
  }

  #noteTaken(side: Side, how: 'move' | 'delete', key: string, folder: string, message: MemoryMessage): void {
    if (side === 'source') {
      if (this.#seen.has(message)) this.history.sourceTaken(key)
      return
    }
    const [source, target] = [this.standing('source'), this.standing('target')]
    if (how === 'move') this.history.targetMoved(key, folder, source, target)
    else this.history.targetDeleted(key, folder, source, target)
  }

  #rename(side: Side, name: string, to: string): void {
    const service = this[side]
    const folder = service.folders.get(name)
    if (folder === undefined || name === 'INBOX' || service.folders.has(to)) return
    if (side === 'source') this.history.uprooted()
    for (const message of folder.messages) this.#noteTaken(side, 'move', keyOf(message.bytes), name, message)
    service.folders.delete(name)
    // The same folder, to which what was sent before still comes.
    folder.path = to.split('/')
    service.folders.set(to, folder)
  }
}

const telling = (tells: Telling) => ({ keepsModSeqs: tells !== 'nothing', tellsGone: tells === 'gone' })

const rewrite = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replaceAll('\0', '\x80').replace(/\r*\n/g, '\r\n'), 'latin1')

function admit(refuses: Manners['refuses'], bytes: Buffer): void {
  const text = bytes.toString('latin1')
  const [header = ''] = text.split('\r\n\r\n')
  const refused =
    (refuses === 'bare-line-ends' && /(?<!\r)\n/.test(text)) ||
    (refuses === 'odd-headers' && header.startsWith('this line is no field')) ||
    (refuses === 'one' && keyOf(bytes) === '0')
  if (refused)
    throw new ServiceError('message', 'message-refused', 'Refused.', 'Look at it.', { serverReply: 'NO Not this one' })
}

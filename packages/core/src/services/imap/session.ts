import {
  CommandRefusedError,
  decodeMailboxName,
  type FetchBody,
  type FetchOptions,
  type FetchResponse,
  type ImapConnection,
  splitSet,
} from '@caravan/imap'
import { canonicalFlags, type SpecialUse } from '../../model/index.ts'
import {
  type AppendOutcome,
  type FetchedMessage,
  type FlagChange,
  type FolderChanges,
  type FolderExtras,
  type FolderHolding,
  type FolderMoment,
  type FolderPulse,
  type FolderStanding,
  type FolderState,
  type LabelPolicy,
  type ListedFolder,
  type ListedMessage,
  type OutgoingMessage,
  type Room,
  ServiceError,
  type Session,
} from '../port.ts'
import type { Profile } from '../profiles/profile.ts'
import { evenly } from '../sample.ts'
import { appendLimit, flagItems, keepsModSeqs, listingItems, messageLimit } from './abilities.ts'
import { bodyOf, dateArgument, seconds, usable } from './answers.ts'
import { listedMessage, spans, UIDS_AT_ONCE, Vanished } from './changes.ts'
import { type Compression, Squeezer } from './compression.ts'
import { type Doing, explain } from './explain.ts'
import { annotate, extrasOf, grant } from './extras.ts'
import { commandName, type LeftOut, listedFolders, nameOf, specialUseFlag } from './folders.ts'
import { withLabels } from './labels.ts'
import { makeFolder } from './make-folder.ts'
import { foreignName, type NameSpace } from './name-space.ts'
import { ascending, removeExactly, removesExactly } from './remove.ts'
import { roomWithin } from './room.ts'

/** Commands of one kind in flight at once. */
const PIPELINE = 100

/**
 * Larger messages are announced before they are sent, in octets: Cyrus hangs up on one over its limit that comes
 * unasked, and its answer is lost with the connection. A round trip is little beside the time of sending them.
 */
const ASK_ABOVE = 1024 * 1024

/** Answers beside those asked for, such as flags that somebody else changes meanwhile: more come from no honest server. */
const MOST_UNASKED = 10_000
/** No header is longer; what a server says beyond it names nothing. */
const LONGEST_HEADER = 16 * 1024 * 1024
/** Identifiers that need no quoting within a quoted string (RFC 5322 §3.6.4, without comments and quoted strings). */
const MESSAGE_ID = /^<[\w.!#$%&'*+/=?^`{|}~-]{1,200}@[\w.-]{1,255}>$/

/** What a session has to know of its server. */
export interface Server {
  readonly profile: Profile
  readonly space: NameSpace
  /** How long its first answer behind the sign-in took, in milliseconds. */
  readonly roundTripMs: number
}

/** Whose mailbox it is, and how much of it is taken. */
interface Mailbox {
  readonly user: string
  readonly compression: Compression
  /** Folders of others are taken as well. */
  readonly shared: boolean
  readonly labels: LabelPolicy | undefined
}

/** One signed-in connection, in the port's terms, call by call: hence its length. What decides has files of its own. */
export class ImapSession implements Session {
  readonly profile: Profile
  readonly appendMany: boolean
  readonly appendLimit: number | undefined
  readonly takesBinary: boolean
  readonly removesExactly: boolean
  readonly tellsChanges: boolean
  readonly labels: LabelPolicy | undefined
  readonly waitsForEach: boolean
  readonly roundTripMs: number
  readonly #connection: ImapConnection
  readonly #where: string
  readonly #space: NameSpace
  readonly #listingItems: string
  readonly #flagItems: string
  readonly #messageLimit: number
  readonly #squeezer: Squeezer
  readonly #withForeign: boolean
  readonly #user: string
  /** How the open folder was opened, and how it is open now. */
  #open: { name: string; readOnly: boolean; uidValidity: number; now: boolean } | undefined
  #exists = 0
  leftOut: LeftOut = { others: 0, shared: 0 }
  #moment: { [part in keyof FolderMoment]?: FolderMoment[part] | undefined } = {}
  /** Whether the server says what is gone (QRESYNC, RFC 7162 §3.2). */
  readonly #tellsGone: boolean

  private constructor(
    connection: ImapConnection,
    where: string,
    { profile, space, roundTripMs }: Server,
    { shared, user, labels }: Mailbox,
    squeezer: Squeezer,
    enabled: readonly string[],
  ) {
    this.#connection = connection
    this.#where = where
    this.#space = space
    this.profile = profile
    this.roundTripMs = roundTripMs
    this.appendMany = connection.has('MULTIAPPEND')
    this.appendLimit = appendLimit(connection.capabilities)
    this.takesBinary = connection.has('BINARY')
    this.removesExactly = removesExactly(connection)
    this.tellsChanges = keepsModSeqs(connection)
    this.#tellsGone = enabled.includes('QRESYNC')
    this.labels = labels
    this.waitsForEach = !connection.has('LITERAL+')
    this.#flagItems = flagItems(connection, labels)
    this.#listingItems = listingItems(connection, this.#flagItems)
    this.#messageLimit = messageLimit(connection.capabilities)
    this.#squeezer = squeezer
    this.#withForeign = shared
    this.#user = user
  }

  /** @param meet asks the server who it is */
  static async start(
    connection: ImapConnection,
    where: string,
    meet: () => Promise<Server>,
    mailbox: Mailbox,
  ): Promise<ImapSession> {
    const squeezer = new Squeezer(connection, mailbox.compression)
    await squeezer.attend()
    // Whether UTF-8 is asked for is a matter of who the server is; all else goes along with the question.
    const utf8 = connection.has('UTF8=ACCEPT')
    const [server, early] = await Promise.all([meet(), utf8 ? [] : enable(connection, false)])
    const enabled = utf8 ? await enable(connection, server.profile.utf8) : early
    return new ImapSession(connection, where, server, mailbox, squeezer, enabled)
  }

  get delimiter(): string | undefined {
    return this.#space.delimiter
  }

  #named(name: string): string {
    return commandName(name, this.#connection.utf8)
  }

  async room(): Promise<Room | undefined> {
    if (!this.#connection.has('QUOTA')) return undefined
    return this.#do('folder', async () => {
      try {
        return roomWithin(await this.#connection.quota('INBOX'))
      } catch (error) {
        // Some offer it and keep it for administrators.
        if (error instanceof CommandRefusedError) return undefined
        throw error
      }
    })
  }

  folders(): Promise<ListedFolder[]> {
    return this.#do('folder', async () => {
      const asked = { returnSpecialUse: true, returnSubscribed: true }
      const entries = await this.#connection.list(asked)
      // What others share stands below its prefix, and not in every list of everything.
      const prefixes = this.#withForeign ? this.#space.foreign.filter(({ raw }) => raw !== '') : []
      for (const { raw } of prefixes)
        entries.push(...(await this.#connection.list({ ...asked, patterns: `${this.#named(raw)}*` })))
      const { folders, leftOut } = listedFolders(entries, this.#space, this.#connection.utf8, this.#withForeign)
      this.leftOut = leftOut
      return folders
    })
  }

  isForeign(name: string): boolean {
    return foreignName(decodeMailboxName(name), this.#space) !== undefined
  }

  nameOf(path: readonly string[]): string {
    return nameOf(path, this.#space)
  }

  /**
   * Asks for the STATUS of each name: a name that cannot be is refused otherwise than one that merely is not there
   * (RFC 5530 CANNOT against NONEXISTENT).
   */
  impossibleNames(names: readonly string[]): Promise<Set<string>> {
    return this.#do('folder', async () => {
      const impossible = new Set<string>()
      await this.#pipelined(names, async (name) => {
        try {
          await this.#connection.status(this.#named(name), ['MESSAGES'])
        } catch (error) {
          if (!(error instanceof CommandRefusedError)) throw error
          if (
            error.responseCode === 'CANNOT' ||
            (error.responseCode === undefined && /invalid|not allowed|illegal/i.test(error.serverReply ?? ''))
          )
            impossible.add(name)
        }
      })
      return impossible
    })
  }

  counts(names: readonly string[]): Promise<(number | undefined)[]> {
    return this.#do('folder', () =>
      this.#pipelined(names, async (name) => {
        try {
          await this.#freshen(name)
          return (await this.#connection.status(this.#named(name), ['MESSAGES'])).messages
        } catch (error) {
          if (error instanceof CommandRefusedError) return undefined
          throw error
        }
      }),
    )
  }

  holdings(names: readonly string[]): Promise<(FolderHolding | undefined)[]> {
    // RFC 8438
    const items = this.#connection.has('STATUS=SIZE') ? ['MESSAGES', 'SIZE'] : ['MESSAGES']
    return this.#do('folder', () =>
      this.#pipelined(names, async (name) => {
        try {
          const { messages, size } = await this.#connection.status(this.#named(name), items)
          return messages === undefined ? undefined : { messages, octets: size }
        } catch (error) {
          if (error instanceof CommandRefusedError) return undefined
          throw error
        }
      }),
    )
  }

  standings(names: readonly string[]): Promise<(FolderStanding | undefined)[]> {
    if (!keepsModSeqs(this.#connection)) return Promise.resolve(names.map(() => undefined))
    return this.#do('folder', () =>
      this.#pipelined(names, async (name) => {
        try {
          await this.#freshen(name)
          const status = await this.#connection.status(this.#named(name), STANDING)
          const { uidValidity, uidNext, messages } = status
          const highestModSeq = usable(status.highestModSeq)
          if (uidValidity === undefined || uidNext === undefined || messages === undefined) return undefined
          return highestModSeq === undefined ? undefined : { uidValidity, uidNext, messages, highestModSeq }
        } catch (error) {
          if (error instanceof CommandRefusedError) return undefined
          throw error
        }
      }),
    )
  }

  open(name: string, mode: 'read' | 'write'): Promise<FolderState> {
    return this.#do('folder', async () => {
      await this.#squeezer.attend()
      const readOnly = mode === 'read' && this.profile.examines
      const state = await this.#enter(name, readOnly)
      this.#open = { name, readOnly, uidValidity: state.uidValidity, now: readOnly }
      return state
    })
  }

  async #enter(name: string, readOnly: boolean): Promise<FolderState> {
    // A refused SELECT leaves no folder open (RFC 3501 §6.3.1).
    this.#open = undefined
    const mailbox = await (readOnly
      ? this.#connection.examine(this.#named(name))
      : this.#connection.select(this.#named(name)))
    this.#exists = mailbox.exists
    const highestModSeq = usable(mailbox.highestModSeq)
    this.#moment = { uidNext: mailbox.uidNext, modSeq: highestModSeq }
    return {
      // Without a UIDVALIDITY nothing can be known again by UID (RFC 3501 §2.3.1.1); 0 is a value no server gives.
      uidValidity: mailbox.uidValidity ?? 0,
      uidNext: mailbox.uidNext,
      exists: mailbox.exists,
      highestModSeq,
      permanentFlags: mailbox.permanentFlags,
    }
  }

  /** Opens the open folder the other way, where that is needed, and back with what it was opened with. */
  async #reopen(readOnly = this.#open?.readOnly ?? false): Promise<void> {
    const open = this.#open
    if (open === undefined || open.now === readOnly) return
    const { uidValidity } = await this.#enter(open.name, readOnly)
    if (uidValidity !== open.uidValidity)
      throw new ServiceError(
        'service',
        'uidvalidity-changed',
        `${this.#where} made the folder ${open.name} anew while it was read.`,
        'Run again: the folder will be recognised by its content.',
      )
    this.#open = { ...open, now: readOnly }
  }

  /**
   * By message numbers: while nothing but FETCH runs, no number changes its message (RFC 3501 §7.4.1), and folders
   * with sparse UIDs need no more commands than others.
   */
  async *list(sliceSize: number): AsyncIterable<ListedMessage[]> {
    let listed = 0
    let last = 0
    const step = Math.min(sliceSize, this.#messageLimit)
    for (let from = 1; from <= this.#exists; from += step) {
      // By UID: one that is named twice is one message, and another is missing.
      const slice = new Map<number, ListedMessage>()
      const to = Math.min(this.#exists, from + step - 1)
      for await (const answer of this.#fetch(`${from}:${to}`, this.#listingItems, { uid: false }, step)) {
        const message = listedMessage(answer, this.#flagsOf(answer))
        if (message !== undefined && message.uid > last && !slice.has(message.uid)) slice.set(message.uid, message)
      }
      // A server that counts more than it has would be asked for nothing until the end of its count.
      if (slice.size === 0) break
      const messages = [...slice.values()].sort((one, other) => one.uid - other.uid)
      last = messages.at(-1)?.uid ?? last
      listed += messages.length
      yield messages
    }
    if (listed >= this.#exists) return
    throw new ServiceError(
      'folder',
      'listing-incomplete',
      `${this.#where} counts ${this.#exists} messages in the folder and listed ${listed}.`,
      'Messages may have been deleted meanwhile: run again. If it stays so, the folder is damaged there.',
    )
  }

  /**
   * What was there by CHANGEDSINCE, with VANISHED where QRESYNC is enabled (RFC 7162 §3.1.4.1, §3.2.6); what is new by
   * its UID, for which nobody's word on mod-sequences is needed.
   */
  async *changes({ uidNext, modSeq }: FolderMoment, sliceSize: number): AsyncIterable<FolderChanges> {
    const atOnce = Math.min(UIDS_AT_ONCE, this.#messageLimit)
    if (this.#moment.modSeq !== modSeq) {
      for (const set of spans(1, uidNext - 1, this.#exists, atOnce)) {
        const vanished = new Vanished()
        const onVanished = this.#tellsGone ? vanished.take : undefined
        for await (const messages of this.#slices(set, { changedSince: modSeq, onVanished }, sliceSize))
          yield { messages, gone: [] }
        yield { messages: [], gone: vanished.ranges }
      }
    }
    for (const set of spans(uidNext, (this.#moment.uidNext ?? 0) - 1, this.#exists, atOnce))
      for await (const messages of this.#slices(set, {}, sliceSize)) yield { messages, gone: [] }
  }

  async *#slices(set: string, options: FetchOptions, sliceSize: number): AsyncIterable<ListedMessage[]> {
    let slice = new Map<number, ListedMessage>()
    const sorted = () => [...slice.values()].sort((one, other) => one.uid - other.uid)
    for await (const answer of this.#fetch(set, this.#listingItems, { uid: true, ...options }, this.#exists)) {
      const message = listedMessage(answer, this.#flagsOf(answer))
      if (message !== undefined) slice.set(message.uid, message)
      if (slice.size < sliceSize) continue
      yield sorted()
      slice = new Map()
    }
    if (slice.size > 0) yield sorted()
  }

  async sampleSizes(most: number): Promise<number[]> {
    const sizes: number[] = []
    const numbers = evenly(this.#exists, most)
    for (const set of this.#sets(numbers))
      for await (const { size } of this.#fetch(set, 'RFC822.SIZE', { uid: false }, numbers.length))
        if (size !== undefined) sizes.push(size)
    return sizes
  }

  async *headers(uids: readonly number[], fields?: readonly string[]): AsyncIterable<{ uid: number; header: Buffer }> {
    const section = fields === undefined ? 'HEADER' : `HEADER.FIELDS (${fields.join(' ')})`
    for (const set of this.#sets(uids)) {
      for await (const answer of this.#fetch(set, `UID BODY.PEEK[${section}]`, { uid: true }, uids.length)) {
        // The server writes the names of the fields back as it likes.
        const body = answer.bodies.find((one) => one.section.toUpperCase().startsWith('HEADER'))
        if (answer.uid === undefined || body === undefined) continue
        const parts: Buffer[] = []
        let length = 0
        for await (const chunk of body.chunks ?? body) {
          parts.push(chunk)
          length += chunk.length
          if (length > LONGEST_HEADER) break
        }
        yield { uid: answer.uid, header: Buffer.concat(parts) }
      }
    }
  }

  async *messages(uids: readonly number[]): AsyncIterable<FetchedMessage> {
    const { wholeBy } = this.profile
    await this.#do('folder', () => this.#squeezer.attend())
    if (wholeBy === 'RFC822') await this.#do('folder', () => this.#reopen(true))
    for (const set of this.#sets(uids)) {
      for await (const answer of this.#fetch(
        set,
        `UID ${this.#flagItems} INTERNALDATE ${wholeBy}`,
        { uid: true },
        uids.length,
      )) {
        const body = bodyOf(answer, '')
        if (answer.uid === undefined || body === undefined || body.missing) continue
        yield {
          uid: answer.uid,
          size: body.size,
          flags: this.#flagsOf(answer),
          arrival: answer.internalDate && { written: answer.internalDate.raw, seconds: seconds(answer) },
          body: body.chunks ?? this.#explained(body),
        }
      }
    }
  }

  #flagsOf({ flags, gmailLabels }: FetchResponse): string | undefined {
    if (flags === undefined || gmailLabels === undefined || this.#open === undefined)
      return flags && canonicalFlags(flags)
    return withLabels(flags, gmailLabels, this.#named(this.#open.name))
  }

  existing(uids: readonly number[]): Promise<Set<number>> {
    return this.#do('fetch', async () => {
      const found = new Set<number>()
      for (const set of this.#sets(uids)) {
        for await (const { uid } of this.#fetch(set, 'UID', { uid: true }, uids.length))
          if (uid !== undefined) found.add(uid)
      }
      return found
    })
  }

  byMessageId(messageId: string): Promise<number[]> {
    if (!MESSAGE_ID.test(messageId)) return Promise.resolve([])
    return this.#do('folder', () => this.#connection.uidSearch(`HEADER Message-ID "${messageId}"`))
  }

  pulse(name: string): Promise<FolderPulse> {
    return this.#do('folder', async () => {
      await this.#freshen(name)
      const { uidNext, messages } = await this.#connection.status(this.#named(name), ['UIDNEXT', 'MESSAGES'])
      return { uidNext, messages }
    })
  }

  /** STATUS of the open folder may tell what the session was last told of it (RFC 3501 §6.3.10); Courier's does. */
  async #freshen(name: string): Promise<void> {
    if (name === this.#open?.name) await this.#connection.noop()
  }

  extras(names: readonly string[]): Promise<FolderExtras[]> {
    return this.#do('folder', () =>
      this.#pipelined(names, (name) => extrasOf(this.#connection, this.#named(name), this.#user)),
    )
  }

  grant(name: string, who: string, rights: string): Promise<string | undefined> {
    return this.#do('folder', () => grant(this.#connection, this.#named(name), who, rights))
  }

  annotate(name: string, entry: string, value: string): Promise<string | undefined> {
    return this.#do('folder', () => annotate(this.#connection, this.#named(name), entry, value))
  }

  createFolder(name: string, specialUse: SpecialUse | undefined): Promise<void> {
    const use = this.#connection.has('CREATE-SPECIAL-USE') ? specialUseFlag(specialUse) : undefined
    return this.#do('folder', () => makeFolder(this.#connection, this.#named(name), use))
  }

  subscribe(name: string): Promise<void> {
    return this.#do('folder', () => this.#connection.subscribe(this.#named(name)))
  }

  append(name: string, messages: readonly OutgoingMessage[]): Promise<AppendOutcome> {
    return this.#do('append', async () => {
      await this.#squeezer.attend()
      await this.#reopen()
      return this.#connection.append(
        this.#named(name),
        messages.map(({ flags, arrival, size, body, binary }) => ({
          flags,
          ...dateArgument(arrival),
          size,
          body,
          ...(binary === undefined ? undefined : { binary }),
          askFirst: size > ASK_ABOVE,
        })),
      )
    })
  }

  changeFlags(uids: readonly number[], change: FlagChange): Promise<void> {
    return this.#do('store', async () => {
      await this.#reopen()
      for (const set of this.#sets(uids)) {
        if (change.add.length > 0) await this.#connection.store(set, 'add', change.add, { uid: true, silent: true })
        if (change.remove.length > 0)
          await this.#connection.store(set, 'remove', change.remove, { uid: true, silent: true })
      }
    })
  }

  remove(uids: readonly number[], mayGoOn: () => void): Promise<boolean> {
    return this.#do('store', async () => {
      await this.#reopen()
      return removeExactly(this.#connection, uids, mayGoOn)
    })
  }

  async close(): Promise<void> {
    await this.#connection.logout()
  }

  async *#fetch(set: string, items: string, options: FetchOptions, asked: number): AsyncIterable<FetchResponse> {
    let answers = 0
    try {
      for await (const answer of this.#connection.fetch(set, items, options)) {
        if (++answers > asked + MOST_UNASKED) throw this.#endless(asked)
        yield answer
      }
    } catch (error) {
      throw explain(error, this.#connection.closed === undefined ? 'fetch' : 'connect', this.#where)
    }
  }

  /** The connection ends with it: what is still to come has no end. */
  #endless(asked: number): ServiceError {
    this.#connection.close()
    return new ServiceError(
      'session',
      'limit-exceeded',
      `${this.#where} was asked for ${asked} messages and does not stop answering.`,
      'Check that this is an IMAP server; if it is, please report the message.',
    )
  }

  async *#explained(body: FetchBody): AsyncIterable<Buffer> {
    try {
      yield* body
    } catch (error) {
      throw explain(error, 'fetch', this.#where)
    }
  }

  /** As many commands as their length, and the server's limit of messages, ask for. */
  #sets(uids: readonly number[]): string[] {
    const all = ascending(uids)
    if (all.length <= this.#messageLimit) return [...splitSet(all)]
    const sets: string[] = []
    for (let from = 0; from < all.length; from += this.#messageLimit)
      sets.push(...splitSet(all.slice(from, from + this.#messageLimit)))
    return sets
  }

  async #pipelined<T>(names: readonly string[], ask: (name: string) => Promise<T>): Promise<T[]> {
    const answers: T[] = []
    for (let from = 0; from < names.length; from += PIPELINE) {
      answers.push(...(await Promise.all(names.slice(from, from + PIPELINE).map(ask))))
    }
    return answers
  }

  async #do<T>(doing: Doing, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw explain(error, doing, this.#where)
    }
  }
}

/** What the server has enabled of what we can use (RFC 5161): before a folder is open, as it wants it. */
async function enable(connection: ImapConnection, utf8: boolean): Promise<readonly string[]> {
  const names = [
    ...(utf8 ? ['UTF8=ACCEPT'] : []),
    ...(connection.has('QRESYNC') && connection.has('ENABLE') ? ['QRESYNC'] : []),
  ]
  if (names.length === 0) return []
  try {
    return await connection.enable(names)
  } catch (error) {
    // Who offers it and refuses it is spoken to as one that does not offer it.
    if (error instanceof CommandRefusedError) return []
    throw error
  }
}

const STANDING = ['UIDVALIDITY', 'UIDNEXT', 'MESSAGES', 'HIGHESTMODSEQ']

import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import type { Bytes } from './bytes.ts'
import { countEarlier } from './earlier.ts'
import { type Finding, type FoundMail, mailIn } from './found.ts'
import { arrivalOf, fieldsOf, type Header, isCutShort, marksOf, ownHeader, readHeader } from './header.ts'
import { FILE_LIMITS, type FileLimits, fileError, tooManyMessages } from './limits.ts'
import { mailBytes } from './mail-bytes.ts'
import { messagesOf } from './mbox.ts'
import { writeRecord } from './record.ts'
import { removeShelf, type ShelfFolder, type ShelfHead, shelfFiles, writeHead } from './shelf.ts'
import { Writer } from './writer.ts'

export interface ReadingOptions {
  /** What was handed over. */
  readonly path: string
  /** As its owner called it. */
  readonly name: string
  /** Where its messages go to, as `as`. */
  readonly shelf: string
  readonly as: string
  /** UIDs begin here; none of an earlier file of the mailbox is as high. */
  readonly uidFrom: number
  /** Readings of the mailbox that came before. */
  readonly earlier: readonly string[]
  readonly limits?: Partial<FileLimits> | undefined
  readonly signal?: AbortSignal | undefined
  /** Told now and then, with the messages so far. */
  readonly onProgress?: ((messages: number) => void) | undefined
  /** In place of the `readpst` on the path. */
  readonly readpst?: string | undefined
}

/**
 * Reads a file that somebody handed over, from its beginning to its end and without holding more of it than a block, and
 * lays its messages out so that a session can ask for any of them. What is damaged is listed with its place, everything
 * else is there. Doing it again gives the same. Throws `CaravanError` where the file is no mail at all, or beyond a bound.
 */
export async function readMailFile(options: ReadingOptions): Promise<ShelfHead> {
  const { shelf, as, signal } = options
  const limits = { ...FILE_LIMITS, ...options.limits }
  await mkdir(shelf, { recursive: true })
  await removeShelf(shelf, as)
  const { scratch } = shelfFiles(shelf, as)
  const reading = await Reading.begin(options, limits)
  const finding: Finding = { limits, scratch, signal, readpst: options.readpst }
  try {
    for await (const found of mailIn(options.path, options.name, finding)) await reading.take(found)
    const head = await reading.end()
    await writeHead(shelf, as, head)
    return head
  } catch (error) {
    await reading.leave()
    await removeShelf(shelf, as)
    throw error
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** A message as it lies in a file, and what is known of it. */
interface Lying {
  readonly folder: readonly string[]
  readonly where: string
  readonly at: number
  readonly from: number
  readonly to: number
  readonly header: Header
  readonly fromLine: string | undefined
  readonly quoted: boolean
  readonly why: string | undefined
}

const CUT = 'it ends in the middle'
const STRAY = 'this is no message'

class Reading {
  readonly #options: ReadingOptions
  readonly #limits: FileLimits
  readonly #mail: Writer
  readonly #index: Writer
  /** How often each message stands in the files before. */
  readonly #known: Map<string, number>
  readonly #before: number
  readonly #folders = new Map<string, { -readonly [Key in keyof ShelfFolder]: ShelfFolder[Key] }>()
  readonly #numbers = new Map<string, number>()
  readonly #flags = new Map<string, number>()
  readonly #problems: ShelfHead['problems'][number][] = []
  #messages = 0
  #repeated = 0
  #deleted = 0

  private constructor(
    options: ReadingOptions,
    limits: FileLimits,
    files: { mail: Writer; index: Writer },
    known: { counts: Map<string, number>; messages: number },
  ) {
    this.#options = options
    this.#limits = limits
    this.#mail = files.mail
    this.#index = files.index
    this.#known = known.counts
    this.#before = known.messages
  }

  static async begin(options: ReadingOptions, limits: FileLimits): Promise<Reading> {
    const known = await countEarlier(options.shelf, options.earlier)
    const { mail, index } = shelfFiles(options.shelf, options.as)
    return new Reading(options, limits, { mail: await Writer.open(mail), index: await Writer.open(index) }, known)
  }

  async take(found: FoundMail): Promise<void> {
    if (found.kind === 'problem') return this.#damaged(['INBOX'], found.name, 0, found.octets, found.problem)
    const { bytes, folder, name: where } = found
    if (found.kind === 'message') return this.#takeAlone(bytes, folder, where)
    for await (const one of messagesOf(bytes)) {
      if ('octets' in one) await this.#damaged(folder, where, one.at, one.octets, STRAY)
      else await this.#message(bytes, { ...one, folder, where, why: one.cutShort ? CUT : undefined })
    }
  }

  /** A file that is one message; some programs write a `From ` line before it. */
  async #takeAlone(bytes: Bytes, folder: readonly string[], where: string): Promise<void> {
    const start = (await bytes.read(0, 1_000)).toString('latin1')
    const from = /^(?:\xef\xbb\xbf)?(?:From [^\n]*\n)?/.exec(start)?.[0].length ?? 0
    const header = await readHeader(bytes, from, bytes.size)
    // A message whose last line has no end is whole where it has a header: programs write it so.
    const cut =
      header.bodyAt === undefined ? false : (await isCutShort(bytes, header, bytes.size)) && isMultipart(header)
    const why = cut ? CUT : undefined
    await this.#message(bytes, {
      folder,
      where,
      at: 0,
      from,
      to: bytes.size,
      header,
      fromLine: undefined,
      quoted: false,
      why,
    })
  }

  async #message(bytes: Bytes, one: Lying): Promise<void> {
    this.#options.signal?.throwIfAborted()
    const { from, to, header } = one
    const fields = fieldsOf(header.bytes)
    const marks = marksOf(fields)
    if (marks.deleted) {
      this.#deleted++
      return
    }
    if (to - from > this.#limits.messageOctets)
      return this.#damaged(one.folder, one.where, one.at, to - from, 'it is larger than any mail service takes')
    const start = this.#mail.at
    const digest = createHash('sha256').update(JSON.stringify(one.folder)).update(ownHeader(header.bytes))
    const bodyAt = header.bodyAt ?? to
    for await (const piece of mailBytes(bytes, from, bodyAt, one.quoted)) await this.#mail.write(piece)
    for await (const piece of mailBytes(bytes, bodyAt, to, one.quoted)) {
      digest.update(piece)
      await this.#mail.write(piece)
    }
    const key = digest.digest().subarray(0, 16)
    if (one.why === undefined && this.#isRepeated(key)) {
      this.#repeated++
      return this.#mail.back(start)
    }
    const arrived = arrivalOf(fields, one.fromLine)
    await this.#note(one.folder, {
      ...{ at: start, size: this.#mail.at - start, digest: key },
      arrived: arrived?.seconds ?? null,
      zoneMinutes: arrived?.zoneMinutes ?? 0,
      flags: this.#flagsNumber(marks.flags),
      problem: one.why === undefined ? 0 : this.#problem(one.where, one.at, to - one.at, one.why),
    })
  }

  /** What is no message that could be handed out has a place in the list all the same: nothing is left out silently. */
  async #damaged(folder: readonly string[], where: string, at: number, octets: number, why: string): Promise<void> {
    await this.#note(folder, {
      ...{ at: this.#mail.at, size: 0, arrived: null, zoneMinutes: 0 },
      flags: this.#flagsNumber(''),
      problem: this.#problem(where, at, octets, why),
      digest: Buffer.alloc(16),
    })
  }

  /** Each message of an earlier file stands for one of this: a later export brings again what the first one had. */
  #isRepeated(key: Buffer): boolean {
    const name = key.toString('latin1')
    const left = this.#known.get(name) ?? 0
    if (left > 0) this.#known.set(name, left - 1)
    return left > 0
  }

  async #note(path: readonly string[], record: Omit<Parameters<typeof writeRecord>[0], 'folder'>): Promise<void> {
    const limits = this.#limits
    const number = this.#messages++
    if (this.#before + this.#messages > limits.messages) throw tooManyMessages(limits.messages)
    const name = path.join('/')
    const folder = this.#folders.get(name) ?? { path, messages: 0, first: number, last: number }
    if (!this.#folders.has(name)) this.#numbers.set(name, this.#folders.size)
    this.#folders.set(name, folder)
    if (this.#folders.size > limits.folders) throw tooManyFolders(limits.folders)
    folder.messages++
    folder.last = number
    await this.#index.write(writeRecord({ ...record, folder: this.#numbers.get(name) ?? 0 }))
    if (number % 500 === 0) this.#options.onProgress?.(number)
  }

  #flagsNumber(flags: string): number {
    const known = this.#flags.get(flags)
    if (known !== undefined) return known
    this.#flags.set(flags, this.#flags.size)
    return this.#flags.size - 1
  }

  #problem(where: string, at: number, octets: number, why: string): number {
    this.#problems.push({ where, at, octets, why })
    if (this.#problems.length > MOST_PROBLEMS) throw tooDamaged()
    return this.#problems.length
  }

  async end(): Promise<ShelfHead> {
    const octets = this.#mail.at
    await this.#mail.end()
    await this.#index.end()
    return {
      ...{ uidFrom: this.#options.uidFrom, messages: this.#messages, octets },
      ...{ repeated: this.#repeated, deleted: this.#deleted },
      folders: [...this.#folders.values()],
      flags: [...this.#flags.keys()],
      problems: this.#problems,
    }
  }

  async leave(): Promise<void> {
    await this.#mail.leave()
    await this.#index.leave()
  }
}

const isMultipart = ({ bytes }: Header): boolean => /^multipart\//i.test(fieldsOf(bytes)('content-type')[0] ?? '')

/** Places that are named; a file with more of them is no mail. */
const MOST_PROBLEMS = 10_000

const tooDamaged = () =>
  fileError(
    'file-too-damaged',
    `More than ${MOST_PROBLEMS} places of this file are damaged.`,
    'Export it once more, and look whether the mail program opens it.',
  )

const tooManyFolders = (most: number) =>
  fileError('file-too-many-folders', `This file holds more than ${most} folders.`, 'Export it in parts.')

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { CaravanError } from '../../model/errors.ts'
import { type BackupHeader, type BackupTrailer, END_OF_TABLE, FORMAT, FORMAT_VERSION } from './format.ts'

/** The header names every table and column; a megabyte is far more than any schema of ours takes. */
const LONGEST_LINE = 1024 * 1024
const NEWLINE = 0x0a
const LAST_LINE = Buffer.concat([Buffer.from('\n'), END_OF_TABLE])

/** Reads a backup from front to back: `header`, then `table()` once for each table, then `finish()`. */
export class BackupReader {
  readonly #chunks: AsyncIterator<Buffer>
  readonly #hash = createHash('sha256')
  #rest: Buffer = Buffer.alloc(0)
  readonly header: Promise<BackupHeader>

  /** Of unpacked bytes; `file` is for the reader of an error. */
  constructor(unpacked: AsyncIterable<Buffer>, file: string) {
    this.#chunks = unpacked[Symbol.asyncIterator]()
    this.header = this.#readHeader(file)
    this.header.catch(() => undefined)
  }

  static open(file: string): BackupReader {
    const unpacked = createZstdDecompress()
    // A failure of the file reaches the reader through the stream, which it destroys.
    pipeline(createReadStream(file), unpacked).catch(() => undefined)
    return new BackupReader(unpacked as AsyncIterable<Buffer>, file)
  }

  async #readHeader(file: string): Promise<BackupHeader> {
    const header = await this.#line()
      .then(parse)
      .catch((error: unknown) => {
        throw openFailure(file, error)
      })
    if (!isHeader(header)) throw openFailure(file)
    if (header.version > FORMAT_VERSION)
      throw new CaravanError(
        'backup-newer',
        `The backup was written by a newer Caravan (${header.program}).`,
        'Restore it with that version or a newer one.',
      )
    return header
  }

  /** The rows of the next table, as they go to `copy … from stdin`. */
  async *table(): AsyncGenerator<Buffer> {
    // The end mark stands at the beginning of a line; the first line of a table has no line end before it.
    let atLineStart = true
    for (;;) {
      const end = this.#endOfTable(atLineStart)
      if (end > 0) yield this.#take(end)
      if (end >= 0) {
        this.#take(END_OF_TABLE.length)
        return
      }
      // The mark may be cut by the end of what was read: as much as could be its beginning is kept back.
      const certain = this.#rest.length - END_OF_TABLE.length
      if (certain > 0) {
        const rows = this.#take(certain)
        atLineStart = rows.at(-1) === NEWLINE
        yield rows
      }
      await this.#more()
    }
  }

  #endOfTable(atLineStart: boolean): number {
    if (atLineStart && this.#rest.subarray(0, END_OF_TABLE.length).equals(END_OF_TABLE)) return 0
    const before = this.#rest.indexOf(LAST_LINE)
    return before < 0 ? -1 : before + 1
  }

  /** Verifies the trailer and that nothing follows it. */
  async finish(): Promise<void> {
    const sha256 = this.#hash.copy().digest('hex')
    const trailer = parse(await this.#line())
    const follows = this.#rest.length > 0 || !(await this.#chunks.next().catch(damagedBy)).done
    if (!isTrailer(trailer) || trailer.sha256 !== sha256 || follows) throw damaged()
  }

  async close(): Promise<void> {
    await this.#chunks.return?.()
  }

  async #line(): Promise<string> {
    let end = this.#rest.indexOf(NEWLINE)
    for (; end < 0; end = this.#rest.indexOf(NEWLINE)) {
      if (this.#rest.length > LONGEST_LINE) throw damaged()
      await this.#more()
    }
    return this.#take(end + 1).toString()
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    this.#hash.update(taken)
    return taken
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next().catch(damagedBy)
    if (next.done) throw damaged()
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value])
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw damaged()
  }
}

const isHeader = (value: unknown): value is BackupHeader =>
  value !== null && typeof value === 'object' && 'format' in value && value.format === FORMAT

const isTrailer = (value: unknown): value is BackupTrailer =>
  value !== null && typeof value === 'object' && 'sha256' in value

function openFailure(file: string, cause?: unknown): CaravanError {
  const reason = cause instanceof Error ? cause.cause : undefined
  const code = reason instanceof Error && 'code' in reason ? String(reason.code) : ''
  if (/^E[A-Z]+$/.test(code))
    return new CaravanError('backup-unreadable', `The file ${file} cannot be read (${code}).`, 'Name a backup file.', {
      cause,
    })
  return new CaravanError(
    'backup-not-recognised',
    `The file ${file} is no backup of Caravan, or its beginning is damaged.`,
    'Name a file that `caravan db backup` wrote.',
    { cause },
  )
}

function damagedBy(cause: unknown): never {
  throw damaged(cause)
}

export function damaged(cause?: unknown): CaravanError {
  return new CaravanError(
    'backup-damaged',
    'The backup is damaged or was cut off; the database was left as it was.',
    'Copy the file again from where it was kept, or use an older backup.',
    { cause },
  )
}

import yauzl from 'yauzl'
import { type TableLimits, tooLarge, unreadable } from './table.ts'

/** The files inside a zip archive that is held in memory, inflated one by one within one budget. */
export class Archive {
  readonly #zip: yauzl.ZipFile
  readonly #entries: ReadonlyMap<string, yauzl.Entry>
  readonly #limits: TableLimits
  #inflated = 0

  private constructor(zip: yauzl.ZipFile, entries: ReadonlyMap<string, yauzl.Entry>, limits: TableLimits) {
    this.#zip = zip
    this.#entries = entries
    this.#limits = limits
  }

  /** Reads the directory. Throws `CaravanError` `table-unreadable`, or `table-too-large` for too many files. */
  static async open(bytes: Buffer, limits: TableLimits): Promise<Archive> {
    try {
      const zip = await yauzl.fromBufferPromise(bytes, { validateEntrySizes: true, strictFileNames: false })
      if (zip.entryCount > limits.entries) throw tooLarge(`${zip.entryCount} parts`, limits.entries, 'parts')
      const entries = new Map<string, yauzl.Entry>()
      for await (const entry of zip.eachEntry()) {
        if (entries.size >= limits.entries) throw tooLarge('more parts', limits.entries, 'parts')
        entries.set(entry.fileName.toLowerCase(), entry)
      }
      return new Archive(zip, entries, limits)
    } catch (error) {
      throw broken(error)
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase())
  }

  /**
   * One file as UTF-8 text, undefined where it is not there. What it announces as its size is no bound: octets are
   * counted as they come out, and a bomb is left when the budget of all files is used up.
   */
  async text(name: string): Promise<string | undefined> {
    const entry = this.#entries.get(name.toLowerCase())
    if (entry === undefined) return undefined
    try {
      const chunks: Buffer[] = []
      const stream: AsyncIterable<Buffer> = await this.#zip.openReadStreamPromise(entry)
      for await (const chunk of stream) {
        this.#inflated += chunk.length
        if (this.#inflated > this.#limits.inflatedBytes)
          throw tooLarge('a content that inflates to more', this.#limits.inflatedBytes, 'octets')
        chunks.push(chunk)
      }
      const whole = Buffer.concat(chunks)
      return new TextDecoder(whole[0] === 0xff ? 'utf-16le' : whole[0] === 0xfe ? 'utf-16be' : 'utf-8').decode(whole)
    } catch (error) {
      throw broken(error)
    }
  }
}

function broken(error: unknown): Error {
  if (error instanceof Error && 'code' in error && error.code === 'table-too-large') return error
  return unreadable(
    'The file is no workbook that can be read: its zip archive is broken or protected.',
    'Open it in your spreadsheet program, remove a password if it has one, and save it as XLSX or CSV again.',
    error,
  )
}

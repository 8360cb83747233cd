import { type FileHandle, open } from 'node:fs/promises'

const AT_ONCE = 1024 * 1024

/** Writes a file from its beginning, a megabyte at a time; what was written last can be taken back. */
export class Writer {
  readonly #file: FileHandle
  #held: Buffer[] = []
  #heldOctets = 0
  /** Where the next octet goes. */
  at = 0

  private constructor(file: FileHandle) {
    this.#file = file
  }

  /** Empties the file first. */
  static async open(path: string): Promise<Writer> {
    return new Writer(await open(path, 'w'))
  }

  async write(bytes: Buffer): Promise<void> {
    this.#held.push(bytes)
    this.#heldOctets += bytes.length
    this.at += bytes.length
    if (this.#heldOctets >= AT_ONCE) await this.#flush()
  }

  /** Takes back what was written from a place on. */
  async back(to: number): Promise<void> {
    await this.#flush()
    this.at = to
  }

  /** Brings everything to the disk. */
  async end(): Promise<void> {
    await this.#flush()
    await this.#file.truncate(this.at)
    await this.#file.sync()
    await this.#file.close()
  }

  /** Closes without care for what was written. */
  async leave(): Promise<void> {
    await this.#file.close().catch(() => undefined)
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#held.splice(0))
    const from = this.at - this.#heldOctets
    this.#heldOctets = 0
    for (let done = 0; done < bytes.length; )
      done += (await this.#file.write(bytes, done, bytes.length - done, from + done)).bytesWritten
  }
}

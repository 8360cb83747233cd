import { type Duplex, Readable } from 'node:stream'
import type { ClientBase, Connection, Submittable } from 'pg'

/*
 * COPY over pg's protocol, both ways (PostgreSQL manual, 54.2.6). Each is what pg calls a Submittable: an object that
 * it hands the server's messages to. Figures: docs/decisions/0002-ledger-tables.md.
 */

/** The parts of pg's connection that its declarations leave out. */
interface Wire {
  stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** A server sends each row as a message of its own; 64 kB of them are handed on at once. */
const BLOCK = 64 * 1024

/** What `copy … to stdout` gives, as a stream of bytes; the connection rests while nobody reads. */
export function copyOut(client: ClientBase, statement: string): Readable {
  return client.query(new CopyOut(statement))
}

class CopyOut extends Readable implements Submittable {
  readonly #statement: string
  #wire: Wire | undefined
  #block = Buffer.allocUnsafe(BLOCK)
  #filled = 0

  constructor(statement: string) {
    super({ highWaterMark: 4 * BLOCK })
    this.#statement = statement
  }

  submit(connection: Connection): void {
    this.#wire = connection as unknown as Wire
    this.#wire.query(this.#statement)
  }

  override _read(): void {
    this.#wire?.stream.resume()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // The rest of the answer is let run past, so that the connection can be used (or ended) afterwards.
    this.#wire?.stream.resume()
    done(error)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.destroyed) return
    if (this.#filled + chunk.length > this.#block.length) this.#flush(chunk.length)
    // pg's parser uses the memory of a message again: it has to be copied out.
    this.#filled += chunk.copy(this.#block, this.#filled)
  }

  #flush(next: number): void {
    const full = this.#block.subarray(0, this.#filled)
    this.#block = Buffer.allocUnsafe(Math.max(BLOCK, next))
    this.#filled = 0
    if (full.length > 0 && !this.push(full)) this.#wire?.stream.pause()
  }

  handleCommandComplete(): void {
    if (!this.destroyed) this.#flush(0)
  }

  handleReadyForQuery(): void {
    if (!this.destroyed) this.push(null)
  }

  handleError(error: Error): void {
    this.destroy(error)
  }
}

/** Feeds `copy … from stdin`; gives the number of rows. A failure of the source makes the server drop them all. */
export async function copyIn(client: ClientBase, statement: string, rows: AsyncIterable<Buffer>): Promise<number> {
  const copy = client.query(new CopyIn(statement, rows))
  return copy.done
}

class CopyIn implements Submittable {
  readonly #statement: string
  readonly #rows: AsyncIterable<Buffer>
  readonly #outcome = Promise.withResolvers<number>()
  #sourceFailure: Error | undefined
  #failed = false
  #count = 0
  readonly done = this.#outcome.promise

  constructor(statement: string, rows: AsyncIterable<Buffer>) {
    this.#statement = statement
    this.#rows = rows
  }

  submit(connection: Connection): void {
    ;(connection as unknown as Wire).query(this.#statement)
  }

  handleCopyInResponse(connection: Connection): void {
    void this.#feed(connection as unknown as Wire)
  }

  async #feed(wire: Wire): Promise<void> {
    try {
      for await (const chunk of this.#rows) {
        // After an error the server ignores what still comes, but there is no point in reading the file to its end.
        if (this.#failed) return
        wire.sendCopyFromChunk(chunk)
        if (wire.stream.writableNeedDrain) await drained(wire.stream)
      }
      wire.endCopyFrom()
    } catch (error) {
      this.#sourceFailure = error instanceof Error ? error : new Error(String(error))
      wire.sendCopyFail('the source failed')
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#count = Number(text.split(' ')[1])
  }

  handleReadyForQuery(): void {
    this.#outcome.resolve(this.#count)
  }

  handleError(error: Error): void {
    this.#failed = true
    this.#outcome.reject(this.#sourceFailure ?? error)
  }
}

/** Also ends when the connection does; then the copy is told so by its error. */
function drained(stream: Duplex): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      stream.off('drain', end).off('close', end)
      done()
    }
    stream.on('drain', end).on('close', end)
  })
}

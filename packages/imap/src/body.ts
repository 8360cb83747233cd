import type { FlowGate } from './flow.ts'
import { Slices } from './slices.ts'

/** The bytes of one BODY[…], BINARY[…] or RFC822 attribute of a FETCH response. */
export interface FetchBody extends AsyncIterable<Buffer> {
  /** The attribute as the server named it in capitals, such as `BODY[]` or `BINARY[1]`. */
  readonly attribute: string
  /** What stands in the brackets; `''` for the whole message. */
  readonly section: string
  /** Where a partial fetch begins, in bytes; undefined for a whole section. */
  readonly origin: number | undefined
  /** Exact length in bytes. */
  readonly size: number
  /** The server gave NIL: it has no such section, which is not the same as an empty one. */
  readonly missing: boolean
  /** The slices of a body that was delivered whole; undefined for a streamed one. */
  readonly chunks: readonly Buffer[] | undefined
  /** Gives up what was not read; the connection drains it. */
  discard(): void
}

/** What names a body, as read before its bytes. */
export interface BodyName {
  attribute: string
  section: string
  origin: number | undefined
}

/** A body that was delivered whole. It may be iterated any number of times. */
export class BufferedBody implements FetchBody {
  readonly attribute: string
  readonly section: string
  readonly origin: number | undefined
  readonly size: number
  readonly missing: boolean
  readonly chunks: readonly Buffer[]

  constructor(name: BodyName, size: number, chunks: readonly Buffer[], missing = false) {
    this.attribute = name.attribute
    this.section = name.section
    this.origin = name.origin
    this.size = size
    this.chunks = chunks
    this.missing = missing
  }

  discard(): void {
    // Nothing is on its way.
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void, undefined> {
    yield* this.chunks
  }
}

type Step = IteratorResult<Buffer, undefined>
const DONE: Step = { done: true, value: undefined }

/** Literal data on its way: the parser's side pushes, one consumer pulls, and the gate holds the server back. */
export class LiteralStream implements AsyncIterator<Buffer, undefined> {
  readonly #gate: FlowGate
  readonly #queue = new Slices()
  #waiter: { resolve: (step: Step) => void; reject: (error: Error) => void } | undefined
  #ended = false
  #error: Error | undefined
  #discarded = false
  #left = false

  constructor(gate: FlowGate) {
    this.#gate = gate
  }

  push(chunk: Buffer): void {
    if (this.#discarded) return
    const waiter = this.#waiter
    if (waiter !== undefined) {
      this.#waiter = undefined
      waiter.resolve({ done: false, value: chunk })
      return
    }
    this.#queue.push(chunk)
    this.#gate.hold(chunk.length)
  }

  end(): void {
    this.#ended = true
    this.#waiter?.resolve(DONE)
    this.#waiter = undefined
  }

  /** The connection went away: a body that is not whole must never look whole. */
  fail(error: Error): void {
    if (this.#ended) return
    this.#error = error
    this.#waiter?.reject(error)
    this.#waiter = undefined
  }

  /** Drops what is still to come. A reader who is told nothing else must not take the end for the body's end. */
  discard(): void {
    this.#drop()
    if (!this.#ended) this.fail(new Error('The body was given up'))
  }

  next(): Promise<Step> {
    const chunk = this.#queue.take()
    if (chunk !== undefined) {
      this.#gate.release(chunk.length)
      return Promise.resolve({ done: false, value: chunk })
    }
    if (this.#left || (this.#ended && !this.#discarded)) return Promise.resolve(DONE)
    if (this.#error !== undefined) return Promise.reject(this.#error)
    if (this.#discarded) return Promise.reject(new Error('The body was given up'))
    if (this.#waiter !== undefined) return Promise.reject(new Error('A body has one reader, which reads one at a time'))
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject }
    })
  }

  /** The reader left its loop. */
  return(): Promise<Step> {
    this.#left = true
    this.#drop()
    return Promise.resolve(DONE)
  }

  #drop(): void {
    this.#discarded = true
    this.#gate.release(this.#queue.drop())
  }
}

/** A body too large to hold: read once, while the connection waits for the reader. */
export class StreamedBody implements FetchBody {
  readonly attribute: string
  readonly section: string
  readonly origin: number | undefined
  readonly size: number
  readonly missing = false
  readonly chunks = undefined
  readonly #stream: LiteralStream
  #started = false

  constructor(name: BodyName, size: number, stream: LiteralStream) {
    this.attribute = name.attribute
    this.section = name.section
    this.origin = name.origin
    this.size = size
    this.#stream = stream
  }

  /** Whether somebody began to read. */
  get started(): boolean {
    return this.#started
  }

  discard(): void {
    this.#started = true
    this.#stream.discard()
  }

  /** @throws Error when read a second time, or after it was given up */
  [Symbol.asyncIterator](): AsyncIterator<Buffer, undefined> {
    if (this.#started) throw new Error('A streamed body can be read once')
    this.#started = true
    return this.#stream
  }
}

import { LiteralStream } from './body.ts'
import { Cursor, type LineLiteral, withoutNul } from './cursor.ts'
import { ImapError, LimitExceededError } from './errors.ts'
import { FetchResponse } from './fetch-response.ts'
import type { FlowGate } from './flow.ts'
import type { Limits } from './limits.ts'
import { parseFetchAttributes } from './parse-fetch.ts'
import { beginFetch, parseResponse } from './parser.ts'
import type { Response } from './response.ts'
import { Slices } from './slices.ts'
import type { TokenSink } from './tokenizer.ts'

/** Where whole responses go. */
export interface ResponseSink {
  response(response: Response): void
  /**
   * One response could not be read. `framed` tells whether its end is certain: a literal of a wrong size looks like
   * this too, and then what follows is a message's text.
   */
  malformed(error: ImapError, framed: boolean): void
  /** A line as text, literals elided. */
  line?: ((text: string) => void) | undefined
}

const fetchLine = /^\* *(\d{1,10}) +FETCH[ (]/i

/** Joins tokens to logical lines, has them parsed, and turns a large body of a FETCH into a stream. */
export class Assembler implements TokenSink {
  readonly #sink: ResponseSink
  readonly #limits: Limits
  readonly #gate: FlowGate
  #text = ''
  #segments: string[] = []
  #literals: LineLiteral[] = []
  #bytes = 0
  #slices: Slices | undefined
  #streamLeft = 0
  #stream: LiteralStream | undefined
  #streaming: FetchResponse | undefined
  #streamed = false

  constructor(sink: ResponseSink, limits: Limits, gate: FlowGate) {
    this.#sink = sink
    this.#limits = limits
    this.#gate = gate
  }

  text(bytes: Buffer): void {
    this.#text = withoutNul(bytes.toString('latin1'))
    this.#count(bytes.length)
  }

  literal(size: number, binary: boolean): void {
    this.#segments.push(this.#text)
    this.#text = ''
    const literal: LineLiteral = { size, binary, data: undefined }
    this.#literals.push(literal)
    if (size > this.#limits.bufferLiteral && !this.#streamed && fetchLine.test(this.#segments[0] ?? '')) {
      this.#beginStream(size)
      return
    }
    this.#count(size)
    this.#slices = new Slices()
    literal.data = this.#slices
  }

  chunk(bytes: Buffer): void {
    if (this.#stream === undefined) {
      this.#slices?.push(bytes)
      return
    }
    this.#streamLeft -= bytes.length
    this.#stream.push(bytes)
    if (this.#streamLeft === 0) {
      this.#stream.end()
      this.#stream = undefined
    }
  }

  eol(): void {
    this.#segments.push(this.#text)
    this.#sink.line?.(this.#lineText())
    const response = this.#parse()
    const framed = this.#literals.length === 0 && !this.#streamed
    if (response instanceof FetchResponse) response.wireBytes = this.#bytes
    this.#text = ''
    this.#segments = []
    this.#literals = []
    this.#bytes = 0
    this.#slices = undefined
    this.#streaming = undefined
    this.#streamed = false
    // Behind the reset, since the sink may throw.
    if (response instanceof ImapError) this.#sink.malformed(response, framed)
    else if (response !== undefined) this.#sink.response(response)
  }

  /** The connection went away: what is on its way fails. */
  fail(error: ImapError): void {
    this.#streaming?.fail(error)
    this.#stream?.fail(error)
  }

  /** The response, why it cannot be read, or undefined for the end of one that was delivered before. */
  #parse(): Response | ImapError | undefined {
    const streaming = this.#streaming
    if (streaming === undefined && this.#streamed) return undefined
    try {
      const cursor = new Cursor(this.#segments, this.#literals, this.#limits)
      if (streaming === undefined) return parseResponse(cursor)
      parseFetchAttributes(cursor, streaming)
      streaming.finish()
      return undefined
    } catch (error) {
      if (!(error instanceof ImapError)) throw error
      streaming?.fail(error)
      return error
    }
  }

  // The response leaves with what is known so far; what stands behind the literal is added at the line's end.
  #beginStream(size: number): void {
    this.#streamed = true
    this.#stream = new LiteralStream(this.#gate)
    this.#streamLeft = size
    const match = fetchLine.exec(this.#segments[0] ?? '')
    const response = new FetchResponse(Number(match?.[1] ?? 0))
    response.wireBytes = this.#bytes
    const cursor = new Cursor(this.#segments, this.#literals, this.#limits)
    cursor.position = (match?.[0].length ?? 1) - 1 - 'FETCH'.length
    let failure: ImapError | undefined
    try {
      beginFetch(cursor)
      if (parseFetchAttributes(cursor, response, this.#stream)) cursor.fail('a large literal that is no body')
      this.#streaming = response
    } catch (error) {
      if (!(error instanceof ImapError)) throw error
      failure = error
      this.#stream.discard()
    }
    this.#segments = []
    this.#literals = []
    if (failure === undefined) this.#sink.response(response)
    else this.#sink.malformed(failure, false)
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > this.#limits.responseBytes) {
      throw new LimitExceededError(`The server sent a response of more than ${this.#limits.responseBytes} bytes`)
    }
  }

  #lineText(): string {
    return this.#segments
      .map((text, index) => (index === 0 ? text : `{${this.#literals[index - 1]?.size ?? 0}}${text}`))
      .join('')
  }
}

import { type FetchBody, type LiteralStream, StreamedBody } from './body.ts'
import type { ImapValue } from './cursor.ts'
import type { ImapError } from './errors.ts'
import type { InternalDate } from './internal-date.ts'

// What a response costs beside its bodies while it waits for its consumer; measured 400–600 bytes of heap.
const overhead = 512

/** One FETCH response (RFC 3501 §7.4.2). What was not asked for, or not answered, is undefined. */
export class FetchResponse {
  readonly type = 'fetch'
  readonly sequence: number
  uid: number | undefined = undefined
  flags: string[] | undefined = undefined
  internalDate: InternalDate | undefined = undefined
  /** RFC822.SIZE in bytes; servers are known to be wrong about it, a body's own `size` is exact. */
  size: number | undefined = undefined
  /** RFC 7162, 63 bit. */
  modSeq: bigint | undefined = undefined
  /** X-GM-MSGID, decimal digits of 64 bits. */
  gmailMessageId: string | undefined = undefined
  /** X-GM-THRID, decimal digits of 64 bits. */
  gmailThreadId: string | undefined = undefined
  /** X-GM-LABELS, raw names. */
  gmailLabels: string[] | undefined = undefined
  /** RFC 8474. */
  emailId: string | undefined = undefined
  /** RFC 8474. */
  threadId: string | undefined = undefined
  /** Every other attribute, under its name in capitals. */
  readonly others = new Map<string, ImapValue>()
  readonly bodies: FetchBody[] = []
  /** For the parser: bytes on the wire, streamed ones apart. */
  wireBytes = 0
  #stream: LiteralStream | undefined
  #complete: PromiseWithResolvers<FetchResponse> | undefined
  #completed = false

  constructor(sequence: number) {
    this.sequence = sequence
  }

  /** The first body, which is the only one where one was asked for. */
  get body(): FetchBody | undefined {
    return this.bodies[0]
  }

  /**
   * Resolves with this response when every attribute is known: at once unless a body is streamed, whose server may
   * send attributes behind it. Read or discard the body first. Rejects with the connection's error.
   */
  get complete(): Promise<FetchResponse> {
    if (this.#completed) return Promise.resolve(this)
    if (this.#complete === undefined) {
      this.#complete = Promise.withResolvers()
      // Somebody who looked and left must not bring the process down when the connection fails.
      this.#complete.promise.catch(() => undefined)
    }
    return this.#complete.promise
  }

  /** Bytes that this response holds while nobody has taken it. */
  get heldBytes(): number {
    return overhead + this.wireBytes
  }

  /** Gives up the bodies that nobody began to read. */
  discardUnread(): void {
    for (const body of this.bodies) if (body instanceof StreamedBody && !body.started) body.discard()
  }

  /** For the parser: the literal that is on its way. */
  attach(stream: LiteralStream): void {
    this.#stream = stream
  }

  /** For the parser: the response's line has ended. */
  finish(): void {
    this.#completed = true
    this.#complete?.resolve(this)
  }

  /** For the connection: it went away in mid-response. */
  fail(error: ImapError): void {
    if (this.#completed) return
    this.#stream?.fail(error)
    void this.complete.catch(() => undefined)
    this.#complete?.reject(error)
  }
}

import type { Flight, LiteralBody, LiteralPart } from './command.ts'
import { ImapError, LimitExceededError, LiteralBrokenError } from './errors.ts'
import type { Output } from './output.ts'

/** What the writer needs of its connection. */
export interface WriterPort {
  output: Output
  has(capability: string): boolean
  /** The command's first byte is about to leave. */
  begun(flight: Flight): void
  /** The command's last byte was handed over, or the server's answer made the rest void. */
  written(flight: Flight): void
  /** The command cannot be finished, so neither can the connection. */
  broken(error: ImapError): void
  log: ((line: string) => void) | undefined
}

// RFC 7888 §5: LITERAL- allows non-synchronising literals up to this size.
const literalMinusBytes = 4096
/** No mechanism has more than three. */
const mostChallenges = 20

/** Writes commands strictly in order, and within a command obeys the rules of literals. */
export class CommandWriter {
  readonly #port: WriterPort
  #queue: Flight[] = []
  #running = false
  #closed = false
  #continuation: ((challenge: string | undefined) => void) | undefined
  /** Whether a body's source, not the server, is waited for. */
  waitsForSource = false

  constructor(port: WriterPort) {
    this.#port = port
  }

  /** Commands of the same turn of the event loop leave together. */
  enqueue(flight: Flight): void {
    this.#queue.push(flight)
    if (this.#running) return
    this.#running = true
    queueMicrotask(() => void this.#run())
  }

  /** Commands that have not begun to be written. */
  takeUnwritten(): Flight[] {
    return this.#queue.splice(0)
  }

  /** The server sent `+`; false where nobody waits for one. */
  continue(challenge: string): boolean {
    const waiter = this.#continuation
    this.#continuation = undefined
    waiter?.(challenge)
    return waiter !== undefined
  }

  /** The server answered the command that is being written. */
  answered(): void {
    const waiter = this.#continuation
    this.#continuation = undefined
    waiter?.(undefined)
  }

  close(): void {
    this.#closed = true
    this.answered()
  }

  // A call, since the compiler believes that a field keeps its value over an await.
  #isClosed(): boolean {
    return this.#closed
  }

  async #run(): Promise<void> {
    for (let flight = this.#queue.shift(); flight !== undefined; flight = this.#queue.shift()) {
      this.#port.begun(flight)
      try {
        await this.#write(flight)
      } catch (error) {
        const cause = error instanceof ImapError ? error : new LiteralBrokenError('Writing failed', { cause: error })
        this.#port.broken(cause)
        break
      }
      if (this.#closed) break
      this.#port.written(flight)
    }
    this.#port.output.flush()
    this.#running = false
  }

  async #write(flight: Flight): Promise<void> {
    const { output, log } = this.#port
    let shown = `${flight.tag} `
    output.text(shown)
    for (const part of flight.command.parts) {
      if (output.full) await output.room()
      if (this.#closed) return
      if (typeof part === 'string') {
        output.text(part)
        shown += part
      } else if (part.kind === 'secret') {
        output.text(part.text)
        shown += '***'
      } else if (part.kind === 'dialogue') {
        output.text('\r\n')
        log?.(shown)
        flight.talking = true
        await this.#talk(flight, part.reply)
        return
      } else {
        const announced = this.#announce(part)
        log?.(shown + announced)
        shown = '… '
        output.text(`${announced}\r\n`)
        if (!announced.endsWith('+}') && (await this.#challenge(flight)) === undefined) return
        await this.#body(part)
        if (this.#isClosed()) return
        // RFC 3502 §3 allows an early NO; the end of a literal is where a MULTIAPPEND can stop.
        if (flight.answer !== undefined && part.mayEndHere === true) break
      }
    }
    output.text('\r\n')
    log?.(shown)
  }

  #announce(part: LiteralPart): string {
    const allowed = this.#port.has('LITERAL+') || (this.#port.has('LITERAL-') && part.size <= literalMinusBytes)
    const unasked = allowed && part.askFirst !== true
    return `${part.binary === true ? '~' : ''}{${part.size}${unasked ? '+' : ''}}`
  }

  // RFC 3501 §4.3: the server may answer the tag instead of `+`; then nothing more of the command is sent.
  #challenge(flight: Flight): Promise<string | undefined> {
    this.#port.output.flush()
    if (flight.answer !== undefined || this.#closed) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      this.#continuation = resolve
    })
  }

  async #talk(flight: Flight, reply: (challenge: string) => string): Promise<void> {
    for (let asked = 0; ; asked++) {
      const challenge = await this.#challenge(flight)
      if (challenge === undefined) return
      if (asked === mostChallenges)
        throw new LimitExceededError(`The server challenged one sign-in more than ${mostChallenges} times`)
      this.#port.output.text(`${reply(challenge)}\r\n`)
      this.#port.log?.('***')
    }
  }

  async #body(part: LiteralPart): Promise<void> {
    const { output } = this.#port
    let left = part.size
    let last: Uint8Array | undefined
    // The piece that fills the literal is held until the source has ended, so that a server never sees the whole
    // literal of a body that then yields more, or throws.
    const put = (bytes: Uint8Array): void => {
      left -= bytes.length
      if (left < 0) throw new LiteralBrokenError(`A body of ${part.size} bytes yielded more of them`)
      if (left > 0) output.bytes(bytes)
      else if (bytes.length > 0) last = bytes
    }
    const body: LiteralBody = part.body
    try {
      if (body instanceof Uint8Array) put(body)
      else if (Symbol.iterator in body) {
        for (const bytes of body) {
          if (output.full) await output.room()
          if (this.#closed) return
          put(bytes)
        }
      } else await this.#stream(body, put)
    } catch (error) {
      throw broken(error)
    }
    if (this.#closed) return
    if (left > 0) {
      throw new LiteralBrokenError(`A body of ${part.size} bytes yielded only ${part.size - left} of them`)
    }
    if (last !== undefined) output.bytes(last)
  }

  async #stream(body: AsyncIterable<Uint8Array>, put: (bytes: Uint8Array) => void): Promise<void> {
    const { output } = this.#port
    const source = body[Symbol.asyncIterator]()
    let ended = false
    try {
      while (!this.#closed) {
        this.waitsForSource = true
        const step = await source.next()
        this.waitsForSource = false
        if (step.done === true) {
          ended = true
          return
        }
        put(step.value)
        if (output.full) await output.room()
      }
    } finally {
      this.waitsForSource = false
      // A body that is left early is told, so that its own connection drains it; nobody waits for that.
      if (!ended) giveUp(source)
    }
  }
}

function giveUp(source: AsyncIterator<Uint8Array>): void {
  void (async () => source.return?.())().catch(() => undefined)
}

function broken(error: unknown): LiteralBrokenError {
  if (error instanceof LiteralBrokenError) return error
  const why = error instanceof Error ? error.message : String(error)
  return new LiteralBrokenError(`A body broke off: ${why}`, { cause: error })
}

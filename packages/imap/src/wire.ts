import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { Assembler } from './assembler.ts'
import { Chatter } from './chatter.ts'
import type { Command, Flight } from './command.ts'
import { CompressedLine } from './compressed-line.ts'
import {
  CommandRefusedError,
  ConnectionLostError,
  ImapError,
  ImapProtocolError,
  LimitExceededError,
  LiteralBrokenError,
  ResponseTimeoutError,
} from './errors.ts'
import { FlowGate } from './flow.ts'
import type { Limits } from './limits.ts'
import { lostError } from './network-errors.ts'
import { Output } from './output.ts'
import type { Response, StateResponse, UntaggedResponse } from './response.ts'
import { SilenceWatch } from './silence.ts'
import { Tokenizer } from './tokenizer.ts'
import { type Traffic, TrafficCount } from './traffic.ts'
import { CommandWriter } from './writer.ts'

const LF = 0x0a

/** What a wire needs to know. */
export interface WireOptions {
  limits: Limits
  responseTimeoutMs: number
  log?: ((direction: 'C' | 'S', line: string) => void) | undefined
}

/** What a wire tells its connection. */
export interface WireEvents {
  has(capability: string): boolean
  capabilities(names: readonly string[]): void
  unsolicited(response: UntaggedResponse): void
}

/** The wire: one socket, its responses routed to the commands in flight, its commands written in order. */
export class Wire {
  readonly #events: WireEvents
  readonly #options: WireOptions
  readonly #flights = new Map<string, Flight>()
  readonly #gate: FlowGate
  readonly #output: Output
  readonly #writer: CommandWriter
  readonly #watch: SilenceWatch
  readonly #chatter: Chatter
  readonly #greeting = Promise.withResolvers<StateResponse>()
  #greeted = false
  readonly #traffic = new TrafficCount()
  /** The socket as it was given, and what is read and written: the same, or what compresses before it. */
  #socket: Socket
  #line: Duplex
  /** Whether the answer to COMPRESS is waited for, behind which everything is read otherwise. */
  #compressing = false
  /** Whether that answer is an OK, and what follows it not yet looked at. */
  #agreed = false
  #tokenizer: Tokenizer
  #assembler: Assembler
  #tags = 0
  #bye: string | undefined
  #closed: ImapError | undefined
  // From the OK to STARTTLS on any byte in plain text is an attack (RFC 3501 §6.2.1, CVE-2011-0411).
  #sealed = false
  #unlisten: () => void = () => undefined
  /** Texts that no log line shows while a sign-in runs. */
  secrets: readonly string[] = []

  constructor(socket: Socket, options: WireOptions, events: WireEvents) {
    this.#events = events
    this.#options = options
    this.#gate = new FlowGate(options.limits.highWaterMark, (paused) => {
      this.#traffic.run(!paused && this.#flights.size > 0)
      if (paused) this.#line.pause()
      else {
        this.#watch.touch()
        this.#line.resume()
      }
    })
    this.#output = new Output(socket, (bytes) => {
      this.#traffic.count(bytes)
      this.#watch.sent(bytes)
      this.#chatter.useful()
    })
    this.#writer = new CommandWriter({
      output: this.#output,
      has: (capability) => events.has(capability),
      begun: (flight) => this.#begun(flight),
      written: (flight) => this.#written(flight),
      broken: (error) => this.close(error),
      log: options.log === undefined ? undefined : (line) => this.#log('C', line),
    })
    this.#watch = new SilenceWatch(
      options.responseTimeoutMs,
      () => this.#gate.paused || this.#writer.waitsForSource,
      (dribble) => this.close(this.#silenceError(dribble)),
    )
    this.#chatter = new Chatter(options.responseTimeoutMs)
    this.#socket = socket
    this.#line = socket
    this.#assembler = this.#newAssembler()
    this.#tokenizer = new Tokenizer(this.#assembler, options.limits)
    this.#greeting.promise.catch(() => undefined)
    this.#listen()
  }

  /** Bytes that were received and wait for their consumer. */
  get heldBytes(): number {
    return this.#gate.held
  }

  /** What holds undelivered bytes; commands release what they hand on. */
  get gate(): FlowGate {
    return this.#gate
  }

  /** What has moved so far, and in which time. */
  get traffic(): Traffic {
    return this.#traffic.traffic
  }

  /** Why the wire is closed; undefined while it is open. */
  get closed(): ImapError | undefined {
    return this.#closed
  }

  /** The server's first line (RFC 3501 §7.1). */
  greeting(): Promise<StateResponse> {
    return this.#greeting.promise
  }

  /**
   * Sends a command behind those already given.
   *
   * @returns the tagged OK
   * @throws CommandRefusedError for NO and BAD; the error that ended the connection
   */
  run(command: Command): Promise<StateResponse> {
    if (this.#closed !== undefined) return Promise.reject(afterClose(this.#closed))
    this.#tags++
    const settle = Promise.withResolvers<StateResponse>()
    const flight: Flight = {
      tag: `A${this.#tags}`,
      command,
      settle,
      written: false,
      talking: false,
      answer: undefined,
      failure: undefined,
      responses: 0,
    }
    this.#writer.enqueue(flight)
    return settle.promise
  }

  /** Ends the connection at once; every command in flight fails with `error`, or with what it means for it. */
  close(error: ImapError): void {
    if (this.#closed !== undefined) return
    this.#closed = error
    this.#watch.stop()
    this.#writer.close()
    this.#output.close()
    this.#line.destroy()
    this.#greeting.reject(error)
    this.#assembler.fail(error)
    // A broken literal is the reason of its own command only, the one that was being written.
    const others = error instanceof LiteralBrokenError ? afterClose(error) : error
    for (const flight of this.#flights.values()) {
      // An answer that came is the better reason.
      const answer = flight.answer
      if (answer !== undefined && answer.state !== 'OK') flight.settle.reject(refusal(flight.command.name, answer))
      else flight.settle.reject(flight.written ? others : error)
    }
    this.#flights.clear()
    for (const flight of this.#writer.takeUnwritten()) flight.settle.reject(others)
  }

  /** Whether bytes came in plain text behind the answer to STARTTLS. */
  get plaintextLeft(): boolean {
    return !this.#tokenizer.atLineStart
  }

  /** Gives the plain socket away for TLS; nothing reads it here any more. */
  detach(): Socket {
    this.#socket.pause()
    this.#unlisten()
    return this.#socket
  }

  /** Goes on over the TLS socket, with nothing kept from before. */
  attach(socket: Socket): void {
    this.#socket = socket
    this.#line = socket
    this.#sealed = false
    this.#assembler = this.#newAssembler()
    this.#tokenizer = new Tokenizer(this.#assembler, this.#options.limits)
    this.#output.attach(socket)
    this.#listen()
  }

  #newAssembler(): Assembler {
    return new Assembler(
      {
        response: (response) => this.#receive(response),
        malformed: (error, framed) => this.#malformed(error, framed),
        line: this.#options.log === undefined ? undefined : (line) => this.#log('S', line),
      },
      this.#options.limits,
      this.#gate,
    )
  }

  #listen(): void {
    const line = this.#line
    let cause: Error | undefined
    const data = (bytes: Buffer): void => this.#data(bytes)
    const failed = (error: Error): void => {
      cause = error
    }
    const gone = (): void => this.close(cause instanceof ImapError ? cause : lostError(cause, this.#bye))
    line.on('data', data).on('error', failed).on('end', gone).on('close', gone)
    this.#unlisten = () => {
      line.off('data', data).off('error', failed).off('end', gone).off('close', gone)
    }
  }

  #data(bytes: Buffer): void {
    this.#watch.received(bytes.length, this.#tokenizer.atLineStart && bytes.at(-1) === LF)
    if (this.#tokenizer.inLiteral) this.#chatter.useful()
    if (this.#closed !== undefined) return
    this.#traffic.count(bytes.length)
    try {
      if (this.#compressing) this.#untilCompressed(bytes)
      else this.#tokenizer.push(bytes)
    } catch (error) {
      this.close(error instanceof ImapError ? error : new ImapProtocolError('Reading failed', { cause: error }))
    }
  }

  /** Line by line: what stands behind the OK to COMPRESS in the same packet is compressed already (RFC 4978 §3). */
  #untilCompressed(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      const lf = bytes.indexOf(LF, at)
      const end = lf === -1 ? bytes.length : lf + 1
      this.#tokenizer.push(bytes.subarray(at, end))
      at = end
      if (!this.#agreed) continue
      this.#compress(bytes.subarray(at))
      return
    }
  }

  #compress(first: Buffer): void {
    this.#agreed = false
    this.#unlisten()
    this.#line = new CompressedLine(this.#socket, first)
    this.#output.attach(this.#line)
    this.#listen()
    if (this.#gate.paused) this.#line.pause()
  }

  #receive(response: Response): void {
    if (this.#closed !== undefined) {
      if (response.type === 'fetch') response.fail(this.#closed)
      return
    }
    if (this.#sealed) throw new ImapProtocolError('The server sent plain text behind its answer to STARTTLS')
    if (!this.#greeted) {
      this.#greet(response)
      return
    }
    if (response.type === 'continuation') {
      this.#chatter.useful()
      this.#writer.continue(response.text)
      return
    }
    if (response.type === 'state') {
      if (response.code?.capabilities !== undefined) this.#events.capabilities(response.code.capabilities)
      if (response.tag !== undefined) {
        this.#chatter.useful()
        this.#answer(response, response.tag)
        return
      }
      if (response.state === 'BYE') this.#goodbye(response)
    } else if (response.type === 'capability') this.#events.capabilities(response.names)
    for (const flight of this.#flights.values()) {
      if (!takes(flight, response)) continue
      this.#taken(flight)
      return
    }
    if (response.type === 'fetch') response.discardUnread()
    this.#events.unsolicited(response)
    if (this.#flights.size === 0) return
    const tooMuch = this.#chatter.heard()
    if (tooMuch !== undefined) this.close(tooMuch)
  }

  #taken(flight: Flight): void {
    this.#chatter.useful()
    flight.responses++
    const { responses } = this.#options.limits
    if (flight.responses > responses)
      this.close(new LimitExceededError(`The server sent more than ${responses} responses to ${flight.command.name}`))
  }

  #greet(response: Response): void {
    if (response.type !== 'state' || response.tag !== undefined) {
      throw new ImapProtocolError('The server did not begin with a greeting')
    }
    this.#greeted = true
    if (response.code?.capabilities !== undefined) this.#events.capabilities(response.code.capabilities)
    if (response.state === 'OK' || response.state === 'PREAUTH') this.#greeting.resolve(response)
    else this.close(lostError(undefined, spoken(response)))
  }

  // The tagged answer may stand in the same packet, so the end waits for the next turn.
  #goodbye(response: StateResponse): void {
    this.#bye = spoken(response)
    for (const flight of this.#flights.values()) if (flight.command.endsSession === true) return
    setImmediate(() => this.close(lostError(undefined, this.#bye)))
  }

  #answer(response: StateResponse, tag: string): void {
    const flight = this.#flights.get(tag)
    if (flight === undefined) {
      this.#events.unsolicited(response)
      return
    }
    if (flight.answer !== undefined) return
    flight.answer = response
    if (response.state === 'OK' && flight.command.startsTls === true) this.#sealed = true
    if (flight.command.compresses === true) {
      this.#compressing = false
      this.#agreed = response.state === 'OK'
    }
    if (flight.written) this.#settle(flight, response)
    else if (response.state === 'OK' && !flight.talking) {
      throw new ImapProtocolError(`The server answered OK to ${flight.command.name} before all of it was sent`)
    } else this.#writer.answered()
  }

  #malformed(error: ImapError, framed: boolean): void {
    if (!this.#greeted || this.#sealed || !framed) throw error
    // Lines still end where they end, so the connection holds; but whoever the data was for must not take it for complete.
    for (const flight of this.#flights.values()) {
      flight.failure ??= error
      return
    }
    this.#events.unsolicited({ type: 'unknown', raw: error.message })
  }

  #begun(flight: Flight): void {
    if (this.#flights.size === 0) this.#chatter.useful()
    this.#flights.set(flight.tag, flight)
    if (flight.command.compresses === true) this.#compressing = true
    if (this.#flights.size === 1) this.#traffic.run(!this.#gate.paused)
    this.#watch.start()
  }

  #written(flight: Flight): void {
    flight.written = true
    if (flight.answer !== undefined) this.#settle(flight, flight.answer)
  }

  #settle(flight: Flight, answer: StateResponse): void {
    this.#flights.delete(flight.tag)
    if (this.#flights.size === 0) {
      this.#traffic.run(false)
      this.#watch.stop()
    }
    if (answer.state !== 'OK') flight.settle.reject(refusal(flight.command.name, answer))
    else if (flight.failure !== undefined) flight.settle.reject(flight.failure)
    else flight.settle.resolve(answer)
  }

  #silenceError(dribble: number): ImapError {
    const seconds = this.#options.responseTimeoutMs / 1000
    const did = dribble > 0 ? `sent ${dribble} bytes in` : 'neither sent nor took a byte for'
    return new ResponseTimeoutError(`The server ${did} ${seconds} s`, { serverReply: this.#bye })
  }

  #log(direction: 'C' | 'S', line: string): void {
    let shown = line
    for (const secret of this.secrets) if (secret !== '') shown = shown.replaceAll(secret, '***')
    this.#options.log?.(direction, shown)
  }
}

function takes(flight: Flight, response: UntaggedResponse): boolean {
  try {
    return flight.command.accept?.(response) === true
  } catch (error) {
    // A server that goes on and on would never come to its tagged answer.
    if (error instanceof LimitExceededError) throw error
    flight.failure ??= error instanceof Error ? error : new Error(String(error))
    return true
  }
}

/** The server's words as one text. */
function spoken(response: StateResponse): string {
  const { code, text } = response
  if (code === undefined) return text
  return `[${code.name}${code.args === '' ? '' : ` ${code.args}`}] ${text}`.trim()
}

function refusal(command: string, answer: StateResponse): CommandRefusedError {
  return new CommandRefusedError(command, answer.state === 'BAD' ? 'BAD' : 'NO', {
    serverReply: spoken(answer),
    responseCode: answer.code?.name,
  })
}

function afterClose(reason: ImapError): ConnectionLostError {
  if (reason instanceof ConnectionLostError) return reason
  return new ConnectionLostError(`The connection was closed: ${reason.message}`, { cause: reason })
}

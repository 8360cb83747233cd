import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { type HostGuard, type Line, type ReachableHost, readHost } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'

/** Where a submission server is said to be. */
export interface SubmissionPlace {
  readonly host: string
  readonly port: number
  readonly tls: 'implicit' | 'starttls'
  /** Judges the host, unless a line does; undefined: the system finds it. */
  readonly guard: HostGuard | undefined
  /** The way to it; directly unless told. */
  readonly line?: Line | undefined
  /** PEM of the authorities to trust in place of the system's. */
  readonly ca?: string | undefined
  readonly timeoutMs: number
}

/** What a submission server says before anybody signs in. */
export interface SubmissionWelcome {
  /** The keywords of its answer to EHLO, with their parameters, in capitals. */
  readonly capabilities: readonly string[]
  /** What it calls itself in its greeting. */
  readonly server: string | undefined
}

/** RFC 5321 §4.5.3.1.5 allows 512 octets a line; some say more. */
const MOST_OCTETS = 32_768

/**
 * Connects with verified TLS, reads what the server offers to EHLO, and leaves.
 *
 * @throws CaravanError `connection-refused`, `host-unreachable`, `connect-timeout`, `tls-failed`,
 * `starttls-unavailable`, `connection-lost`, `protocol-error`, and what the guard throws
 */
export async function readSubmission(place: SubmissionPlace): Promise<SubmissionWelcome> {
  const at = place.line === undefined ? await place.guard?.resolve(place.host) : undefined
  const talk = new Talk(place, at ?? readHost(place.host))
  const timer = setTimeout(() => talk.giveUp(), place.timeoutMs)
  try {
    return await talk.run()
  } finally {
    clearTimeout(timer)
    talk.close()
  }
}

/** Where it is; without a look-up the system finds it, or who makes the line. */
type Found = Pick<ReachableHost, 'name'> & Partial<Pick<ReachableHost, 'lookup'>>

class Talk {
  readonly #place: SubmissionPlace
  readonly #at: Found
  readonly #gone = new AbortController()
  #socket: Socket | undefined
  #late = false
  #handshaking = false

  constructor(place: SubmissionPlace, at: Found) {
    this.#place = place
    this.#at = at
  }

  giveUp(): void {
    this.#late = true
    this.#gone.abort()
    this.close()
  }

  close(): void {
    this.#socket?.destroy()
  }

  async run(): Promise<SubmissionWelcome> {
    const { tls } = this.#place
    try {
      const plain = await this.#reached()
      const first = tls === 'implicit' ? await this.#encrypt(plain) : plain
      const greeting = await this.#reply(first, '220')
      let offered = await this.#ask(first, this.#hello(first), '250')
      if (tls === 'starttls') {
        if (!offered.slice(1).some((line) => /^STARTTLS\b/i.test(line))) throw this.#noStartTls()
        await this.#ask(first, 'STARTTLS', '220')
        const safe = await this.#encrypt(first)
        // RFC 3207 §4.2: what was learnt in plain text is not to be believed.
        offered = await this.#ask(safe, this.#hello(safe), '250')
      }
      this.#socket?.end('QUIT\r\n')
      return { capabilities: offered.slice(1).map((line) => line.toUpperCase()), server: greeting[0] }
    } catch (error) {
      throw error instanceof CaravanError && !this.#late ? error : this.#explained(error)
    }
  }

  async #reached(): Promise<Socket> {
    const { port, line } = this.#place
    const { name, lookup } = this.#at
    if (line !== undefined) return (this.#socket = await line(name, port, this.#gone.signal))
    const plain = connectTcp({ host: name, port, ...(lookup !== undefined && { lookup }) })
    this.#socket = plain
    await this.#until(plain, 'connect')
    return plain
  }

  /** RFC 5321 §4.1.3: who has no name says its address. */
  #hello(socket: Socket): string {
    const address = socket.localAddress ?? '127.0.0.1'
    return `EHLO [${isIP(address) === 6 ? 'IPv6:' : ''}${address}]`
  }

  async #encrypt(plain: Socket): Promise<Socket> {
    this.#handshaking = true
    const { name } = this.#at
    const options: ConnectionOptions = { socket: plain, minVersion: 'TLSv1.2', host: name }
    if (isIP(name) === 0) options.servername = name
    if (this.#place.ca !== undefined) options.ca = this.#place.ca
    const socket = connectTls(options)
    this.#socket = socket
    await this.#until(socket, 'secureConnect')
    this.#handshaking = false
    return socket
  }

  async #until(socket: Socket, event: string): Promise<void> {
    const over = new AbortController()
    const closed = once(socket, 'close', { signal: over.signal }).then(() => {
      throw new Error('the server closed the connection')
    })
    closed.catch(() => undefined)
    try {
      await Promise.race([once(socket, event, { signal: over.signal }), closed])
    } finally {
      over.abort()
    }
    socket.on('error', () => undefined)
  }

  #ask(socket: Socket, command: string, code: string): Promise<string[]> {
    socket.write(`${command}\r\n`)
    return this.#reply(socket, code)
  }

  /** The lines of a reply without their codes. RFC 5321 §4.2.1: the last one has a blank behind its code. */
  async #reply(socket: Socket, code: string): Promise<string[]> {
    let text = ''
    for (;;) {
      const end = /^\d{3}(?: [^\n]*)?\r?\n/m.exec(text)
      if (end !== null) {
        // Behind STARTTLS nothing may follow in plain text: it would be taken for words of the safe line.
        if (end.index + end[0].length < text.length) throw this.#nonsense(text)
        const lines = text.trimEnd().split(/\r?\n/)
        if (!lines.every((line) => line.startsWith(code))) throw this.#nonsense(text)
        return lines.map((line) => line.slice(4).trim())
      }
      const chunk: unknown = socket.read()
      if (chunk instanceof Buffer) text += chunk.toString('latin1')
      else if (socket.destroyed || socket.readableEnded) throw new Error('the server closed the connection')
      else await Promise.race([once(socket, 'readable'), once(socket, 'close')])
      if (text.length > MOST_OCTETS) throw this.#nonsense(text)
    }
  }

  #noStartTls(): CaravanError {
    return this.#error('starttls-unavailable', 'offers no STARTTLS', 'Ask for the port with TLS, usually 465.')
  }

  #nonsense(text: string): CaravanError {
    const said = text.slice(0, 80).replace(/[^\x20-\x7e]+/g, ' ')
    return this.#error('protocol-error', `answers with what submission does not have: ${said}`, 'Check the port.')
  }

  #explained(error: unknown): CaravanError {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const words = error instanceof Error ? error.message : String(error)
    if (this.#late) return this.#error('connect-timeout', 'does not answer', 'Check host, port and firewall.', error)
    if (code === 'ECONNREFUSED')
      return this.#error('connection-refused', 'refused the connection', 'Check the port and the firewall.', error)
    if (['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL'].includes(code))
      return this.#error('host-unreachable', 'cannot be reached', 'Check the network.', error)
    if (this.#handshaking)
      return this.#error('tls-failed', `has no safe connection: ${words}`, 'Have its certificate put right.', error)
    return this.#error('connection-lost', `closed the connection: ${words}`, 'Try again later.', error)
  }

  #error(code: string, words: string, remedy: string, cause?: unknown): CaravanError {
    return new CaravanError(code, `${this.#at.name}:${this.#place.port} ${words}.`, remedy, { cause })
  }
}

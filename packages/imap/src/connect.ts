import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net'
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls'
import { ImapConnection } from './connection.ts'
import { ConnectError, ImapProtocolError } from './errors.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { connectError } from './network-errors.ts'
import { dial } from './proxy/dial.ts'
import type { ProxyOptions } from './proxy/proxy.ts'
import { SessionState } from './session.ts'
import { Wire } from './wire.ts'

/** How to reach a server. */
export interface ConnectOptions {
  host: string
  port: number
  /** `implicit`: TLS from the first byte (993); `starttls`: RFC 3501 §6.2.1; `none`: plain text. */
  tls: 'implicit' | 'starttls' | 'none'
  /** Finds the addresses of the host in place of the system; not asked where the host is an address itself. */
  lookup?: LookupFunction | undefined
  /** Connects through it; TLS is with the server all the same, so that the proxy reads nothing of it. */
  proxy?: ProxyOptions | undefined
  /** PEM of the authorities to trust in place of the system's. */
  ca?: string | Buffer | undefined
  /** The name the certificate must bear; the host unless told. */
  servername?: string | undefined
  /** false accepts any certificate: for an exception that a person granted, never as a default. */
  rejectUnauthorized?: boolean | undefined
  /** Told of the line once it is encrypted, before anything is sent on it: for who looks at the certificate. */
  onSecure?: ((line: TLSSocket) => void) | undefined
  /** For TCP, TLS and the greeting together, in milliseconds; 30,000 unless told. */
  connectTimeoutMs?: number | undefined
  /** Silence that is borne while a command is in flight, in milliseconds; 120,000 unless told. */
  responseTimeoutMs?: number | undefined
  limits?: Partial<Limits> | undefined
  /** Receives lines with secrets masked and literals elided. */
  log?: ((direction: 'C' | 'S', line: string) => void) | undefined
}

/**
 * Connects, negotiates TLS and waits for the greeting.
 *
 * @throws ConnectError, ConnectionLostError (a BYE for a greeting), ImapProtocolError (the other side speaks no IMAP)
 */
export async function connect(options: ConnectOptions): Promise<ImapConnection> {
  const timeoutMs = options.connectTimeoutMs ?? 30_000
  const attempt = new Attempt(options)
  const timer = setTimeout(() => {
    const words = `No IMAP session with ${options.host}:${options.port} within ${timeoutMs / 1000} s`
    attempt.abort(new ConnectError('connect-timeout', words))
  }, timeoutMs)
  try {
    return await attempt.run()
  } catch (error) {
    attempt.close()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

class Attempt {
  readonly #options: ConnectOptions
  readonly #aborted = Promise.withResolvers<never>()
  readonly #state = new SessionState()
  #socket: Socket | undefined
  #wire: Wire | undefined
  #reason: Error | undefined

  constructor(options: ConnectOptions) {
    this.#options = options
    this.#aborted.promise.catch(() => undefined)
  }

  abort(error: ConnectError): void {
    this.#reason = error
    this.#aborted.reject(error)
    this.close()
  }

  close(): void {
    this.#wire?.close(new ConnectError('connect-timeout', 'The attempt to connect was given up'))
    this.#socket?.destroy()
  }

  run(): Promise<ImapConnection> {
    return Promise.race([this.#aborted.promise, this.#open()])
  }

  async #open(): Promise<ImapConnection> {
    const { tls, proxy } = this.#options
    const plain = await (proxy === undefined ? this.#reached() : this.#dialled(proxy))
    const socket = tls === 'implicit' ? await this.#encrypt(plain) : plain
    const wire = this.#newWire(socket)
    this.#wire = wire
    // What comes through a proxy stands still until now.
    socket.resume()
    const greeting = await wire.greeting()
    const connection = new ImapConnection(wire, this.#state, greeting.text)
    if (tls === 'starttls') {
      // RFC 9051 §7.1.4, RFC 8314 §4: behind PREAUTH no STARTTLS is possible, and who strips it greets so.
      if (greeting.state === 'PREAUTH') throw unavailable('The server greeted with PREAUTH, which forbids STARTTLS')
      await this.#startTls(wire, connection)
    }
    if (this.#state.capabilityAnswers === 0) await connection.capability()
    return connection
  }

  async #reached(): Promise<Socket> {
    const { host, port, lookup } = this.#options
    const socket = connectTcp({ host, port, noDelay: true, keepAlive: true, ...(lookup !== undefined && { lookup }) })
    this.#socket = socket
    await this.#ready(socket, 'connect', false)
    this.#state.loopback = /^(?:::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '')
    return socket
  }

  async #dialled(proxy: ProxyOptions): Promise<Socket> {
    const { host, port } = this.#options
    return dial(proxy, { host, port }, (socket) => {
      this.#socket = socket
      // The time may have run out between two tries.
      if (this.#reason !== undefined) socket.destroy()
    })
  }

  async #startTls(wire: Wire, connection: ImapConnection): Promise<void> {
    const capabilities = this.#state.capabilityAnswers > 0 ? connection.capabilities : await connection.capability()
    if (!capabilities.has('STARTTLS')) throw unavailable('The server does not offer STARTTLS')
    await wire.run({ name: 'STARTTLS', parts: ['STARTTLS'], startsTls: true })
    if (wire.closed !== undefined) throw wire.closed
    if (wire.plaintextLeft) {
      throw new ImapProtocolError('The server sent plain text behind its answer to STARTTLS')
    }
    wire.attach(await this.#encrypt(wire.detach()))
    // RFC 3501 §6.2.1: what was learnt in plain text is not to be believed.
    this.#state.capabilities = new Set()
    this.#state.capabilityAnswers = 0
  }

  async #encrypt(plain: Socket): Promise<TLSSocket> {
    const { host, ca, servername, rejectUnauthorized } = this.#options
    const options: ConnectionOptions = { socket: plain, minVersion: 'TLSv1.2', host }
    // RFC 6066 §3: an address is no server name.
    const name = servername ?? (isIP(host) === 0 ? host : undefined)
    if (name !== undefined) options.servername = name
    if (ca !== undefined) options.ca = ca
    if (rejectUnauthorized !== undefined) options.rejectUnauthorized = rejectUnauthorized
    const socket = connectTls(options)
    this.#socket = socket
    await this.#ready(socket, 'secureConnect', true)
    this.#state.encrypted = true
    this.#options.onSecure?.(socket)
    return socket
  }

  #ready(socket: Socket, event: 'connect' | 'secureConnect', handshaking: boolean): Promise<void> {
    const { host, port } = this.#options
    return new Promise((resolve, reject) => {
      const failed = (error: unknown): void => {
        reject(this.#reason ?? connectError(error, host, port, handshaking))
      }
      const closed = (): void => failed(new Error('the server closed the connection'))
      socket.once('error', failed)
      socket.once('close', closed)
      socket.once(event, () => {
        socket.off('error', failed)
        socket.off('close', closed)
        // Between here and the wire's own listeners an error must not be uncaught; the wire sees the close.
        socket.on('error', () => undefined)
        resolve()
      })
    })
  }

  #newWire(socket: Socket): Wire {
    const state = this.#state
    const { limits, responseTimeoutMs, log } = this.#options
    return new Wire(
      socket,
      { limits: { ...defaultLimits, ...limits }, responseTimeoutMs: responseTimeoutMs ?? 120_000, log },
      {
        has: (capability) => state.capabilities.has(capability),
        capabilities: (names) => state.learn(names),
        unsolicited: (response) => state.onUnsolicited?.(response),
      },
    )
  }
}

function unavailable(words: string): ConnectError {
  return new ConnectError('starttls-unavailable', words)
}

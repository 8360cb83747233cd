import type { LookupFunction, Socket } from 'node:net'
import { ConnectError, type ImapErrorCode } from '../errors.ts'

/** A server that connects on our behalf, where the mail server is not reached directly. */
export interface ProxyOptions {
  /** `socks5`: RFC 1928; `http`: CONNECT of RFC 9110 §9.3.6; `https`: the same, with TLS between here and the proxy. */
  kind: 'socks5' | 'http' | 'https'
  host: string
  port: number
  /** Who signs in at the proxy (RFC 1929, RFC 7617), and with what. */
  user?: string | undefined
  password?: string | undefined
  /** Finds the addresses of the proxy in place of the system. */
  lookup?: LookupFunction | undefined
  /** PEM of the authorities to trust for a proxy of kind `https`, in place of the system's. */
  ca?: string | Buffer | undefined
  /**
   * What the proxy is asked for in place of the mail server's name, in turn until one is reached: addresses that were
   * judged before. Without them the proxy looks the name up itself.
   */
  targets?: readonly string[] | undefined
}

/** Where a proxy is asked to connect to. */
export interface Target {
  host: string
  port: number
}

/** What the proxy itself refused, or could not do. Holds nothing of the password. */
export function proxyError(
  code: Extract<ImapErrorCode, `proxy-${string}`>,
  { host, port }: ProxyOptions,
  words: string,
  serverReply?: string,
): ConnectError {
  return new ConnectError(code, `The proxy ${host}:${port} ${words}`, { serverReply })
}

/** No answer of a proxy before the line is through is longer, in bytes. */
const MOST_BYTES = 16 * 1024

/** What a proxy says until the line is through; what comes behind that is the mail server's and is left in the socket. */
export class ProxyTalk {
  readonly #socket: Socket
  readonly #proxy: ProxyOptions
  #held = Buffer.alloc(0)
  #wake: () => void = () => undefined
  #ended = false
  readonly #data = (bytes: Buffer): void => {
    this.#held = Buffer.concat([this.#held, bytes])
    // What is read by nobody is not to grow: no more comes than one answer may be long.
    if (this.#held.length > MOST_BYTES) this.#socket.pause()
    this.#wake()
  }
  readonly #gone = (): void => {
    this.#ended = true
    this.#wake()
  }

  constructor(socket: Socket, proxy: ProxyOptions) {
    this.#socket = socket
    this.#proxy = proxy
    socket.on('data', this.#data).on('end', this.#gone).on('close', this.#gone)
  }

  send(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  /** Exactly so many bytes. @throws ConnectError `proxy-failed` where the proxy hangs up before */
  async bytes(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more()
    return this.#take(count)
  }

  /**
   * All up to and with an empty line, as text.
   *
   * @param begin what it begins with
   * @throws ConnectError `proxy-failed`; `proxy-refused` where it begins otherwise, or does not end
   */
  async head(begin: string): Promise<string> {
    for (;;) {
      const said = this.#held.toString('latin1', 0, begin.length)
      if (!begin.startsWith(said)) throw this.#otherKind()
      const end = this.#held.indexOf('\r\n\r\n')
      if (end !== -1) return this.#take(end + 4).toString('latin1')
      if (this.#held.length > MOST_BYTES) throw this.#otherKind()
      await this.#more()
    }
  }

  /** The talk is over. The socket stands still until somebody reads it, with the mail server's first bytes in it. */
  end(): void {
    this.#socket.off('data', this.#data).off('end', this.#gone).off('close', this.#gone)
    this.#socket.pause()
    if (this.#held.length > 0) this.#socket.unshift(this.#held)
  }

  #otherKind(): ConnectError {
    return proxyError('proxy-refused', this.#proxy, 'does not answer as a proxy of this kind does')
  }

  #take(count: number): Buffer {
    const bytes = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return bytes
  }

  async #more(): Promise<void> {
    if (this.#ended) throw proxyError('proxy-failed', this.#proxy, 'hung up without an answer')
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }
}

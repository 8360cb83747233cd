import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type ConnectOptions, connect } from '../connect.ts'
import type { ImapConnection } from '../connection.ts'

/** The server's side of one connection, for scripts: reads what the client sent, says what the script wants. */
export class Peer {
  socket: Socket
  #buffer = Buffer.alloc(0)
  #wake: (() => void) | undefined
  #ended = false

  constructor(socket: Socket) {
    this.socket = socket
    this.listen(socket)
  }

  listen(socket: Socket): void {
    this.socket = socket
    socket.on('data', (bytes: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, bytes])
      this.#wake?.()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      this.#ended = true
      this.#wake?.()
    })
  }

  /** What was received and not yet read. */
  get pending(): string {
    return this.#buffer.toString('latin1')
  }

  send(text: string): void {
    this.socket.write(Buffer.from(text, 'latin1'))
  }

  /** The next line without its end. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n')
      if (end !== -1) {
        const line = this.#buffer.toString('latin1', 0, end)
        this.#buffer = this.#buffer.subarray(end + 2)
        return line
      }
      await this.#more()
    }
  }

  async bytes(count: number): Promise<string> {
    while (this.#buffer.length < count) await this.#more()
    const text = this.#buffer.toString('latin1', 0, count)
    this.#buffer = this.#buffer.subarray(count)
    return text
  }

  /** Resolves when the client has gone, with what it sent before. */
  async gone(): Promise<string> {
    while (!this.#ended) await this.#next()
    return this.pending
  }

  async #more(): Promise<void> {
    if (this.#ended) throw new Error('the client is gone')
    await this.#next()
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined
        resolve()
      }
    })
  }
}

/** A server whose every connection runs the script. */
export class ScriptedServer implements AsyncDisposable {
  readonly #server: Server
  readonly #peers: Peer[] = []
  /** What a script threw. */
  readonly failures: unknown[] = []

  constructor(script: (peer: Peer) => Promise<unknown>) {
    this.#server = createServer((socket) => {
      socket.setNoDelay(true)
      const peer = new Peer(socket)
      this.#peers.push(peer)
      script(peer).catch((error: unknown) => {
        this.failures.push(error)
        peer.socket.destroy()
      })
    })
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** The server's side of the first connection. */
  get peer(): Peer {
    const peer = this.#peers[0]
    if (peer === undefined) throw new Error('nobody has connected')
    return peer
  }

  connect(options: Partial<ConnectOptions> = {}): Promise<ImapConnection> {
    return connect({ host: '127.0.0.1', port: this.port, tls: 'none', ...options })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.#peers) peer.socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** Starts a server that greets with these capabilities and then runs the script. */
export function scripted(capabilities: string, script: (peer: Peer) => Promise<unknown>): Promise<ScriptedServer> {
  return new ScriptedServer(async (peer) => {
    peer.send(`* OK [CAPABILITY IMAP4rev1 ${capabilities}] ready\r\n`)
    await script(peer)
  }).listen()
}

/** Every piece of a body. */
export async function collect(body: AsyncIterable<Buffer> | undefined): Promise<Buffer[]> {
  const pieces: Buffer[] = []
  if (body !== undefined) for await (const piece of body) pieces.push(piece)
  return pieces
}

/** The error that a promise is rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a rejection')
}

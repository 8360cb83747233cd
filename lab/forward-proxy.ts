import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { ByteReader } from './byte-reader.ts'

/** A proxy that connects on a client's behalf, as firewalls have them. */
export interface ForwardProxyOptions {
  readonly kind: 'socks5' | 'http' | 'https'
  /** Whom it lets in; everybody where there is none. */
  readonly user?: string
  readonly password?: string
  /** Names that it knows, as `imap.corp.test`, each a port of loopback. Others, and addresses, it is told as they are. */
  readonly names?: Readonly<Record<string, number>>
  /** Hosts that its rules forbid. */
  readonly forbidden?: readonly string[]
  /** Of a proxy of kind `https`. */
  readonly key?: Buffer | string
  readonly cert?: Buffer | string
}

export interface ForwardProxy extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** What it was asked to connect to, as `imap.corp.test:993`. */
  readonly asked: string[]
  /** Everything that clients sent through it, and what came back, as it went by. */
  readonly seen: Buffer[]
  stop(): Promise<void>
}

/** What it says where it does not connect: SOCKS 5 answers of RFC 1928 §6 and their likes of HTTP. */
const ANSWERS = {
  forbidden: { socks5: 2, http: '403 Forbidden by the lab' },
  unreachable: { socks5: 5, http: '502 Bad Gateway' },
} as const

type Outcome = keyof typeof ANSWERS

/** Starts a proxy on loopback: SOCKS 5 (RFC 1928, RFC 1929) or HTTP CONNECT (RFC 9110 §9.3.6). */
export async function startForwardProxy(options: ForwardProxyOptions): Promise<ForwardProxy> {
  const sockets = new Set<Socket>()
  const asked: string[] = []
  const seen: Buffer[] = []
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }

  /** Connects, says so by `answer`, and joins the two lines. */
  const join = async (client: Socket, reader: ByteReader, host: string, port: number, answer: Answers) => {
    asked.push(`${host}:${port}`)
    if (options.forbidden?.includes(host) === true) return client.end(answer('forbidden'))
    const known = options.names?.[host]
    const server = createConnection({ host: known === undefined ? host : '127.0.0.1', port: known ?? port })
    keep(server)
    try {
      await once(server, 'connect')
    } catch {
      return client.end(answer('unreachable'))
    }
    client.write(answer('connected'))
    const pass = (from: Socket, to: Socket): void => {
      from.on('data', (bytes: Buffer) => {
        seen.push(bytes)
        to.write(bytes)
      })
      from.on('end', () => to.end()).on('close', () => to.destroy())
    }
    server.write(reader.release())
    pass(client, server)
    pass(server, client)
    return undefined
  }

  const serve = (client: Socket): void => {
    keep(client)
    const reader = new ByteReader(client)
    const talk = options.kind === 'socks5' ? socks5(client, reader) : http(client, reader)
    talk.catch(() => client.destroy())
  }

  async function socks5(client: Socket, reader: ByteReader): Promise<unknown> {
    const [, count = 0] = await some(reader, 2)
    const methods = [...(await some(reader, count))]
    const method = options.user === undefined ? 0 : 2
    if (!methods.includes(method)) return client.end(Buffer.from([5, 255]))
    client.write(Buffer.from([5, method]))
    if (method === 2) {
      const [, length = 0] = await some(reader, 2)
      const user = (await some(reader, length)).toString()
      const [passwordLength = 0] = await some(reader, 1)
      const right = (await some(reader, passwordLength)).toString() === options.password && user === options.user
      if (!right) return client.end(Buffer.from([1, 1]))
      client.write(Buffer.from([1, 0]))
    }
    const [, , , type] = await some(reader, 4)
    const host = await socksHost(reader, type ?? 0)
    const port = (await some(reader, 2)).readUInt16BE()
    return join(client, reader, host, port, (outcome) =>
      Buffer.from([5, outcome === 'connected' ? 0 : ANSWERS[outcome].socks5, 0, 1, 127, 0, 0, 1, 0, 0]),
    )
  }

  async function http(client: Socket, reader: ByteReader): Promise<unknown> {
    const head: string[] = []
    for (let line = await reader.line(); line !== ''; line = await reader.line()) {
      if (line === undefined) return client.destroy()
      head.push(line)
    }
    const say = (status: string): Buffer => Buffer.from(`HTTP/1.1 ${status}\r\nX-Lab: forward\r\n\r\n`)
    const wanted = `Basic ${Buffer.from(`${options.user ?? ''}:${options.password ?? ''}`).toString('base64')}`
    if (options.user !== undefined && !head.includes(`Proxy-Authorization: ${wanted}`))
      return client.end(say('407 Proxy Authentication Required'))
    const [, host = '', port = ''] = /^CONNECT (.+):(\d+) HTTP\/1\.1$/.exec(head[0] ?? '') ?? []
    return join(client, reader, host.replace(/^\[|\]$/g, ''), Number(port), (outcome) =>
      say(outcome === 'connected' ? '200 Connection established' : ANSWERS[outcome].http),
    )
  }

  const { key, cert } = options
  const server =
    options.kind === 'https' ? createTlsServer({ key, cert }, serve) : createServer({ noDelay: true }, serve)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  return { host: '127.0.0.1', port: address.port, asked, seen, stop, [Symbol.asyncDispose]: stop }
}

type Answers = (outcome: Outcome | 'connected') => Buffer

async function some(reader: ByteReader, count: number): Promise<Buffer> {
  const bytes = await reader.bytes(count)
  if (bytes === undefined) throw new Error('The client has gone.')
  return bytes
}

async function socksHost(reader: ByteReader, type: number): Promise<string> {
  if (type === 1) return [...(await some(reader, 4))].join('.')
  if (type === 3) return (await some(reader, (await some(reader, 1))[0] ?? 0)).toString()
  const bytes = await some(reader, 16)
  return Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16)).join(':')
}

import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { LineCutter } from './line-cutter.ts'

/** One connection through the meddler, as its handlers see it. */
export interface MeddledConnection {
  /** From 1 on. */
  readonly number: number
  /** Says something to the client now, before whatever the server says next. */
  say: (raw: string | Buffer) => void
  /** Says it again and again, as fast as the client takes it, until so many bytes were said or the client has gone. */
  pour: (raw: Buffer, bytes?: number) => Promise<void>
  /** After so many more bytes (none unless told) nothing goes to the client any more; the line stays open. */
  mute: (afterBytes?: number) => void
  /** What the server says goes to the client so slowly, from now on. */
  slow: (bytesPerSecond: number) => void
  /** Ends it behind what was said. */
  hangUp: () => void
}

/** What a meddler does to the lines that pass it. Lines stand without their end; what is in literals is not shown. */
export interface Meddling {
  /** Asked when a client has come. False: the server is never asked, and what was said is all there is. */
  onConnect?: (connection: MeddledConnection) => boolean | undefined
  /** Each line of the server: what is given back goes to the client in its place, nothing where that is ''. */
  fromServer?: (line: string, connection: MeddledConnection) => string | undefined
  /** Each line of the client: a text goes to the server in its place; false keeps it from the server, with its literals. */
  fromClient?: (line: string, connection: MeddledConnection) => string | false | undefined
}

export interface Meddler extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** How many connections there were, and how often somebody tried to sign in. */
  readonly connections: number
  readonly signIns: number
  /** Replaces what is done, also on connections that are open. */
  set: (meddling: Meddling) => void
  stop: () => Promise<void>
}

const SIGN_IN = /^\S+ (?:LOGIN|AUTHENTICATE) /i

/**
 * A proxy on loopback that understands IMAP's lines and literals: before a real server it changes, adds, delays or
 * withholds answers, so that only the fault is made up and everything else is the server's own.
 */
export async function startMeddler(targetPort: number, initial: Meddling = {}, listenPort = 0): Promise<Meddler> {
  let meddling = initial
  let connections = 0
  let signIns = 0
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const mouth = new Mouth(client)
    const connection: MeddledConnection = {
      number: ++connections,
      say: (raw) => mouth.say(typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw),
      pour: (raw, bytes) => mouth.pour(raw, bytes),
      mute: (afterBytes = 0) => mouth.mute(afterBytes),
      slow: (bytesPerSecond) => mouth.slow(bytesPerSecond),
      // What the client still sends is read, or the kernel would take back what was said last.
      hangUp: () => client.end(),
    }
    const asked = meddling.onConnect?.(connection) !== false
    const target = asked ? createConnection({ host: '127.0.0.1', port: targetPort, noDelay: true }) : undefined
    track(open, client, target)
    let kept = false
    const toServer = new LineCutter(
      (line) => {
        if (SIGN_IN.test(line)) signIns++
        const instead = meddling.fromClient?.(line, connection)
        kept = instead === false
        if (instead !== false) target?.write(`${instead ?? line}\r\n`, 'latin1')
      },
      (bytes) => {
        if (!kept) target?.write(bytes)
      },
      true,
    )
    const toClient = new LineCutter(
      (line) => {
        const instead = meddling.fromServer?.(line, connection)
        if (instead !== '') mouth.say(Buffer.from(`${instead ?? line}\r\n`, 'latin1'))
      },
      (bytes) => mouth.say(bytes),
      false,
    )
    client.on('data', (bytes: Buffer) => {
      toServer.push(bytes)
      holdBack(client, target)
    })
    target?.on('data', (bytes: Buffer) => {
      toClient.push(bytes)
      holdBack(target, client)
    })
  })
  server.listen(listenPort, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The meddler has no port.')
  const stop = async (): Promise<void> => {
    for (const socket of open) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  return {
    host: '127.0.0.1',
    port: address.port,
    get connections() {
      return connections
    },
    get signIns() {
      return signIns
    },
    set(next) {
      meddling = next
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** Either side's end is the other's end too. */
function track(open: Set<Socket>, client: Socket, target: Socket | undefined): void {
  for (const [one, other] of [[client, target] as const, [target, client] as const]) {
    if (one === undefined) continue
    open.add(one)
    one.on('error', () => other?.destroy())
    one.on('close', () => {
      open.delete(one)
      other?.destroySoon()
    })
  }
}

/** Who reads slowly is sent to slowly. */
function holdBack(from: Socket, to: Socket | undefined): void {
  if (to?.writableNeedDrain !== true || from.isPaused()) return
  from.pause()
  to.once('drain', () => from.resume())
}

/** What goes to one client, by the rules of the moment. */
class Mouth {
  readonly #client: Socket
  #budget = Number.POSITIVE_INFINITY
  #slowly: Buffer[] | undefined

  constructor(client: Socket) {
    this.#client = client
  }

  say(bytes: Buffer): void {
    const part = bytes.subarray(0, Math.min(bytes.length, this.#budget))
    this.#budget -= part.length
    if (part.length === 0 || this.#client.destroyed) return
    if (this.#slowly === undefined) this.#client.write(part)
    else this.#slowly.push(part)
  }

  async pour(raw: Buffer, bytes = Number.POSITIVE_INFINITY): Promise<void> {
    let goOn = (): void => undefined
    const wake = (): void => goOn()
    this.#client.on('drain', wake).on('close', wake)
    for (let left = bytes; left > 0 && !this.#client.destroyed; left -= raw.length) {
      if (this.#client.write(left < raw.length ? raw.subarray(0, left) : raw)) continue
      await new Promise<void>((resolve) => {
        goOn = resolve
      })
    }
    this.#client.off('drain', wake).off('close', wake)
  }

  mute(afterBytes: number): void {
    this.#budget = afterBytes
  }

  slow(bytesPerSecond: number): void {
    const waiting: Buffer[] = []
    this.#slowly = waiting
    const drop = setInterval(() => {
      const [first] = waiting
      if (first === undefined) return
      this.#client.write(first.subarray(0, 1))
      if (first.length > 1) waiting[0] = first.subarray(1)
      else waiting.shift()
    }, 1_000 / bytesPerSecond)
    this.#client.on('close', () => clearInterval(drop))
  }
}

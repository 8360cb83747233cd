import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type Direction = 'client-to-server' | 'server-to-client'

export interface Faults {
  /** Added to every byte's way, in each direction. */
  delayMs?: number
  /** For each connection, in each direction. */
  bytesPerSecond?: number
  /** Ends a connection after exactly so many bytes went in one direction; what was on its way back is lost. */
  cut?: {
    direction: Direction
    /** Counted from the connection's start; a function is asked with the connection's number, from 1. */
    afterBytes: number | ((connection: number) => number)
    /** How many connections are cut (1) before all is well again. */
    times?: number
  }
}

export interface Proxy extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
  /** How many connections there were, are now, and were cut; how many bytes went through each way. */
  readonly connections: number
  readonly open: number
  readonly cuts: number
  readonly bytes: Readonly<Record<Direction, number>>
  /** Replaces the faults, also for connections that are open; the cuts are counted anew. */
  set: (faults: Faults) => void
  /** Ends every open connection now. */
  cutNow: () => void
  stop: () => Promise<void>
}

// So much may be on its way at once, which at a delay of 100 ms lets 40 MB/s through.
const WINDOW_BYTES = 4 << 20
const SLICE_MS = 10

/** A TCP proxy on loopback that disturbs what goes through it. */
export async function startProxy(targetPort: number, initial: Faults = {}, listenPort = 0): Promise<Proxy> {
  let faults = initial
  let connections = 0
  let cuts = 0
  let cutsOfTheseFaults = 0
  const bytes: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  const pairs = new Set<() => void>()

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const number = ++connections
    const target = createConnection({ host: '127.0.0.1', port: targetPort, noDelay: true, allowHalfOpen: true })
    const close = (): void => {
      client.destroy()
      target.destroy()
      pairs.delete(close)
    }
    pairs.add(close)
    const budgets = new Map<object, number>()
    /** How many bytes of this connection may still go this way under the present faults. */
    const budget = (direction: Direction): number => {
      const { cut } = faults
      if (cut?.direction !== direction || cutsOfTheseFaults >= (cut.times ?? 1)) return Number.POSITIVE_INFINITY
      const known = budgets.get(cut)
      if (known !== undefined) return known
      const limit = typeof cut.afterBytes === 'function' ? cut.afterBytes(number) : cut.afterBytes
      budgets.set(cut, limit)
      return limit
    }
    const way = (from: Socket, to: Socket, direction: Direction): void => {
      let sent = 0
      const pass = async (chunk: Buffer): Promise<boolean> => {
        const whole = budget(direction) - sent
        const part = chunk.subarray(0, Math.max(0, whole))
        sent += part.length
        bytes[direction] += part.length
        if (chunk.length < whole) {
          if (!to.write(part)) await drained(to)
          return true
        }
        cuts++
        cutsOfTheseFaults++
        // FIN only after the last byte: the peer gets exactly what was counted.
        await new Promise<void>((resolve) => {
          to.once('close', () => resolve())
          to.end(part, () => resolve())
        })
        close()
        return false
      }
      void transport(from, to, () => faults, pass).catch(close)
    }
    for (const socket of [client, target]) socket.on('error', close)
    client.on('close', () => (target.destroyed ? close() : undefined))
    target.on('close', () => (client.destroyed ? close() : undefined))
    way(client, target, 'client-to-server')
    way(target, client, 'server-to-client')
  })
  server.listen(listenPort, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')

  const cutNow = (): void => {
    for (const close of [...pairs]) close()
  }
  const stop = async (): Promise<void> => {
    cutNow()
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
    get open() {
      return pairs.size
    },
    get cuts() {
      return cuts
    },
    bytes,
    set(next) {
      faults = next
      cutsOfTheseFaults = 0
    },
    cutNow,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}

interface Underway {
  chunk: Buffer | undefined
  due: number
}

/** Carries the bytes of one direction, late and slowly as the faults ask, until the end or until `pass` says stop. */
async function transport(
  from: Socket,
  to: Socket,
  faults: () => Faults,
  pass: (chunk: Buffer) => Promise<boolean>,
): Promise<void> {
  const queue: Underway[] = []
  let queued = 0
  let wake: () => void = () => undefined
  const enter = (chunk: Buffer | undefined): void => {
    queue.push({ chunk, due: performance.now() + (faults().delayMs ?? 0) })
    queued += chunk?.length ?? 0
    if (queued > WINDOW_BYTES) from.pause()
    wake()
  }
  from.on('data', enter)
  from.on('end', () => enter(undefined))
  from.on('close', () => enter(undefined))
  for (;;) {
    const next = queue.shift()
    if (!next) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      continue
    }
    const wait = next.due - performance.now()
    if (wait > 0) await sleep(wait)
    if (to.destroyed) return
    if (!next.chunk) {
      to.end()
      return
    }
    for (let at = 0; at < next.chunk.length; ) {
      const { bytesPerSecond: rate } = faults()
      const slice = rate === undefined ? next.chunk.length : Math.max(1, Math.ceil((rate * SLICE_MS) / 1000))
      const part = next.chunk.subarray(at, at + slice)
      if (rate !== undefined) await sleep((part.length / rate) * 1000)
      if (!(await pass(part))) return
      at += part.length
    }
    queued -= next.chunk.length
    if (from.isPaused() && queued < WINDOW_BYTES / 2) from.resume()
  }
}

import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'
import { type Passing, TrapConnection } from './trap-connection.ts'
import type { Caught, Snare, Trap, TrapCommand } from './trap-types.ts'

/** A snare that was laid. */
interface Laid {
  snare: Snare
  seen: number
  left: number
  caught: (caught: Caught) => Promise<void>
}

/**
 * Starts an IMAP proxy that stops commands at named places: before the server sees them, within a literal, within or
 * before their answer. While one is held, a test may kill its client, freeze it, cut the line, or wait.
 */
export async function startTrap(targetPort: number, listenPort = 0): Promise<Trap> {
  const commands: TrapCommand[] = []
  const snares: Laid[] = []
  const open = new Set<TrapConnection>()
  const stopped = Promise.withResolvers<never>()
  stopped.promise.catch(() => undefined)
  let connections = 0
  let catches = 0

  const meet = (connection: number, line: { tag: string; name: string; text: string }): Passing => {
    const command: Passing = {
      ...line,
      connection,
      literals: [],
      answer: undefined,
      at: undefined,
      caught: async () => undefined,
      literalBytes: 0,
      answerBytes: 0,
      released: false,
      whole: false,
      asking: false,
      settle: Promise.withResolvers(),
    }
    commands.push(command)
    for (const laid of snares) {
      if (!matches(laid.snare, command) || ++laid.seen < (laid.snare.nth ?? 1)) continue
      if (laid.left === 0 || command.at !== undefined) continue
      laid.left--
      command.at = laid.snare.at
      command.caught = (caught) => {
        catches++
        return laid.caught(caught)
      }
    }
    return command
  }

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => {
    const number = ++connections
    const target = createConnection({ host: '127.0.0.1', port: targetPort, noDelay: true, allowHalfOpen: true })
    const connection = new TrapConnection(client, target, (line) => meet(number, line))
    open.add(connection)
    void connection.run().finally(() => open.delete(connection))
  })
  server.listen(listenPort, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The trap has no port.')

  const lay = (snare: Snare, times: number, caught: Laid['caught']): (() => void) => {
    const laid: Laid = { snare, seen: 0, left: times, caught }
    snares.push(laid)
    return () => {
      laid.left = 0
    }
  }
  const cutNow = (): void => {
    for (const connection of [...open]) connection.destroy()
  }
  const stop = async (): Promise<void> => {
    stopped.reject(new Error('The trap was stopped before it caught anything.'))
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
      return open.size
    },
    get catches() {
      return catches
    },
    commands,
    next: (snare) =>
      Promise.race([
        stopped.promise,
        new Promise<Caught>((resolve) => {
          lay(snare, 1, async (caught) => resolve(caught))
        }),
      ]),
    each: ({ times = Number.POSITIVE_INFINITY, ...snare }, then) =>
      lay(snare, times, async (caught) => {
        try {
          await then(caught)
        } finally {
          caught.release()
        }
      }),
    cutNow,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function matches({ command, connection }: Snare, passing: TrapCommand): boolean {
  if (connection !== undefined && connection !== passing.connection) return false
  return typeof command === 'string' ? command.toUpperCase() === passing.name : command.test(passing.text)
}

import { once } from 'node:events'
import type { Socket } from 'node:net'
import { duplexPair } from 'node:stream'
import { append } from '../commands/append.ts'
import { FetchStream } from '../commands/fetch.ts'
import { list } from '../commands/list.ts'
import { uidSearch } from '../commands/search.ts'
import { select } from '../commands/select.ts'
import { status } from '../commands/status.ts'
import { ImapConnection } from '../connection.ts'
import { ImapError } from '../errors.ts'
import { defaultLimits } from '../limits.ts'
import { SessionState } from '../session.ts'
import { Wire } from '../wire.ts'

/** What came of a talk: how each command ended, and the connection. */
export interface Talked {
  readonly outcomes: readonly unknown[]
  readonly closed: ImapError | undefined
  readonly held: number
}

const OPTIONS = { limits: { ...defaultLimits, bufferLiteral: 64 }, responseTimeoutMs: 3_600_000 }

/**
 * Runs one command of each kind at once against a server that says these bytes, in these pieces, whatever it is asked,
 * and then hangs up. Gives back how each ended: a value, or the error. A command that does not end is an error.
 */
export async function talk(pieces: readonly Buffer[]): Promise<Talked> {
  const [ours, theirs] = duplexPair()
  const state = new SessionState()
  const socket = ours as unknown as Socket
  const wire = new Wire(socket, OPTIONS, {
    has: (capability) => state.capabilities.has(capability),
    capabilities: (names) => state.learn(names),
    unsolicited: () => undefined,
  })
  const connection = new ImapConnection(wire, state, '')
  theirs.on('error', () => undefined)
  theirs.resume()
  theirs.write('* OK [CAPABILITY IMAP4rev1 ESEARCH LITERAL+ UIDPLUS MULTIAPPEND] ready\r\n')
  await wire.greeting()
  const message = { flags: [], size: 3, body: [Buffer.from('abc')] }
  const commands = [
    list(connection, { returnSubscribed: true }),
    select(connection, 'SELECT', 'INBOX'),
    status(connection, 'INBOX', ['MESSAGES']),
    uidSearch(connection, 'ALL'),
    fetchAll(new FetchStream(connection, '1:*', ['UID', 'BODY[]'], {})),
    append(connection, 'INBOX', [message, message]),
    connection.noop(),
  ].map((command) => command.catch((error: unknown) => error))
  // Every command has left before the first answer comes.
  await new Promise((resolve) => setImmediate(resolve))
  for (const piece of pieces) {
    if (theirs.destroyed || wire.closed !== undefined) break
    if (piece.length > 0) theirs.write(piece)
    await new Promise((resolve) => setImmediate(resolve))
  }
  theirs.end()
  const outcomes = await Promise.race([Promise.all(commands), tooLong()])
  if (!ours.closed) await once(ours, 'close')
  return { outcomes, closed: wire.closed, held: connection.heldBytes }
}

async function fetchAll(stream: FetchStream): Promise<string[]> {
  const found: string[] = []
  for await (const { uid, bodies } of stream) {
    let length = 0
    for (const body of bodies) for await (const piece of body) length += piece.length
    found.push(`${uid ?? '-'} ${length}`)
  }
  return found
}

async function tooLong(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('A command did not end though its connection did')), 10_000)
  timer.unref()
  return promise
}

/** The names of what ended commands, where it was an error. */
export const endings = (talked: Talked): string[] =>
  talked.outcomes.map((outcome) => {
    if (!(outcome instanceof Error)) return 'done'
    return outcome instanceof ImapError ? outcome.code : `unnamed: ${outcome.stack ?? outcome.message}`
  })

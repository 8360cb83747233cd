import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { ByteReader } from './byte-reader.ts'
import { defaultReply } from './scripted-defaults.ts'

/**
 * What the server says: lines that begin with `* ` or `+ ` go out as they are, any other gets the command's tag. No
 * lines is silence.
 */
export type Reply = string | readonly string[]

export interface ScriptedCommand {
  readonly tag: string
  /** The command without its tag, each literal left as `{12}` or `{12+}` in its place. */
  readonly text: string
  readonly literals: readonly Buffer[]
  /** The connection's number, from 1, and the number of this command among those its handler took, from 1. */
  readonly connection: number
  readonly time: number
  readonly session: ScriptedSession
  /** Sends raw text now, before the reply. */
  send: (raw: string | Uint8Array) => void
  /** The client's next line, for AUTHENTICATE and IDLE. */
  readLine: () => Promise<string | undefined>
  /** Ends the connection after the reply, or at once with a reset. */
  close: (reset?: boolean) => void
  /** The reply that would have been given without this handler. */
  byDefault: () => Promise<Reply>
}

export type Handler = Reply | ((command: ScriptedCommand) => Reply | undefined | Promise<Reply | undefined>)

export interface ScriptedSession {
  user: string | undefined
  selected: string | undefined
}

export interface LiteralOffer {
  /** The command so far, up to and with the literal's announcement. */
  readonly text: string
  readonly size: number
  /** Announced with `+`: the client sends it without asking. */
  readonly nonSync: boolean
  readonly connection: number
}

export interface ScriptedAppend {
  folder: string
  flags: string[]
  date: string | undefined
  raw: Buffer
}

export interface ScriptedOptions {
  /** The first handler whose pattern fits `UID FETCH 1:*` and the like answers; one that gives nothing passes on. */
  handlers?: readonly (readonly [RegExp, Handler])[]
  capabilities?: readonly string[]
  /** The words after `* `, or nothing for a silent server. */
  greeting?: string | undefined
  /** Names as they go over the wire. */
  folders?: readonly string[]
  delimiter?: string
  /**
   * Asked for each literal before it is read: nothing takes it; a reply (`NO [TOOBIG] Too large`) refuses the command;
   * a number ends the connection after so many of its bytes.
   */
  onLiteral?: (offer: LiteralOffer) => Reply | number | undefined
  port?: number
}

/** What the default handlers remember. */
export interface ScriptedState {
  readonly capabilities: readonly string[]
  readonly delimiter: string
  readonly folders: string[]
  readonly appended: ScriptedAppend[]
}

export interface ScriptedServer extends AsyncDisposable, ScriptedState {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly connections: number
  /** Each command that was read, as `1 a3 UID FETCH 1:*`: connection, tag, text. */
  readonly transcript: string[]
  stop: () => Promise<void>
}

const CAPABILITIES = ['IMAP4rev1', 'SASL-IR', 'AUTH=PLAIN', 'NAMESPACE', 'UIDPLUS', 'MULTIAPPEND', 'LITERAL+', 'ENABLE']

/** A small IMAP server on loopback that does what a test tells it, and what an empty mailbox would do else. */
export async function startScripted(options: ScriptedOptions = {}): Promise<ScriptedServer> {
  const state: ScriptedState = {
    capabilities: options.capabilities ?? CAPABILITIES,
    delimiter: options.delimiter ?? '/',
    folders: [...(options.folders ?? ['INBOX'])],
    appended: [],
  }
  const transcript: string[] = []
  const times = new Map<RegExp, number>()
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    const serving = serve(socket, ++connections, { options, state, transcript, times })
    serving.catch((cause: unknown) => {
      // A handler that throws is a fault of the test: the client sees it, and so does who reads the transcript.
      transcript.push(`handler failed: ${String(cause)}`)
      socket.destroy()
    })
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The scripted server has no port.')
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  return {
    ...state,
    host: '127.0.0.1',
    port: address.port,
    get connections() {
      return connections
    },
    transcript,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

interface Script {
  options: ScriptedOptions
  state: ScriptedState
  transcript: string[]
  times: Map<RegExp, number>
}

async function serve(socket: Socket, connection: number, script: Script): Promise<void> {
  const reader = new ByteReader(socket)
  const session: ScriptedSession = { user: undefined, selected: undefined }
  const greeting = 'greeting' in script.options ? script.options.greeting : 'OK Scripted server ready.'
  if (greeting !== undefined) socket.write(`* ${greeting}\r\n`)
  for (;;) {
    const read = await readCommand(socket, reader, connection, script.options)
    if (read === 'gone') return
    script.transcript.push(`${connection} ${read.tag} ${read.text}`)
    const closing: { how?: 'end' | 'reset' } = {}
    const command: Omit<ScriptedCommand, 'time'> = {
      ...read,
      connection,
      session,
      send: (raw) => void socket.write(raw),
      readLine: () => reader.line(),
      close: (reset = false) => {
        closing.how = reset ? 'reset' : 'end'
      },
      byDefault: async () => defaultReply({ ...command, time: 1 }, script.state),
    }
    const reply = read.refusal ?? (await answer(command, script))
    say(socket, read.tag, reply)
    // LOGOUT's own BYE ends a session, and so does one that a handler says.
    const bye = lines(reply).some((line) => /^\* BYE\b/i.test(line))
    if (!bye && closing.how === undefined) continue
    reader.close(closing.how === 'reset')
    return
  }
}

async function answer(command: Omit<ScriptedCommand, 'time'>, { options, state, times }: Script): Promise<Reply> {
  for (const [pattern, handler] of options.handlers ?? []) {
    if (!pattern.test(command.text)) continue
    const time = (times.get(pattern) ?? 0) + 1
    times.set(pattern, time)
    const reply = typeof handler === 'function' ? await handler({ ...command, time }) : handler
    if (reply !== undefined) return reply
  }
  return defaultReply({ ...command, time: 1 }, state)
}

function say(socket: Socket, tag: string, reply: Reply): void {
  for (const line of lines(reply)) socket.write(/^[*+] /.test(line) ? `${line}\r\n` : `${tag} ${line}\r\n`)
}

function lines(reply: Reply): readonly string[] {
  return typeof reply === 'string' ? [reply] : reply
}

interface ReadCommand {
  tag: string
  text: string
  literals: Buffer[]
  refusal?: Reply
}

/** Reads one command with its literals (RFC 3501 §4.3, RFC 7888 for `+`, RFC 3516 for `~`). */
async function readCommand(
  socket: Socket,
  reader: ByteReader,
  connection: number,
  options: ScriptedOptions,
): Promise<ReadCommand | 'gone'> {
  const literals: Buffer[] = []
  let refusal: Reply | undefined
  let whole = ''
  for (;;) {
    const line = await reader.line()
    if (line === undefined) return 'gone'
    whole += line
    const [, digits, plus] = /~?\{(\d+)(\+?)\}$/.exec(line) ?? []
    const [, tag = '*', text = ''] = /^(\S+) ?(.*)$/s.exec(whole) ?? []
    const done = { tag, text, literals, ...(refusal !== undefined && { refusal }) }
    if (digits === undefined) return done
    const size = Number(digits)
    const nonSync = plus === '+'
    const verdict = options.onLiteral?.({ text, size, nonSync, connection })
    if (typeof verdict === 'number') {
      if (!nonSync) socket.write('+ go ahead\r\n')
      await reader.bytes(Math.min(verdict, size))
      reader.close()
      return 'gone'
    }
    // A client that asked first sends nothing more of a refused command; one that did not is already sending it.
    if (verdict !== undefined) refusal ??= verdict
    if (verdict !== undefined && !nonSync) return { tag, text, literals, refusal: verdict }
    if (!nonSync) socket.write('+ go ahead\r\n')
    const literal = await reader.bytes(size)
    if (literal === undefined) return 'gone'
    literals.push(literal)
  }
}

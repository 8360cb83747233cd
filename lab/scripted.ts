import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { ByteReader } from './byte-reader.ts'
import { defaultReply } from './scripted-defaults.ts'
import type {
  Reply,
  ScriptedCommand,
  ScriptedOptions,
  ScriptedServer,
  ScriptedSession,
  ScriptedState,
} from './scripted-types.ts'

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

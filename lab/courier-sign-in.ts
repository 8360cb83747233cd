import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** Somebody whose password was right. */
export interface SignedIn {
  readonly user: string
  /** Of the LOGIN; whoever goes on answers it. */
  readonly tag: string
  /** What the client has sent behind it. */
  readonly rest: Buffer
  readonly socket: Socket
}

/** A client that sends no line within this many bytes is sent away. */
const LONGEST_LINE = 8192

/** What Courier does before a session: its greeting, its words, CAPABILITY and LOGIN. */
export async function courierSignIn(
  capabilities: string,
  isRight: (user: string, password: string) => boolean,
  serve: (signedIn: SignedIn) => Promise<void>,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    // The words of courier-imap 5.0.13.
    socket.write(
      `* OK [CAPABILITY ${capabilities}] Courier-IMAP ready. Copyright 1998-2019 Double Precision, Inc.  See COPYING for distribution information.\r\n`,
    )
    let rest = Buffer.alloc(0)
    const hear = (chunk: Buffer): void => {
      rest = Buffer.concat([rest, chunk])
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.toString('latin1', 0, end)
        rest = rest.subarray(end + 2)
        const { answer, tag, user } = answerTo(line, capabilities, isRight)
        if (user !== undefined) {
          socket.off('data', hear)
          serve({ user, tag, rest, socket }).catch(() => socket.destroy())
          return
        }
        socket.write(answer)
        if (answer.startsWith('* BYE')) socket.end()
      }
      if (rest.length > LONGEST_LINE) socket.destroy()
    }
    socket.on('data', hear)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    port: address.port,
    stop: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

interface Answer {
  readonly answer: string
  readonly tag: string
  readonly user?: string
}

function answerTo(line: string, capabilities: string, isRight: (user: string, password: string) => boolean): Answer {
  const [, tag = '*', name = '', rest = ''] = /^(\S+) (\w+) ?(.*)$/.exec(line) ?? []
  const say = (answer: string): Answer => ({ answer, tag })
  const enter = (user: string, password: string): Answer =>
    isRight(user, password) ? { answer: '', tag, user } : say(`${tag} NO Login failed.\r\n`)
  switch (name.toUpperCase()) {
    case 'CAPABILITY':
      return say(`* CAPABILITY ${capabilities}\r\n${tag} OK CAPABILITY completed\r\n`)
    case 'NOOP':
      return say(`${tag} OK NOOP completed\r\n`)
    case 'LOGOUT':
      return say(`* BYE Courier-IMAP server shutting down\r\n${tag} OK LOGOUT completed\r\n`)
    case 'LOGIN': {
      const [user, password] = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s"]+)/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll(/\\(.)/g, '$1') ?? bare ?? '',
      )
      return enter(user ?? '', password ?? '')
    }
    default:
      return say(`${tag} NO Error in IMAP command received by server.\r\n`)
  }
}

import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** A letter that was taken. */
export interface TakenLetter {
  readonly at: Date
  readonly to: string
  readonly subject: string
  /** The first web address in it; empty where there is none. */
  readonly link: string
}

/** Takes every letter of the demo, so that none leaves the machine. */
export interface Post extends AsyncDisposable {
  readonly port: number
  /** The latest first. */
  readonly letters: readonly TakenLetter[]
}

/** Letters that are kept, and how long one may be. */
const MOST = 100
const LONGEST = 1_000_000

/** Starts an SMTP server on loopback, without TLS and sign-in (RFC 5321, as far as one client needs it). */
export async function startPost(): Promise<Post> {
  const letters: TakenLetter[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    converse(socket, (letter) => {
      letters.unshift(letter)
      letters.length = Math.min(letters.length, MOST)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    letters,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function converse(socket: Socket, take: (letter: TakenLetter) => void): void {
  const say = (text: string) => socket.write(`${text}\r\n`)
  let text = ''
  let to: string[] = []
  let writing = false
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'QUIT') {
      say('221 Bye')
      socket.end()
    } else if (verb === 'DATA') {
      writing = true
      say('354 Go on')
    } else {
      if (verb === 'MAIL') to = []
      if (verb === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '')
      say(/^(?:EHLO|HELO|MAIL|RCPT|RSET|NOOP)$/.test(verb) ? '250 Fine' : '502 Not here')
    }
  }
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    if (text.length > LONGEST) return socket.destroy()
    for (;;) {
      const end = text.indexOf(writing ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return undefined
      const piece = text.slice(0, end)
      text = text.slice(end + (writing ? 5 : 2))
      if (!writing) command(piece)
      else {
        writing = false
        take(read(piece, to.join(', ')))
        say('250 Taken')
      }
    }
  })
  say('220 demo')
}

function read(letter: string, to: string): TakenLetter {
  const unfolded = letter.replaceAll(/\r\n[ \t]+/g, ' ')
  const subject = /^Subject: (.*)$/im.exec(unfolded)?.[1] ?? ''
  // A long line of quoted-printable goes on behind `=` (RFC 2045 §6.7).
  const link = /https?:\/\/[^\s"<>]+/.exec(letter.replaceAll(/=\r\n/g, '').replaceAll('=3D', '='))?.[0] ?? ''
  return { at: new Date(), to, subject: decoded(subject), link }
}

/** Encoded words of a subject (RFC 2047), all of them UTF-8 here. */
const decoded = (subject: string): string =>
  subject.replaceAll(/(\?=)\s+(=\?)/g, '$1$2').replaceAll(/(?:=\?utf-8\?([bq])\?[^?]*\?=)+/gi, (words) => {
    const bytes = [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, way, text = '']) =>
      way?.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quoted(text),
    )
    // A character may be cut by the end of a word.
    return Buffer.concat(bytes).toString('utf8')
  })

const quoted = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll('_', ' ')
      .replaceAll(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

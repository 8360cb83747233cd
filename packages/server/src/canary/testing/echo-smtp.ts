import { createServer, type Socket } from 'node:net'

/** An SMTP server, a fake: takes letters after a sign-in with one password, and quotes any other in its refusal. */
export interface EchoSmtp extends AsyncDisposable {
  readonly port: number
  readonly letters: readonly string[]
}

export async function startEchoSmtp(password: string): Promise<EchoSmtp> {
  const letters: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket, password, letters)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
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

function serve(socket: Socket, password: string, letters: string[]): void {
  const say = (text: string) => socket.write(`${text}\r\n`)
  let text = ''
  let letter: string | undefined
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
    for (let end = text.indexOf('\r\n'); end >= 0; end = text.indexOf('\r\n')) {
      const line = text.slice(0, end)
      text = text.slice(end + 2)
      if (letter !== undefined) {
        if (line === '.') {
          letters.push(letter)
          letter = undefined
          say('250 Taken')
        } else letter += `${line}\n`
      } else if (/^EHLO/i.test(line)) say('250-echo.example\r\n250 AUTH PLAIN')
      else if (/^AUTH PLAIN /i.test(line)) {
        const sent = Buffer.from(line.slice(11), 'base64').toString('utf8').split('\0')
        if (sent[2] === password) say('235 Welcome')
        else say(`535 5.7.8 Wrong: ${line} is ${sent[1] ?? ''} with ${sent[2] ?? ''}`)
      } else if (/^DATA/i.test(line)) {
        letter = ''
        say('354 Go on')
      } else if (/^QUIT/i.test(line)) {
        say('221 Bye')
        socket.end()
      } else say('250 Fine')
    }
  })
  say('220 echo.example')
}

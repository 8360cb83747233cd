import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'

/**
 * Answers the question whether a password is right as saslauthd does, over its Unix socket: user, password, service and
 * realm, each with its length in two bytes before it; the answer, `OK` or `NO`, likewise.
 */
export async function startSaslauthd(
  path: string,
  isRight: (user: string, password: string) => boolean,
): Promise<AsyncDisposable> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
    let asked = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      asked = Buffer.concat([asked, chunk])
      const [user, password, , realm] = counted(asked)
      if (user === undefined || password === undefined || realm === undefined) return
      const whole = realm === '' ? user : `${user}@${realm}`
      const answer = isRight(whole, password) ? 'OK' : 'NO'
      socket.end(Buffer.concat([Buffer.from([0, answer.length]), Buffer.from(answer)]))
    })
  })
  server.listen(path)
  await once(server, 'listening')
  await chmod(path, 0o777)
  return {
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The counted strings that have arrived whole. */
function counted(bytes: Buffer): string[] {
  const found: string[] = []
  for (let at = 0; at + 2 <= bytes.length; ) {
    const end = at + 2 + bytes.readUInt16BE(at)
    if (end > bytes.length) break
    found.push(bytes.toString('utf8', at + 2, end))
    at = end
  }
  return found
}

import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'

/** Stands before a server and takes every APPENDUID out of what it says: a server that never tells the UIDs it gave. */
export async function startWithoutAppendUid(port: number): Promise<{ port: number } & AsyncDisposable> {
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const target = createConnection({ host: '127.0.0.1', port, noDelay: true })
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    client.pipe(target)
    let rest = ''
    target.on('data', (chunk: Buffer) => {
      // A line that is not whole yet may begin with an APPENDUID.
      const text = rest + chunk.toString('latin1')
      const whole = text.lastIndexOf('\n') + 1
      rest = text.slice(whole)
      client.write(text.slice(0, whole).replaceAll(/\[APPENDUID [^\]]*\] /g, ''), 'latin1')
    })
    target.on('end', () => client.end(rest, 'latin1'))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

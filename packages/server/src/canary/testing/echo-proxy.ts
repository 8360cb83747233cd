import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/** An HTTP proxy that lets nobody in and says with which user and password one came, as they are and in base64. */
export async function startEchoProxy(): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', (bytes: Buffer) => {
      const given = /^Proxy-Authorization: Basic (\S+)/im.exec(bytes.toString('latin1'))?.[1] ?? ''
      socket.end(`HTTP/1.1 407 Not so: ${given} ${Buffer.from(given, 'base64').toString()}\r\n\r\n`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

import { createConnection } from 'node:net'

/** The first bytes that whoever listens on a loopback port says; undefined where nobody does within 5 s. */
export async function greeting(port: number): Promise<string | undefined> {
  const socket = createConnection({ host: '127.0.0.1', port })
  const heard = await new Promise<string | undefined>((resolve) => {
    socket.setTimeout(5000, () => resolve(undefined))
    socket.once('data', (chunk) => resolve(chunk.toString('latin1')))
    socket.once('error', () => resolve(undefined))
    socket.once('close', () => resolve(undefined))
  })
  socket.destroy()
  return heard
}

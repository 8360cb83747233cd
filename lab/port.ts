import { createServer } from 'node:net'

const HOST = '127.0.0.1'
// Below Linux's range for outgoing connections (32768–60999), so that no client's socket takes a port between our look
// and the server's start; and above what services are usually given.
const FIRST = 20_000
const LAST = 32_000
const given = new Set<number>()

/**
 * A loopback port that nobody listens on, never the same twice in one process. Another process can still take it before
 * the server does: who starts a server on it tries another port on "Address already in use".
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error(`No free port between ${FIRST} and ${LAST} on ${HOST}.`)
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { ConnectError } from '../errors.ts'
import { httpConnect } from './http-connect.ts'
import { type ProxyOptions, ProxyTalk, proxyError, type Target } from './proxy.ts'
import { socks5 } from './socks5.ts'

/** Addresses of a mail server that are tried one after the other. */
const MOST_TARGETS = 4

/**
 * A line to the mail server through a proxy, as if it were connected directly: TLS and IMAP begin on it. It stands still
 * until it is read.
 *
 * @param opened told of each socket as soon as there is one, so that it can be closed
 * @throws ConnectError `proxy-unreachable`: the proxy cannot be connected to; `proxy-sign-in`: it refuses user or
 *   password; `proxy-refused`: it does not want to connect there, or is no proxy of this kind; `proxy-failed`: it could
 *   not reach the mail server
 */
export async function dial(proxy: ProxyOptions, target: Target, opened: (socket: Socket) => void): Promise<Socket> {
  const hosts = (proxy.targets ?? [target.host]).slice(0, MOST_TARGETS)
  let failure = proxyError('proxy-failed', proxy, `was given no address of ${target.host}`)
  for (const host of hosts) {
    const socket = await line(proxy, opened)
    const talk = new ProxyTalk(socket, proxy)
    try {
      await (proxy.kind === 'socks5' ? socks5 : httpConnect)(talk, proxy, { host, port: target.port })
      talk.end()
      return socket
    } catch (error) {
      socket.destroy()
      if (!(error instanceof ConnectError) || error.code !== 'proxy-failed') throw error
      failure = error
    }
  }
  throw failure
}

/** Connected to the proxy, by TLS where that is its kind. */
function line(proxy: ProxyOptions, opened: (socket: Socket) => void): Promise<Socket> {
  const { kind, host, port, lookup, ca } = proxy
  const where = { host, port, noDelay: true, keepAlive: true, ...(lookup !== undefined && { lookup }) }
  const tls = { minVersion: 'TLSv1.2', ...(ca !== undefined && { ca }) } as const
  const socket =
    kind === 'https'
      ? connectTls({ ...where, ...tls, ...(isIP(host) === 0 && { servername: host }) })
      : connectTcp(where)
  opened(socket)
  return new Promise((resolve, reject) => {
    const failed = (error?: Error): void => {
      const words = error === undefined ? 'hung up' : `cannot be reached: ${error.message}`
      reject(new ConnectError('proxy-unreachable', `The proxy ${host}:${port} ${words}`, { cause: error }))
    }
    const closed = (): void => failed()
    socket.once('error', failed).once('close', closed)
    socket.once(kind === 'https' ? 'secureConnect' : 'connect', () => {
      socket.off('error', failed).off('close', closed)
      // The talk sees the close; an error must not be uncaught.
      socket.on('error', () => undefined)
      resolve(socket)
    })
  })
}

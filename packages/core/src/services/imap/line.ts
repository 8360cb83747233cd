import type { Socket } from 'node:net'
import { dial } from '@caravan/imap'
import type { Fetch, HostGuard, Line } from '../../guard/index.ts'
import type { MailProxy } from './endpoint.ts'
import { explain } from './explain.ts'
import { guardedWay } from './reach.ts'

/**
 * Lines through a proxy. With a guard both the proxy and each host are judged, and the proxy is told the judged addresses;
 * without one it looks names up itself (decision 0035 §2). They throw `ServiceError`: `proxy-unreachable`,
 * `proxy-sign-in`, `proxy-refused`, `proxy-failed`, and what the guard refuses.
 */
export function lineThrough(proxy: MailProxy, guard: HostGuard | undefined): Line {
  return async (host, port, signal) => {
    let socket: Socket | undefined
    const close = (): void => void socket?.destroy()
    signal.addEventListener('abort', close)
    try {
      const way = guard === undefined ? { host, proxy } : await guardedWay(guard, host, proxy)
      return await dial(way.proxy, { host: way.host, port }, (opened) => {
        socket = opened
        // It may have been given up between two tries.
        if (signal.aborted) close()
      })
    } catch (error) {
      throw explain(error, 'connect', `${host}:${port}`)
    } finally {
      signal.removeEventListener('abort', close)
    }
  }
}

/** A fetch that goes through the proxy of a service, where that has one: what belongs to a service goes its way. */
export function fetchThrough(fetch: Fetch, proxy: MailProxy | undefined, guard: HostGuard | undefined): Fetch {
  if (proxy === undefined) return fetch
  const line = lineThrough(proxy, guard)
  return (request) => fetch({ ...request, line })
}

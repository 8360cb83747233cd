import { type ConnectOptions, connect, type ImapConnection, type ProxyOptions } from '@caravan/imap'
import type { HostGuard, ReachableHost } from '../../guard/index.ts'
import { CaravanError } from '../../model/errors.ts'
import { ServiceError } from '../port.ts'

/**
 * Connects to where the guard says that the host is, and nowhere else; the certificate must bear the name. Without a
 * guard the system finds the host.
 *
 * Through a proxy the guard judges both: the proxy, which is connected to at its judged address, and the mail server, of
 * which the proxy is told the judged addresses and not the name, so that what it would look up leads nowhere else.
 * Without a guard the proxy looks the name up, which may be known on its side alone.
 *
 * @throws ServiceError where the guard refuses the host or cannot find it, else as `connect`
 */
export async function reach(options: ConnectOptions, guard: HostGuard | undefined): Promise<ImapConnection> {
  if (guard === undefined) return connect(options)
  const { proxy } = options
  if (proxy !== undefined) return connect({ ...options, ...(await guardedWay(guard, options.host, proxy)) })
  const { name, lookup } = await judged(guard, options.host)
  return connect({ ...options, host: name, lookup })
}

/**
 * The way to a host through a proxy, both judged.
 * @throws ServiceError where the guard refuses one of them or cannot find it
 */
export async function guardedWay(
  guard: HostGuard,
  host: string,
  proxy: ProxyOptions,
): Promise<{ host: string; proxy: ProxyOptions }> {
  const { name, addresses } = await judged(guard, host)
  const way = await judged(guard, proxy.host)
  // Proxies that have only the older family are many.
  const targets = [...addresses].sort((one, other) => one.family - other.family).map(({ address }) => address)
  return { host: name, proxy: { ...proxy, host: way.name, lookup: way.lookup, targets } }
}

async function judged(guard: HostGuard, host: string): Promise<ReachableHost> {
  return guard.resolve(host).catch((error: unknown) => {
    if (!(error instanceof CaravanError)) throw error
    // Only a name server that failed may do better the next time.
    const scope = error.code === 'lookup-failed' ? 'session' : 'service'
    throw new ServiceError(scope, error.code, error.message, error.remedy, { cause: error })
  })
}

/** Whose certificates count: of the authorities that are told, or anybody's where a person has let that pass. */
export const trusting = (account: {
  readonly ca?: string | undefined
  readonly unverified?: boolean | undefined
}): Pick<ConnectOptions, 'ca' | 'rejectUnauthorized'> => ({
  ca: account.ca,
  ...(account.unverified === true && { rejectUnauthorized: false }),
})

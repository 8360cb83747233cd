import { dnsResolver } from '../../dns/index.ts'
import { guardedFetch, type HostPolicy, hostGuard } from '../../guard/index.ts'
import type { MailProxy } from '../imap/endpoint.ts'
import { fetchThrough } from '../imap/line.ts'
import type { DiscoveryTools } from './discovery.ts'

export interface DiscoverySettings {
  readonly policy: HostPolicy
  /** Name servers, `ADDRESS` or `ADDRESS:PORT`, for every look-up; the machine's own ways unless told. */
  readonly servers?: readonly string[] | undefined
  /** Through which services are asked; it is told names, and addresses only where hosts are judged. */
  readonly proxy?: MailProxy | undefined
}

/** For one fetch with its redirects: two dozen run side by side, so a silent host costs this once or twice. */
const FETCH_MS = 8_000

/** What a discovery works with outside of tests. */
export function discoveryTools({ policy, servers, proxy }: DiscoverySettings): DiscoveryTools {
  const dns = dnsResolver({ servers })
  const guard = servers === undefined ? hostGuard(policy) : hostGuard(policy, (name) => dns.addresses(name))
  const judging = proxy !== undefined && policy.mode === 'exempt' ? undefined : guard
  const fetch = fetchThrough(guardedFetch(guard, { timeoutMs: FETCH_MS }), proxy, judging)
  return { dns, guard: judging, fetch, proxy }
}

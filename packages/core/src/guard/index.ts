/** The one guard for every host that somebody types: which may be connected to, and at which address. */
export { type Fetch, type Fetched, type FetchLimits, type FetchRequest, guardedFetch, type Line } from './fetch.ts'
export { type Host, readHost } from './host.ts'
export { type AllowList, EXEMPT, guardedPolicy, type HostPolicy, readAllowList } from './policy.ts'
export { type Cidr, type ParsedAddress, parseAddress, parseCidr, refusedKind } from './ranges.ts'
export {
  type AddressSource,
  type HostAddress,
  type HostGuard,
  hostGuard,
  pinnedLookup,
  type ReachableHost,
  resolveGuarded,
} from './resolve.ts'

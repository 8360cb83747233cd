/** DNS: looking records up. */
export { type DnsResolver, dnsResolver, type MxRecord, type ResolverOptions, type SrvRecord } from './resolver.ts'

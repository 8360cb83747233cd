/**
 * Which addresses are not the public internet's. Sources: IANA's special-purpose registries for IPv4 and IPv6
 * (RFC 6890 and what came after it), RFC 4291 for IPv6's forms, RFC 6052, 8215, 3056 and 5214 for addresses that hold
 * an IPv4 address.
 */
import { isIP } from 'node:net'

/** An address as a number, to be compared by prefix. */
export interface ParsedAddress {
  readonly family: 4 | 6
  readonly value: bigint
}

/** A range: an address and how many of its leading bits count. */
export interface Cidr extends ParsedAddress {
  readonly bits: number
}

/** Reads an address in the spelling of `node:net`, without a zone; undefined where it is none. */
export function parseAddress(text: string): ParsedAddress | undefined {
  const family = text.includes('%') ? 0 : isIP(text)
  if (family === 4) return { family, value: fromDotted(text) }
  if (family !== 6) return undefined
  const dotted = /[\d.]+$/.exec(text)?.[0] ?? ''
  const ended = dotted.includes('.') ? text.slice(0, -dotted.length) + groupsOf(fromDotted(dotted)) : text
  const [head = '', tail] = ended.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  return { family, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) }
}

/** Reads `192.0.2.0/24`, `2001:db8::/32` or one address; undefined where it is neither. */
export function parseCidr(text: string): Cidr | undefined {
  const [base = '', length, ...more] = text.split('/')
  const address = parseAddress(base)
  if (address === undefined || more.length > 0) return undefined
  const most = address.family === 4 ? 32 : 128
  if (length === undefined) return { ...address, bits: most }
  if (!/^\d{1,3}$/.test(length) || Number(length) > most) return undefined
  return { ...address, bits: Number(length) }
}

/** Whether the address lies in the range. */
export function within({ family, value }: ParsedAddress, range: Cidr): boolean {
  const rest = BigInt((range.family === 4 ? 32 : 128) - range.bits)
  return family === range.family && value >> rest === range.value >> rest
}

const fromDotted = (text: string): bigint =>
  text.split('.').reduce((sum, octet) => (sum << 8n) | BigInt(Number(octet)), 0n)
const groupsOf = (ipv4: bigint): string => `${(ipv4 >> 16n).toString(16)}:${(ipv4 & 0xffffn).toString(16)}`

const table = (ranges: readonly (readonly [string, string])[]): readonly { range: Cidr; kind: string }[] =>
  ranges.map(([text, kind]) => ({ range: cidr(text), kind }))

const IPV4 = table([
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared by a provider (CGNAT)'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'for documentation'],
  ['192.31.196.0/24', 'reserved'],
  ['192.52.193.0/24', 'reserved'],
  ['192.88.99.0/24', 'reserved'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'reserved'],
  ['198.18.0.0/15', 'for benchmarks'],
  ['198.51.100.0/24', 'for documentation'],
  ['203.0.113.0/24', 'for documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  // Public by its number, but inside Microsoft's cloud it is the host's own service (learn.microsoft.com,
  // "What is IP address 168.63.129.16?", 2026).
  ['168.63.129.16/32', 'a cloud host’s own service'],
])

/** Nothing outside of it is given out to the public (IANA, IPv6 address space). */
const PUBLIC = cidr('2000::/3')
const IPV6 = table([
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['fc00::/7', 'private'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
  ['64:ff9b:1::/48', 'for local translation (NAT64)'],
  ['100::/64', 'for discarding'],
  ['2001:db8::/32', 'for documentation'],
  ['3fff::/20', 'for documentation'],
  // Nobody serves mail behind Teredo, whose addresses hold two others, one of them turned round (RFC 4380 §4).
  ['2001::/32', 'Teredo'],
  // Benchmarks, ORCHID and protocols.
  ['2001::/23', 'reserved'],
  ['2620:4f:8000::/48', 'reserved'],
])

/** Where an IPv6 form holds an IPv4 address: the range, and how far from the right that stands. */
const EMBEDDED = [
  { range: cidr('::ffff:0:0/96'), kind: 'IPv4-mapped', shift: 0n },
  { range: cidr('::ffff:0:0:0/96'), kind: 'IPv4-translated', shift: 0n },
  { range: cidr('::/96'), kind: 'IPv4-compatible', shift: 0n },
  { range: cidr('64:ff9b::/96'), kind: 'NAT64', shift: 0n },
  { range: cidr('2002::/16'), kind: '6to4', shift: 80n },
] as const
/** Outside of 2000::/3 and yet ways to the public: an IPv4 socket, and a network that reaches IPv4 by translation. */
const TRANSLATED: ReadonlySet<string> = new Set(['IPv4-mapped', 'NAT64'])

function cidr(text: string): Cidr {
  const range = parseCidr(text)
  if (range === undefined) throw new Error(`No range: ${text}`)
  return range
}

/**
 * Why an address is not public, in a few words that fit behind “is”; undefined where it is public. IPv6 addresses that
 * hold an IPv4 address are judged by that as well.
 */
export function refusedKind(address: ParsedAddress): string | undefined {
  if (address.family === 4) return kindIn(IPV4, address)
  const named = kindIn(IPV6, address)
  if (named !== undefined) return named
  const embedded = embeddedIn(address)
  for (const { kind, value } of embedded) {
    const inner = kindIn(IPV4, { family: 4, value })
    if (inner !== undefined) return `${inner} (${kind})`
  }
  if (within(address, PUBLIC) || embedded.some(({ kind }) => TRANSLATED.has(kind))) return undefined
  return 'reserved'
}

/** An IPv4-mapped address as the IPv4 address that a connection to it reaches; others as they are. */
export function unmapped(address: ParsedAddress): ParsedAddress {
  return address.family === 6 && address.value >> 32n === 0xffffn
    ? { family: 4, value: address.value & 0xffff_ffffn }
    : address
}

const kindIn = (ranges: typeof IPV4, address: ParsedAddress): string | undefined =>
  ranges.find(({ range }) => within(address, range))?.kind

function embeddedIn(address: ParsedAddress): { kind: string; value: bigint }[] {
  const found: { kind: string; value: bigint }[] = []
  for (const { range, kind, shift } of EMBEDDED)
    if (within(address, range)) found.push({ kind, value: (address.value >> shift) & 0xffff_ffffn })
  // RFC 5214 §6.1: 0000:5efe or 0200:5efe before the IPv4 address, below any prefix.
  if (((address.value >> 32n) & 0xfdff_ffffn) === 0x5efen)
    found.push({ kind: 'ISATAP', value: address.value & 0xffff_ffffn })
  return found
}

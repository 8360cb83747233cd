import { BlockList } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddress, parseCidr, refusedKind, unmapped, within } from './ranges.ts'

const kindOf = (text: string): string | undefined => {
  const address = parseAddress(text)
  if (address === undefined) throw new Error(`no address: ${text}`)
  return refusedKind(address)
}

const ipv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((octets) => octets.join('.'))
const hex = (value: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = value.split('.').map(Number)
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
/** Each form that ends in, or holds, an IPv4 address. */
const FORMS: readonly ((value: string) => string)[] = [
  (value) => `::ffff:${value}`,
  (value) => `::ffff:${hex(value)}`,
  (value) => `0:0:0:0:0:FFFF:${hex(value)}`,
  (value) => `::ffff:0:${value}`,
  (value) => `::${value}`,
  (value) => `64:ff9b::${value}`,
  (value) => `64:ff9b::${hex(value)}`,
  (value) => `2002:${hex(value)}::1`,
  (value) => `2a01:4f8::200:5efe:${value}`,
  (value) => `2a01:4f8::5efe:${hex(value)}`,
]

it.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['0.0.0.0', 'unspecified'],
  ['0.1.2.3', 'unspecified'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'link-local'],
  ['100.64.0.1', 'CGNAT'],
  ['100.100.100.200', 'CGNAT'],
  ['192.0.0.192', 'reserved'],
  ['192.0.2.1', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.1', 'documentation'],
  ['198.18.0.1', 'benchmarks'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['168.63.129.16', 'own service'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'loopback'],
  ['fc00::1', 'private'],
  ['fd00:ec2::254', 'private'],
  ['fe80::1', 'link-local'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['64:ff9b:1::1', 'NAT64'],
  ['2001:db8::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
  ['2001:2::1', 'reserved'],
  ['100::1', 'discarding'],
  ['4000::1', 'reserved'],
  ['5f00::1', 'reserved'],
  ['::ffff:127.0.0.1', 'loopback (IPv4-mapped)'],
  ['64:ff9b::a00:1', 'private (NAT64)'],
  ['2002:7f00:1::', 'loopback (6to4)'],
])('%s is refused as %s', (text, kind) => expect(kindOf(text)).toContain(kind))

it.each([
  '8.8.8.8',
  '1.1.1.1',
  '172.32.0.1',
  '100.128.0.1',
  '192.0.1.1',
  '223.255.255.255',
  '2a00:1450:4001::1a',
  '2606:4700::1111',
  '2001:4860:4860::8888',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
])('%s is public', (text) => expect(kindOf(text)).toBeUndefined())

describe('whatever the address', () => {
  it('is read as Node reads it', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, fc.ipV6(), fc.ipV4()), ipv4, fc.nat(32), (text, base, bits) => {
        const address = parseAddress(text)
        const range = parseCidr(`${base}/${bits}`)
        if (address === undefined || range === undefined) throw new Error('not read')
        const list = new BlockList()
        list.addSubnet(base, bits, 'ipv4')
        // Node takes an IPv4-mapped address for its IPv4 address here.
        expect(within(unmapped(address), range)).toBe(list.check(text, address.family === 4 ? 'ipv4' : 'ipv6'))
      }),
    )
  })

  it('is compared with IPv6 ranges as Node compares it', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.ipV6(), fc.nat(128), (text, base, bits) => {
        const [address, range] = [parseAddress(text), parseCidr(`${base}/${bits}`)]
        if (address === undefined || range === undefined) throw new Error('not read')
        const list = new BlockList()
        list.addSubnet(base, bits, 'ipv6')
        expect(within(address, range)).toBe(list.check(text, 'ipv6'))
      }),
    )
  })

  it('an IPv4 address that is refused is refused in every form that holds it', () => {
    fc.assert(
      fc.property(
        fc.oneof(ipv4, fc.constantFrom('127.0.0.1', '10.1.2.3', '169.254.169.254', '192.168.0.1', '100.64.0.1')),
        fc.constantFrom(...FORMS),
        (value, form) => {
          if (kindOf(value) !== undefined) expect(kindOf(form(value))).toBeDefined()
        },
      ),
    )
  })

  it('an IPv6 address outside of 2000::/3 is public only where it stands for a public IPv4 address', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const address = parseAddress(text)
        if (address === undefined || address.value >> 125n === 1n || kindOf(text) !== undefined) return
        expect([0xffffn, 0x64ff9b0000000000000000n]).toContain(address.value >> 32n)
      }),
    )
  })
})

it.each([
  '',
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '0x7f.0.0.1',
  '256.1.1.1',
  '127.1',
  '::1%lo',
  'fe80::1%eth0',
  ':::',
  '1::2::3',
  'localhost',
  '1.2.3.4 ',
])('no address: %j', (text) => expect(parseAddress(text)).toBeUndefined())

it.each(['10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::/129', '10.0.0.0/-1', '10/8', 'corp/8'])(
  'no range: %j',
  (text) => expect(parseCidr(text)).toBeUndefined(),
)

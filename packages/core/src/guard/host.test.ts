import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readHost } from './host.ts'
import { parseAddress } from './ranges.ts'

it.each([
  ['imap.example.com', 'imap.example.com'],
  ['IMAP.Example.COM.', 'imap.example.com'],
  ['mail', 'mail'],
  ['münchen.de', 'xn--mnchen-3ya.de'],
  ['почта.рф', 'xn--80a1acny.xn--p1ai'],
  ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
  ['_dmarc.example.com', '_dmarc.example.com'],
  ['3com.com', '3com.com'],
])('%s is the name %s', (text, name) => expect(readHost(text)).toEqual({ kind: 'name', name }))

it.each(['192.0.2.1', '2001:db8::1', '::ffff:127.0.0.1'])('%s is an address', (text) =>
  expect(readHost(text)).toEqual({ kind: 'address', name: text }),
)

it('brackets are taken off an IPv6 address', () => {
  expect(readHost('[2001:DB8::1]')).toEqual({ kind: 'address', name: '2001:db8::1' })
})

it.each([
  '127.1',
  '127.0.1',
  '0177.0.0.1',
  '0x7f.0.0.1',
  '0x7f000001',
  '2130706433',
  '017700000001',
  '127.0.0.1.',
  '127.0.0.01',
  '127。0。0。1',
  '１２７.０.０.１',
  '①②⑦.0.0.1',
  '0x7F.1',
  '1.2.3.4.5',
  '256.256.256.256',
  'example.0',
  'example.0x1f',
  'example.com:993',
  'user@example.com',
  'example.com/path',
  'example.com?x',
  'example.com#x',
  'example.com\\x',
  'exam ple.com',
  'exam\tple.com',
  'exam\nple.com',
  '\u0000',
  '%31%32%37.0.0.1',
  '::1%lo',
  'fe80::1%eth0',
  '[::1',
  '[127.0.0.1]',
  '[example.com]',
  '',
  '.',
  '..',
  'a..b',
  '-a.com',
  `${'a'.repeat(64)}.com`,
  `${'a.'.repeat(130)}com`,
])('%j is refused', (text) => {
  expect(() => readHost(text)).toThrow(expect.objectContaining({ code: 'host-malformed' }) as Error)
})

/** An octet, or several joined, as C's inet_aton reads them. */
const number = fc.tuple(fc.nat(255), fc.constantFrom('octal', 'hex', 'HEX', 'padded')).map(([value, form]) => {
  if (form === 'octal') return `0${value.toString(8)}`
  if (form === 'hex') return `0x${value.toString(16)}`
  if (form === 'HEX') return `0X${value.toString(16).toUpperCase()}`
  return String(value).padStart(4, '0')
})

it('no other spelling of an IPv4 address is taken for a name or an address', () => {
  const dot = fc.constantFrom('.', '。', '．', '｡')
  const spelling = fc
    .tuple(
      fc.array(fc.oneof(number, fc.nat(0xffff_ffff).map(String)), { minLength: 1, maxLength: 4 }),
      dot,
      fc.boolean(),
    )
    .map(([parts, between, ended]) => parts.join(between) + (ended ? between : ''))
  fc.assert(
    fc.property(spelling, (text) => {
      if (parseAddress(text) !== undefined) return
      expect(() => readHost(text)).toThrow(expect.objectContaining({ code: 'host-malformed' }) as Error)
    }),
  )
})

it('what is read is read the same again, and as a URL reads it', () => {
  const text = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.string({ unit: 'grapheme', maxLength: 20 }))
  fc.assert(
    fc.property(text, (typed) => {
      let host: ReturnType<typeof readHost>
      try {
        host = readHost(typed)
      } catch {
        return
      }
      expect(readHost(host.name)).toEqual(host)
      const { hostname } = new URL(`https://${host.name.includes(':') ? `[${host.name}]` : host.name}/`)
      if (host.kind === 'name') expect(hostname).toBe(host.name)
      else expect(parseAddress(hostname.replace(/^\[|\]$/g, ''))).toEqual(parseAddress(host.name))
    }),
  )
})

import { expect, it } from 'vitest'
import { filled, readTarget } from './target.ts'

it.each([
  ['Anna@Corp.Example', 'Anna@corp.example', 'corp.example'],
  ['anna+list@corp.example.', 'anna+list@corp.example', 'corp.example'],
  ['анна@почта.рф', 'анна@xn--80a1acny.xn--p1ai', 'xn--80a1acny.xn--p1ai'],
  ["o'hara@corp.example", "o'hara@corp.example", 'corp.example'],
])('%s is an address', (text, address, domain) => expect(readTarget(text)).toMatchObject({ address, domain }))

it('a domain is a domain', () => {
  expect(readTarget('Corp.Example')).toEqual({ domain: 'corp.example', localPart: undefined, address: undefined })
})

it.each([
  '',
  '@',
  'anna@',
  '@corp.example',
  'anna',
  'localhost',
  'anna@localhost',
  'anna@127.0.0.1',
  'anna@[::1]',
  'a b@corp.example',
  'anna@@corp.example',
  'a\r\nb@corp.example',
  'anna@corp.example/x',
  'https://corp.example',
  'anna@127.1',
  `${'x'.repeat(65)}@corp.example`,
])('%j is neither', (text) => {
  expect(() => readTarget(text)).toThrow(expect.objectContaining({ code: 'not-an-address' }) as Error)
})

it('placeholders are filled in where the address is known', () => {
  const target = readTarget('anna@corp.example')
  expect(filled('%EMAILLOCALPART%/%EMAILDOMAIN%/%EMAILADDRESS%', target)).toBe('anna/corp.example/anna@corp.example')
  expect(filled('%EMAILADDRESS%', readTarget('corp.example'))).toBeUndefined()
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOwnDomain, normaliseDomain, readAddress } from './address.ts'

describe('an address', () => {
  test.each([
    ['Anna@X.Example', 'Anna@x.example', 'anna@x.example'],
    ['"anna"@x.example', 'anna@x.example', 'anna@x.example'],
    ['"a b"@x.example', '"a b"@x.example', '"a b"@x.example'],
    ['"a\\"b"@x.example', '"a\\"b"@x.example', '"a\\"b"@x.example'],
    ["o'brien+x@x.example.", "o'brien+x@x.example", "o'brien+x@x.example"],
    ['用户@例子.公司', '用户@例子.公司', '用户@xn--fsqu00a.xn--55qx5d'],
    ['a@BÜCHER.example', 'a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@例子。公司', 'a@例子.公司', 'a@xn--fsqu00a.xn--55qx5d'],
  ])('%s is read', (text, shown, key) => {
    expect(readAddress(text).address).toMatchObject({ text: shown, key })
  })

  test.each([
    ['', 'empty'],
    ['anna', 'no-at-sign'],
    ['@x.example', 'no-local-part'],
    ['anna@', 'no-domain'],
    ['.anna@x.example', 'bad-local-part'],
    ['an..na@x.example', 'bad-local-part'],
    ['an na@x.example', 'bad-local-part'],
    ['a,b@x.example', 'bad-local-part'],
    ['a@b@x.example', 'bad-local-part'],
    ['a\u202e@x.example', 'bad-local-part'],
    ['anna@localhost', 'bad-domain'],
    ['anna@x..example', 'bad-domain'],
    ['anna@-x.example', 'bad-domain'],
    ['anna@x.example%2ecom', 'bad-domain'],
    ['anna@0x7f.1', 'bad-domain'],
    ['anna@x/y.example', 'bad-domain'],
    ['anna@[192.0.2.1]', 'address-literal'],
    [`${'é'.repeat(33)}@x.example`, 'too-long'],
    [`a@${'x'.repeat(64)}.example`, 'bad-domain'],
    [`anna@${`${'x'.repeat(60)}.`.repeat(4)}example`, 'too-long'],
  ])('%s is none: %s', (text, fault) => {
    expect(readAddress(text).fault).toBe(fault)
  })

  test('that was read reads as itself', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'grapheme' }).map((local) => `${local}@x.example`),
        ),
        (text) => {
          const { address } = readAddress(text)
          if (address !== undefined) expect(readAddress(address.text).address).toEqual(address)
        },
      ),
    )
  })
})

test('own domains are told with and without what is below them', () => {
  const own = new Set(['x.example'])
  expect(isOwnDomain('x.example', own, false)).toBe(true)
  expect(isOwnDomain('mail.x.example', own, false)).toBe(false)
  expect(isOwnDomain('mail.x.example', own, true)).toBe(true)
  expect(isOwnDomain('notx.example', own, true)).toBe(false)
  expect(normaliseDomain('X.Example.')).toBe('x.example')
})

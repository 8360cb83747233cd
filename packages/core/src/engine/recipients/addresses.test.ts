import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressesOf } from './addresses.ts'
import { recipientValues } from './fields.ts'

const keys = (value: string): string[] => addressesOf(value).map((address) => address.key)

/** Processor time of this process, in milliseconds: a busy machine makes it no longer. */
const processorTime = (since?: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}

describe('addresses of a recipient field', () => {
  test.each([
    ['anna@x.example', ['anna@x.example']],
    ['Anna <Anna@X.example>, "Berg, Boris" <b@x.example>', ['anna@x.example', 'b@x.example']],
    ['Team: anna@x.example, Boris <b@x.example>;, vera@x.example', ['anna@x.example', 'b@x.example', 'vera@x.example']],
    ['undisclosed-recipients:;', []],
    ['anna@x.example (home, not office), (boss) b@x.example', ['anna@x.example', 'b@x.example']],
    ['anna@(in the)x.example', ['anna@x.example']],
    ['<anna@x.example(work)>', ['anna@x.example']],
    ['"anna berg"@x.example', ['"anna berg"@x.example']],
    ['<"anna"@x.example>', ['anna@x.example']],
    ['<"a@b"@x.example>', ['"a@b"@x.example']],
    ['"boris@other.example" <anna@x.example>', ['anna@x.example']],
    ['anna @ x . example', ['anna@x.example']],
    ['<@relay.example,@hop.example:anna@x.example>', ['anna@x.example']],
    ['=?utf-8?q?Anna_=3Canna=40x.example=3E?=', ['anna@x.example']],
    ['=?utf-8?q?Anna=2C_Berg?= <anna@x.example>', ['anna@x.example']],
    ['anna@x.example boris@x.example', ['boris@x.example', 'anna@x.example']],
    ['anna@x.example; boris@x.example', ['anna@x.example', 'boris@x.example']],
    ['"Anna <anna@x.example>', ['anna@x.example']],
    ['Anna <anna@x.example', ['anna@x.example']],
    ['<<anna@x.example>>', ['anna@x.example']],
    ["'anna@x.example'", ['anna@x.example']],
    ['иван@пример.рф, b@xn--e1afmkfd.xn--p1ai', ['иван@xn--e1afmkfd.xn--p1ai', 'b@xn--e1afmkfd.xn--p1ai']],
    ['anna@x.example.', ['anna@x.example']],
    ['', []],
    ['no address here', []],
    ['@', []],
  ])('%s', (value, expected) => {
    expect(keys(value).toSorted()).toEqual(expected.toSorted())
  })

  test('whatever its form, reading it neither fails nor takes long', () => {
    const piece = fc.constantFrom(
      'a@x.example',
      '<',
      '>',
      '"',
      '\\',
      '(',
      ')',
      ':',
      ';',
      ',',
      '@',
      ' ',
      '=?utf-8?q?a?=',
      '.',
      'группа',
    )
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: piece, maxLength: 60 })), (value) => {
        for (const address of addressesOf(value)) expect(addressesOf(address.text)[0]?.key).toBe(address.key)
      }),
      { numRuns: 2_000 },
    )
    const begun = process.cpuUsage()
    for (const unit of [
      '(',
      '"',
      '"\\',
      '\\"',
      '<',
      ':',
      'a:',
      '@',
      'a@',
      'a@x.example,',
      '=?',
      ' ',
      '((\\',
      '<a@',
      ',:;',
      'a',
      '"(',
      '=?utf-8?q?a@b?= ',
      '=?utf-8?q?=22?= ',
    ])
      addressesOf(unit.repeat(Math.floor(300_000 / unit.length)) + 'a@x.example')
    expect(processorTime(begun)).toBeLessThan(20_000)
  })
})

describe('recipient fields', () => {
  test('are all found, folded, repeated, in any case, also in a broken header', () => {
    const header = Buffer.from(
      'Received: from a\r\n for <r@x.example>\r\nTO: a@x.example,\r\n\tb@x.example\r\nno field\r\n folded nothing\r\nCc : c@x.example\nDelivered-To: d@x.example\r\nDelivered-To: e@x.example\r\nX-Original-To:f@x.example\r\nReply-To: g@x.example\r\nTo:\r\n h@x.example\r\n\r\nTo: body@x.example\r\n',
    )
    const { values, cut } = recipientValues(header)
    expect(cut).toBe(false)
    expect(values.map(({ value, delivery }) => [keys(value), delivery])).toEqual([
      [['a@x.example', 'b@x.example'], false],
      [['c@x.example'], false],
      [['d@x.example'], true],
      [['e@x.example'], true],
      [['f@x.example'], true],
      [['h@x.example'], false],
    ])
  })

  test('longer than anybody writes are cut, and it is said', () => {
    const header = Buffer.from(`To: ${'anna@x.example,\r\n '.repeat(40_000)}\r\nCc: c@x.example\r\n\r\n`)
    expect(recipientValues(header).cut).toBe(true)
  })
})

const corpora = join(import.meta.dirname, '../../../../../../shared/corpora')
test.skipIf(!existsSync(corpora))(
  '1,700 odd messages are read without a fault (skipped where ../shared/corpora is absent)',
  () => {
    let [files, found, slowest] = [0, 0, 0]
    for (const file of globSync('**/*', { cwd: corpora, withFileTypes: true })) {
      if (!file.isFile()) continue
      const bytes = readFileSync(join(file.parentPath, file.name))
      const begun = process.cpuUsage()
      for (const { value } of recipientValues(bytes).values) found += addressesOf(value).length
      slowest = Math.max(slowest, processorTime(begun))
      files++
    }
    console.log(`${files} files, ${found} addresses, the slowest took ${slowest.toFixed(1)} ms`)
    expect(found).toBeGreaterThan(1_000)
    expect(slowest).toBeLessThan(5_000)
  },
)

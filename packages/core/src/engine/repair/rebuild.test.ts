import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printOfCopy } from '../verify/copy-print.ts'
import { printOf, REBUILT } from '../verify/print.ts'
import { mend } from './mend.ts'
import { originalOf, rebuild } from './rebuild.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')

describe('a rebuilt message', () => {
  test('carries its original to the byte, whatever that is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 3_000 }).map((array) => Buffer.from(array)),
          fc
            .array(fc.constantFrom('Subject: x', 'no field', '', ' folded', 'a\0b', '\r', 'From a', '--caravan-'))
            .map((lines) => bytes(lines.join('\r\n'))),
        ),
        (original) => {
          const rebuilt = rebuild(original)
          expect(originalOf(rebuilt)?.equals(original)).toBe(true)
          expect(originalOf(bytes(rebuilt.toString('latin1').replaceAll('\r\n', '\n')))?.equals(original)).toBe(true)
        },
      ),
    )
  })

  test('has lines that every server takes: CR LF, ASCII in the header, only fields in it', () => {
    const text = rebuild(
      bytes('From x\nthis is no field\nSubject : Gr\xfc\xdfe\nX: \xd0\x9f\n\nbo\0dy\rlines'),
    ).toString('latin1')
    const header = text.split('\r\n\r\n')[0] ?? ''
    expect(text).not.toMatch(/(?<!\r)\n|\r(?!\n)|\0/)
    for (const line of header.split('\r\n')) expect(line).toMatch(/^(?:[A-Za-z0-9-]+: ?[ -~]*|[ \t]+[ -~]+)$/)
    expect(header).toContain('Subject: =?utf-8?B?R3LDvMOfZQ==?=')
  })

  test('shows text without a mail header whole', () => {
    for (const text of ['{"a": "b"}\n\nmore', 'BEGIN:VCALENDAR\r\nSUMMARY:Party\r\nEND:VCALENDAR\r\n'])
      expect(rebuild(bytes(text)).toString('latin1')).toContain(`\r\n\r\n${text.replaceAll(/\r?\n/g, '\r\n')}`)
  })

  test('is known for what it is in whatever pieces it comes, also with a header longer than what is looked at', async () => {
    const original = bytes(`no field\r\nSubject: long\r\n${'X-Long: 0123456789\r\n'.repeat(10_000)}\r\nbody`)
    const rebuilt = rebuild(original)
    for (const size of [1_000, 65_536, 70_000, rebuilt.length]) {
      const body: Buffer[] = []
      for (let at = 0; at < rebuilt.length; at += size) body.push(rebuilt.subarray(at, at + size))
      const print = await printOfCopy({ size: rebuilt.length, body })
      expect(print.exact.equals(printOf([original]).exact)).toBe(true)
      expect(print.oddities & REBUILT).toBe(REBUILT)
    }
  })

  test('is no proof where its attachment is another message', () => {
    const forged = rebuild(bytes('Subject: one\r\n\r\n1')).toString('latin1')
    const other = rebuild(bytes('Subject: two\r\n\r\n2')).toString('latin1')
    const mark = /x-caravan-original: \w+/
    expect(originalOf(bytes(forged.replace(mark, mark.exec(other)?.[0] ?? '')))).toBeUndefined()
  })
})

test('mending ends every line with CR LF, also the last, and leaves alone what is well', () => {
  const mended = (text: string) => mend([bytes(text)])?.toString('latin1')
  expect(mended('a\nb\r\nc')).toBe('a\r\nb\r\nc\r\n')
  expect(mended('a\0b\r\n')).toBe('a\x80b\r\n')
  expect(mended('a\r')).toBe('a\r\n')
  expect(mended('a\r\n')).toBeUndefined()
  expect(mended('')).toBeUndefined()
})

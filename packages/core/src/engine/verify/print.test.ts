import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equivalent } from './equivalent.ts'
import { headerEnd, headerFields } from './header.ts'
import { likeness } from './ladder.ts'
import { headerKey, Printer, printOf } from './print.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const like = (source: string, target: string) => likeness(printOf([bytes(source)]), printOf([bytes(target)]))

describe('the ladder of equality', () => {
  const message = 'Subject: x\r\nFrom: a@b\r\n\r\nHello\r\nworld\r\n'

  test('equal bytes are exact', () => {
    expect(like(message, message)).toMatchObject({ rung: 'exact', changes: [] })
  })

  test.each([
    ['line-ends', 'Subject: x\r\n\r\nHello\r\r\nworld\r\n', 'Subject: x\r\n\r\nHello\r\nworld\r\n'],
    ['line-ends', 'Subject: x\n\nHello\nworld\n', 'Subject: x\r\n\r\nHello\r\nworld\r\n'],
    ['line-ends', 'Subject: x\r\n\r\nHello\rworld\r\n', 'Subject: x\r\n\r\nHelloworld\r\n'],
    ['nul', 'Subject: x\r\n\r\nHel\0lo\r\n', 'Subject: x\r\n\r\nHel\x80lo\r\n'],
    ['final-line-end', 'Subject: x\r\n\r\nHello', 'Subject: x\r\n\r\nHello\r\n'],
    ['eight-bit-header', 'Subject: \xcf\xf0\r\n\r\nHello\r\n', 'Subject: XX\r\n\r\nHello\r\n'],
    ['tool-header', message, `X-TUID: abcdefghijkl\r\n${message}`],
  ] as const)('%s is a named transformation', (name, source, target) => {
    expect(like(source, target)).toMatchObject({ rung: 'normalised', changes: [name] })
  })

  test('another header field leaves a message equivalent', () => {
    expect(like(message, `Received: by somebody\r\n${message}`)).toMatchObject({ rung: 'equivalent' })
  })

  test.each([
    ['a changed letter', message.replace('Hello', 'Hallo')],
    ['a lost line', message.replace('world\r\n', '')],
    ['another subject', message.replace('Subject: x', 'Subject: y')],
    ['an empty message', ''],
  ])('%s is a mismatch', (_name, target) => {
    expect(like(message, target)).toMatchObject({ rung: 'mismatched' })
  })

  test('the prints of a message do not depend on how its bytes were cut', () => {
    const odd = fc.string({
      unit: fc.constantFrom('\r', '\n', '\0', 'a', ':', ' ', '\xe9', 'X-TUID: 1\r\n'),
      maxLength: 80,
    })
    fc.assert(
      fc.property(odd, fc.array(fc.nat(90), { maxLength: 6 }), (text, cuts) => {
        const whole = bytes(text)
        const printer = new Printer()
        let from = 0
        for (const cut of [...cuts].sort((a, b) => a - b)) {
          printer.update(whole.subarray(from, Math.max(from, cut)))
          from = Math.max(from, cut)
        }
        printer.update(whole.subarray(from))
        expect(printer.finish()).toEqual(printOf([whole]))
      }),
      { numRuns: 1_000 },
    )
  })

  test('a message and itself under every named transformation have one normal digest', () => {
    const body = fc.string({ unit: fc.constantFrom('a', 'b', '\r\n', '\0', '\xe9', ' '), maxLength: 60 })
    fc.assert(
      fc.property(body, (text) => {
        const source = `Subject: s\r\n\r\n${text}`
        const rewritten = source.replaceAll('\0', '\x80').replaceAll('\r\n', '\n')
        expect(printOf([bytes(rewritten)]).normal).toEqual(printOf([bytes(source)]).normal)
      }),
    )
  })
})

describe('header fields', () => {
  test('are found folded, repeated, in any case, among garbage', () => {
    const header = bytes(
      'garbage\r\nSUBJECT: one\r\n two\r\nSubject: again\r\nfrom:a@b\r\n\r\nMessage-ID: <in the body>\r\n',
    )
    expect(headerFields(header, ['subject', 'from', 'message-id'])).toEqual(
      new Map([
        ['subject', 'one two'],
        ['from', 'a@b'],
      ]),
    )
  })

  test('end at the first empty line, whatever its line ends', () => {
    expect(headerEnd(bytes('A: 1\r\n\r\nbody'))).toBe(8)
    expect(headerEnd(bytes('A: 1\n\nbody'))).toBe(6)
    expect(headerEnd(bytes('A: 1\r\r\n\r\r\nbody'))).toBe(10)
    expect(headerEnd(bytes('\r\nbody'))).toBe(2)
    expect(headerEnd(bytes('A: 1'))).toBe(4)
  })

  test('give the same key however a server folds or spoils them', () => {
    const key = (text: string) => headerKey(bytes(text))
    expect(key('Subject: a\r\n b\r\nFrom: \xcfx\r\n\r\n')).toEqual(key('From: Xx\nSubject: a b\n\n'))
    expect(key('Subject: a\r\n\r\n')).not.toEqual(key('Subject: b\r\n\r\n'))
  })
})

describe('equivalence by decoded parts', () => {
  const head =
    'Message-ID: <1@x>\r\nSubject: s\r\nFrom: a@b\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000\r\nMIME-Version: 1.0\r\n'
  const plain = Buffer.from(
    `${head}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nПривет\r\n`,
  )
  const base64 = Buffer.from(
    `${head}Content-Transfer-Encoding: base64\r\nContent-Type: text/plain;\r\n charset=utf-8\r\n\r\n${Buffer.from('Привет\r\n').toString('base64')}\r\n`,
  )

  test('holds where a server encoded the parts anew', async () => {
    await expect(equivalent(plain, base64)).resolves.toBe(true)
  })

  test('does not hold where a part differs, a field differs, or there is nothing to compare', async () => {
    await expect(equivalent(plain, Buffer.from(plain.toString().replace('Привет', 'Прощай')))).resolves.toBe(false)
    await expect(equivalent(plain, Buffer.from(plain.toString().replace('<1@x>', '<2@x>')))).resolves.toBe(false)
    await expect(equivalent(Buffer.from(head), Buffer.from(head))).resolves.toBe(false)
  })
})

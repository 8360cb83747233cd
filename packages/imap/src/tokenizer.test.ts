import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImapProtocolError, LimitExceededError } from './errors.ts'
import { defaultLimits } from './limits.ts'
import { tokens } from './testing/tokens.ts'

const whole = (text: string): string[] => tokens([Buffer.from(text, 'latin1')])

describe('the tokenizer', () => {
  it('cuts a line with a literal into text, literal, data and text', () => {
    expect(whole('* 1 FETCH (BODY[] {5}\r\na\r\nb) UID 3)\r\n')).toEqual([
      'text * 1 FETCH (BODY[] ',
      'literal 5',
      'chunk a\r\nb)',
      'text  UID 3)',
      'eol',
    ])
  })

  it('knows literal8, non-synchronising and empty literals', () => {
    expect(whole('* 1 FETCH (BINARY[] ~{2}\r\n\0\n BODY[] {0+}\r\n)\r\n')).toEqual([
      'text * 1 FETCH (BINARY[] ',
      'literal 2 binary',
      'chunk \0\n',
      'text  BODY[] ',
      'literal 0',
      'text )',
      'eol',
    ])
  })

  it.each([
    '* OK see {5}',
    'A1 NO see {5}',
    '+ go on {5}',
    '* BYE {5}',
    '* ok[ALERT] {5}',
    '* LIST () "/" "a {5}',
    '* LIST () "/" box{5}',
    '* LIST () "/" "a\\" {5}',
    '* LIST () "/" {abc}',
  ])('takes {5} for text in %s', (line) => {
    expect(whole(`${line}\r\nx`)).toEqual([`text ${line}`, 'eol'])
  })

  it.each([' * 1 FETCH (BODY[] {9}', 'BODY[] {9}', '* 1 FETCH (BODY[] {9}'.slice(1), 'A1 BODY[] {9}'])(
    'refuses to go on behind "%s", which is no IMAP and announces what may be a message',
    (line) => {
      expect(() => whole(`${line}\r\nA1 OK x\r\n)\r\n`)).toThrow(ImapProtocolError)
    },
  )

  it('takes a literal behind a quoted string that ended', () => {
    expect(whole('* LIST () "\\\\" {1}\r\nx\r\n')).toEqual(['text * LIST () "\\\\" ', 'literal 1', 'chunk x', 'eol'])
  })

  it('accepts a bare LF as the end of a line', () => {
    expect(whole('* 1 EXISTS\n* LIST () NIL {1}\nx\n\r\n')).toEqual([
      'text * 1 EXISTS',
      'eol',
      'text * LIST () NIL ',
      'literal 1',
      'chunk x',
      'eol',
      'eol',
    ])
  })

  it('gives the same tokens however the network cuts the stream', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }).map((text) => `* X ${text.replace(/[\r\n{}]/g, '')}\r\n`),
      fc
        .tuple(fc.string({ unit: 'binary-ascii', maxLength: 40 }), fc.boolean(), fc.constantFrom('\r\n', '\n'))
        .map(
          ([data, binary, end]) => `* 1 FETCH (BODY[] ${binary ? '~' : ''}{${data.length}}${end}${data} UID 1)${end}`,
        ),
      fc.constantFrom('* OK {3}\r\n', 'A1 NO {3}\r\n', '+ {3}\r\n', '\r\n', '* LIST () "/" "x {3}\r\n'),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(400), { maxLength: 12 }), (lines, cuts) => {
        const bytes = Buffer.from(lines.join(''), 'latin1')
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length]
        const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
        const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
        expect(tokens(pieces)).toEqual(tokens([bytes]))
        expect(tokens(single)).toEqual(tokens([bytes]))
      }),
    )
  })

  it('refuses a line longer than its limit, whole or in pieces', () => {
    const limits = { ...defaultLimits, lineBytes: 100 }
    const long = Buffer.alloc(101, 'x')
    expect(() => tokens([long], limits)).toThrow(LimitExceededError)
    expect(() => tokens([long.subarray(0, 60), long.subarray(60)], limits)).toThrow(LimitExceededError)
    expect(() => tokens([Buffer.concat([long, Buffer.from('\r\n')])], limits)).toThrow(LimitExceededError)
  })

  it('refuses a literal larger than its limit, and too many of them', () => {
    expect(() => whole('* LIST () "/" {4294967296}\r\n')).toThrow(LimitExceededError)
    const many = `* X ${'{0}\r\n '.repeat(4)}\r\n`
    expect(() => tokens([Buffer.from(many)], { ...defaultLimits, literals: 3 })).toThrow(LimitExceededError)
    expect(tokens([Buffer.from(many)], { ...defaultLimits, literals: 4 })).toContain('eol')
  })

  it.each(['-5', '12345678901234567'])('refuses a literal of size %s', (size) => {
    expect(() => whole(`* LIST () "/" {${size}}\r\n`)).toThrow(ImapProtocolError)
  })

  it('takes a long line in single bytes in linear time', () => {
    const bytes = Buffer.alloc(200_000, 'y')
    const pieces = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1))
    expect(tokens([...pieces, Buffer.from('\n')])[0]).toHaveLength(200_005)
  })
})

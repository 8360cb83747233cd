import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CaravanError } from '../../model/errors.ts'
import { childrenOf, readXml, textOf } from './xml.ts'

const malformed = (words: RegExp): Error =>
  expect.objectContaining({ code: 'answer-malformed', message: expect.stringMatching(words) as string }) as Error

it('elements, attributes and text are read; prefixes, comments and blanks around are left out', () => {
  const root = readXml(
    '\ufeff\n<?xml version="1.0"?><a:x a:k="1"><!-- no --><y> one &amp; <![CDATA[two]]> </y><y/></a:x>',
  )
  expect(root).toMatchObject({ name: 'x', attributes: { k: '1' } })
  expect(childrenOf(root, 'y')).toHaveLength(2)
  expect(textOf(root, 'y')).toBe('one & two')
})

describe('what a stranger could do harm with is refused', () => {
  it.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', /document type/],
    ['a file read by an entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', /document type/],
    ['an entity that XML does not have', '<x>&nbsp;</x>', /no XML/],
    ['an open element', '<x><y></x>', /no XML/],
    ['text', 'not found', /no XML/],
    ['nothing', '', /empty|no XML/],
    ['a page for people', '<html><body><br>hello</body></html>', /no XML/],
    ['a deep one', '<x>'.repeat(40), /too many/],
    ['a wide one', `<x>${'<y/>'.repeat(6_000)}</x>`, /too many/],
    ['a long one', `<x>${'y'.repeat(300_000)}</x>`, /too long/],
  ])('%s', (_, text, words) => {
    expect(() => readXml(text)).toThrow(malformed(words))
  })
})

it('whatever comes, it is read or refused by name', () => {
  const piece = fc.constantFrom(
    '<x>',
    '</x>',
    '<y a="1"/>',
    '&lt;',
    '&#x41;',
    '&#xFFFFFFFF;',
    '&a;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<!DOCTYPE x>',
    '<?p',
    '?>',
    'text',
    '\0',
    '<',
    '>',
    '"',
    '=',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 30 }).map((parts) => parts.join('')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        try {
          expect(readXml(text).name).not.toBe('')
        } catch (error) {
          if (!(error instanceof CaravanError)) throw error
          expect(error.code).toBe('answer-malformed')
        }
      },
    ),
    { numRuns: 1_000 },
  )
})

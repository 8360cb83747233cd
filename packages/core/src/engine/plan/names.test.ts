import fc from 'fast-check'
import { expect, test } from 'vitest'
import { original, writable } from './names.ts'

test('a name without forbidden characters stays as it is', () => {
  for (const name of ['Отчёты 2024 (final) = 客户', 'FY=2024', 'Budget=2024 ', ' A'])
    expect(writable(name, './')).toBe(name)
})

test('a forbidden character is written out and can be read back', () => {
  expect(writable('Q1.2020', '.')).toBe('Q1=2E=2020')
  expect(original('Q1=2E=2020')).toBe('Q1.2020')
})

test('a name that looks like an escape is told apart from one', () => {
  expect(writable('a=2E=b', '.')).toBe('a=3D=2E=b')
  expect(original('a=3D=2E=b')).toBe('a=2E=b')
})

test('spaces at the edges are written out where they are forbidden, and only there', () => {
  expect(writable(' a b ', ' ')).toBe('=20=a b=20=')
})

test('characters beyond U+FFFF are written out where none of them can be, and only they', () => {
  expect(writable('😀 \ufffd 客户', '\u{10000}')).toBe('=F09F9880= \ufffd 客户')
  expect(original('=F09F9880= \ufffd 客户')).toBe('😀 \ufffd 客户')
})

test('any name comes back, whatever is forbidden', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.string({ unit: fc.constantFrom('.', '/', '^', '&', '*', '%', '|', '#', '\\') }),
      (name, forbidden) => {
        const written = writable(name, forbidden)
        expect(original(written)).toBe(name)
        for (const char of forbidden) expect(written).not.toContain(char)
      },
    ),
  )
})

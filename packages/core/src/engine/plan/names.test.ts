import fc from 'fast-check'
import { expect, test } from 'vitest'
import { original, writable } from './names.ts'

test('a name without forbidden characters stays as it is', () => {
  expect(writable('Отчёты 2024 (final) = 客户', './')).toBe('Отчёты 2024 (final) = 客户')
})

test('a forbidden character is written out and can be read back', () => {
  expect(writable('Q1.2020', '.')).toBe('Q1=2E2020')
  expect(original('Q1=2E2020')).toBe('Q1.2020')
})

test('a name that looks like an escape is told apart from one', () => {
  expect(writable('a=2Eb', '.')).toBe('a=3D2Eb')
  expect(original('a=3D2Eb')).toBe('a=2Eb')
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
        expect(written).toBe(written.trim() === '' ? written : written.replace(/^ +| +$/g, ''))
      },
    ),
  )
})

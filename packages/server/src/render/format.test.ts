import { describe, expect, test } from 'vitest'
import { bytes, cut, duration, padEnd, plain, width } from './format.ts'

describe('text on a terminal', () => {
  test('Chinese signs take two columns, combining marks none', () => {
    expect(width('客户')).toBe(4)
    expect(width('مشتریان')).toBe(7)
    expect(width('é')).toBe(1)
    expect(padEnd('客户', 6)).toBe('客户  ')
  })

  test('is cut between signs, never within one, and says so', () => {
    expect(cut('客户上海', 6)).toBe('客户…')
    expect(cut('short', 6)).toBe('short')
  })

  test('loses what would move the cursor or turn the writing direction', () => {
    expect(plain('a\u001b[2Jb\u202ec')).toBe('a·[2Jb·c')
  })
})

test('sizes and spans read as people say them', () => {
  expect([0, 999, 1_000, 12_100_000, 128_000_000_000].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '12.1 MB',
    '128 GB',
  ])
  expect([0.42, 45.2, 200, 7_500].map(duration)).toEqual(['0.4 s', '45 s', '3 min 20 s', '2 h 5 min'])
})

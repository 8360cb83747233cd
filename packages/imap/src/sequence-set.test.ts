import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ImapProtocolError, InvalidArgumentError, LimitExceededError } from './errors.ts'
import { compressSet, countRanges, expandRanges, parseSet, splitSet } from './sequence-set.ts'

const ascending = fc
  .uniqueArray(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 4_294_967_295 })))
  .map((numbers) => numbers.sort((a, b) => a - b))

describe('sequence sets', () => {
  it('writes runs as ranges', () => {
    expect(compressSet([1, 2, 3, 4, 5, 7])).toBe('1:5,7')
    expect(compressSet([])).toBe('')
  })

  it('gives every set back that it wrote', () => {
    fc.assert(
      fc.property(ascending, (numbers) => {
        if (numbers.length > 0) expect(expandRanges(parseSet(compressSet(numbers)), 1e6)).toEqual(numbers)
      }),
    )
  })

  it('splits into texts of bounded length that hold every number once', () => {
    fc.assert(
      fc.property(ascending, fc.integer({ min: 21, max: 60 }), (numbers, length) => {
        const sets = [...splitSet(numbers, length)]
        for (const set of sets) expect(set.length).toBeLessThanOrEqual(length)
        expect(sets.flatMap((set) => expandRanges(parseSet(set), 1e6))).toEqual(numbers)
      }),
    )
  })

  it('keeps the order of a set that a server sends', () => {
    expect(expandRanges(parseSet('9,3:5,2:1'), 10)).toEqual([9, 3, 4, 5, 1, 2])
    expect(countRanges(parseSet('9,3:5'))).toBe(4)
  })

  it('lists no more numbers than asked', () => {
    expect(() => expandRanges(parseSet('1:4294967295'), 1000)).toThrow(LimitExceededError)
  })

  it('reads no more ranges than anybody can mean', () => {
    expect(parseSet('1,'.repeat(999_999) + '1')).toHaveLength(1_000_000)
    expect(() => parseSet('1,'.repeat(1_000_000) + '1')).toThrow(LimitExceededError)
  })

  it.each(['', '1:', '*', '1,,2', 'a', '1:2:3', '12345678901'])('reads no set in "%s"', (text) => {
    expect(() => parseSet(text)).toThrow(ImapProtocolError)
  })

  it.each([[[2, 1]], [[1, 1]], [[0]], [[1.5]], [[4_294_967_296]]])('refuses to write %j', (numbers) => {
    expect(() => compressSet(numbers)).toThrow(InvalidArgumentError)
  })
})

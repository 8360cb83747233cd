import fc from 'fast-check'
import { expect, it } from 'vitest'
import { niceTop, pathOf } from './paths.ts'

it('an axis ends with a round number that nothing reaches beyond', () => {
  expect([0, 3, 7, 10, 11, 240, 4999, 5001].map(niceTop)).toEqual([4, 4, 10, 10, 20, 500, 5000, 10_000])
  fc.assert(fc.property(fc.nat(), (value) => niceTop(value) >= value && niceTop(value) <= Math.max(4, 2.5 * value)))
})

it('a line goes through its values, and an area back along its floor', () => {
  expect(pathOf({ values: [0, 5, 10] }, 10, 100, 50)).toBe('M0 50L50 25L100 0')
  expect(pathOf({ values: [4, 4], floor: [0, 2] }, 4, 10, 8)).toBe('M0 0L10 0L10 4L0 8Z')
  expect(pathOf({ values: [0, 4], floor: [0, 0], stepped: true }, 4, 10, 8)).toBe('M0 8L10 8L10 0L10 8L10 8L0 8Z')
  expect(pathOf({ values: [] }, 4, 10, 8)).toBe('')
})

it('every point lies within the chart, whatever the values', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 50 }), (values) => {
      const numbers = pathOf({ values }, niceTop(Math.max(...values)), 600, 120).match(/[\d.]+/g) ?? []
      expect(numbers).toHaveLength(2 * values.length)
      for (const [index, text] of numbers.entries())
        expect(Number(text)).toBeLessThanOrEqual(index % 2 === 0 ? 600 : 120)
    }),
  )
})

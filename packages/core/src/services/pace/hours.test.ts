import { expect, test } from 'vitest'
import { opensAt } from './hours.ts'

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime()
const NIGHT = { from: 20 * 60, to: 6 * 60 }
const OFFICE = { from: 9 * 60 + 30, to: 17 * 60 }

test('within its hours a pass goes on at once', () => {
  expect(opensAt(NIGHT, at(2, 23))).toBe(at(2, 23))
  expect(opensAt(NIGHT, at(2, 5, 59))).toBe(at(2, 5, 59))
  expect(opensAt(OFFICE, at(2, 9, 30))).toBe(at(2, 9, 30))
})

test('outside of them it waits for the next ones, today or tomorrow', () => {
  expect(opensAt(NIGHT, at(2, 6))).toBe(at(2, 20))
  expect(opensAt(OFFICE, at(2, 8))).toBe(at(2, 9, 30))
  expect(opensAt(OFFICE, at(2, 17))).toBe(at(3, 9, 30))
})

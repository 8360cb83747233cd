import { describe, expect, it } from 'vitest'
import { dayNumber, monthOf } from './month.ts'

describe('a month of the calendar', () => {
  it('is Jalali in Persian, and its week begins on Saturday', () => {
    const month = monthOf('2026-11-25', 'fa')
    expect(month.title).toBe('آذر ۱۴۰۵')
    expect([month.first, month.last]).toEqual(['2026-11-22', '2026-12-21'])
    expect(month.weekdays[0]?.long).toBe('شنبه')
    // The first of Azar 1405 is a Sunday.
    expect(month.weeks[0]?.slice(0, 2)).toEqual([null, '2026-11-22'])
    expect(dayNumber('2026-11-22', 'fa')).toBe('۱')
  })

  it('is Gregorian in the others, and its week begins on Monday', () => {
    for (const language of ['en', 'ru', 'zh'] as const) {
      const month = monthOf('2027-02-10', language)
      expect([month.first, month.last]).toEqual(['2027-02-01', '2027-02-28'])
      // It begins on a Monday and has four weeks.
      expect(month.weeks).toHaveLength(4)
      expect(dayNumber('2027-02-10', language)).toBe('10')
    }
  })

  it('has each of its days once, in whole weeks', () => {
    for (const language of ['en', 'fa'] as const)
      for (let month = monthOf('2024-01-15', language), n = 0; n < 60; n++) {
        const days = month.weeks.flat().filter((day) => day !== null)
        expect(new Set(days).size).toBe(days.length)
        expect([days[0], days.at(-1)]).toEqual([month.first, month.last])
        expect(month.weeks.every((week) => week.length === 7)).toBe(true)
        month = monthOf(new Date(Date.parse(month.last) + 86_400_000).toISOString().slice(0, 10), language)
      }
  })
})

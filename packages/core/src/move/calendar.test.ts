import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayIn, dayNumber, daysBetween } from './calendar.ts'

/** The calendar as one learns it, day by day. */
function nextDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!
  const [y, m, d] = date < length ? [year, month, date + 1] : month < 12 ? [year, month + 1, 1] : [year + 1, 1, 1]
  return [String(y).padStart(4, '0'), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-')
}

describe('the calendar', () => {
  test('goes from day to day as months and leap years do', () => {
    let day = '1999-12-30'
    for (let n = 0; n < 40_000; n++) {
      const next = nextDay(day)
      if (addDays(day, 1) !== next) expect.unreachable(`${day} is followed by ${next}`)
      day = next
    }
    expect(day).toBe('2109-07-06')
  })

  test('comes back from where it went, and counts the days between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: -100_000, max: 100_000 }), (start, days) => {
        const day = addDays('1600-01-01', start)
        const there = addDays(day, days)
        expect(addDays(there, -days)).toBe(day)
        expect(daysBetween(day, there)).toBe(days)
        expect(there < day).toBe(days < 0)
      }),
    )
  })

  test('knows no day that no month has, and no other form', () => {
    const none = ['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '1900-02-29']
    for (const day of [
      ...none,
      '',
      'tomorrow',
      '2026-1-1',
      '26-01-01',
      '2026-01-01T00:00',
      ' 2026-01-01',
      '+002026-01-01',
    ])
      expect(() => dayNumber(day)).toThrow(expect.objectContaining({ code: 'date-invalid' }) as Error)
    expect(dayNumber('2024-02-29')).toBeGreaterThan(0)
    for (const days of [5_000_000, -5_000_000, Number.NaN, Infinity])
      expect(() => addDays('2026-01-01', days)).toThrow(expect.objectContaining({ code: 'date-invalid' }) as Error)
  })

  test('says which day it is in a place, also around a change of its clock', () => {
    const day = (zone: string, moment: string) => dayIn(zone, new Date(moment))
    expect(day('Asia/Tehran', '2026-11-21T20:29:59Z')).toBe('2026-11-21')
    expect(day('Asia/Tehran', '2026-11-21T20:30:00Z')).toBe('2026-11-22')
    expect(day('America/Los_Angeles', '2026-11-21T07:59:59Z')).toBe('2026-11-20')
    // Berlin's clock goes back on 25 October 2026, a day of 25 hours, and forward on 28 March 2027.
    expect(day('Europe/Berlin', '2026-10-24T22:00:00Z')).toBe('2026-10-25')
    expect(day('Europe/Berlin', '2026-10-25T22:59:59Z')).toBe('2026-10-25')
    expect(day('Europe/Berlin', '2026-10-25T23:00:00Z')).toBe('2026-10-26')
    expect(day('Europe/Berlin', '2027-03-28T21:59:59Z')).toBe('2027-03-28')
    // Samoa had no 30 December 2011.
    expect(day('Pacific/Apia', '2011-12-30T09:59:59Z')).toBe('2011-12-29')
    expect(day('Pacific/Apia', '2011-12-30T10:00:00Z')).toBe('2011-12-31')
    expect(() => day('Europe/Bärlin', '2026-01-01')).toThrow(
      expect.objectContaining({ code: 'time-zone-unknown' }) as Error,
    )
  })
})

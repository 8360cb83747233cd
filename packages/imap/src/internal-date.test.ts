import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatInternalDate, parseInternalDate } from './internal-date.ts'

describe('INTERNALDATE', () => {
  it('reads back what it wrote, to the second', () => {
    const date = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(date, (value) => {
        const seconds = Math.floor(value.getTime() / 1000) * 1000
        expect(parseInternalDate(formatInternalDate(new Date(seconds)))).toMatchObject({
          epochMs: seconds,
          zoneMinutes: 0,
        })
      }),
    )
  })

  it.each([' 1-Jan-2020 00:30:00 -0130', '1-jan-2020 00:30:00 -0130', '01-JAN-2020 0:30:00 -0130'])(
    'reads "%s"',
    (raw) => {
      expect(parseInternalDate(raw)).toEqual({ raw, epochMs: Date.UTC(2020, 0, 1, 2), zoneMinutes: -90 })
    },
  )

  it.each(['', 'yesterday', '32-Jan-2020 00:00:00 +0000', '1-Foo-2020 00:00:00 +0000'])('keeps "%s" raw', (raw) => {
    expect(parseInternalDate(raw)).toEqual({ raw, epochMs: undefined, zoneMinutes: undefined })
  })
})

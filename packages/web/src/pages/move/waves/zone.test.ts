import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayIn, localIn, momentIn } from './zone.ts'

describe('the clock of a time zone', () => {
  it('is read and set', () => {
    expect(momentIn('Asia/Tehran', '2026-11-22T22:00')).toBe('2026-11-22T18:30:00.000Z')
    expect(localIn('Asia/Tehran', '2026-11-22T18:30:00Z')).toBe('2026-11-22T22:00')
    expect(dayIn('Asia/Shanghai', '2026-11-22T18:30:00Z')).toBe('2026-11-23')
  })

  it('goes over the changes of the clocks: an hour that is skipped is the one after it', () => {
    expect(momentIn('Europe/Berlin', '2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(momentIn('Europe/Berlin', '2026-03-29T03:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(momentIn('Europe/Berlin', '2026-10-25T04:00')).toBe('2026-10-25T03:00:00.000Z')
  })

  it('shows what it was set to, but in the hours that it skips', () => {
    const hours = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Tehran', 'Asia/Shanghai', 'America/St_Johns', 'UTC')
    fc.assert(
      fc.property(hours, zones, (at, zone) => {
        const local = localIn(zone, at)
        expect(localIn(zone, momentIn(zone, local))).toBe(local)
      }),
    )
  })
})

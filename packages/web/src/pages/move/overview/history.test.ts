import { expect, it } from 'vitest'
import { bySteps, standings } from './history.ts'

it('the pace has a step for each minute, those in which nothing was done too, and not the one that goes on', () => {
  const steps = bySteps({
    from: '2026-11-22T10:00:30.000Z',
    to: '2026-11-22T10:04:10.000Z',
    everyMinutes: 1,
    pace: [
      { at: '2026-11-22T10:02:00.000Z', copied: 90, bytes: 1, verified: 30 },
      { at: '2026-11-22T10:04:00.000Z', copied: 5, bytes: 1, verified: 0 },
    ],
  })
  expect(steps.map(({ copied }) => copied)).toEqual([0, 90, 0])
  expect(steps[1]).toEqual({ at: '2026-11-22T10:02:00.000Z', copied: 90, verified: 30 })
})

it('a longer step says messages a minute as well', () => {
  const span = { from: '2026-11-22T10:00:00.000Z', to: '2026-11-22T10:20:00.000Z', everyMinutes: 10 }
  const pace = [{ at: '2026-11-22T10:10:00.000Z', copied: 90, bytes: 1, verified: 0 }]
  expect(bySteps({ ...span, pace }).map(({ copied }) => copied)).toEqual([0, 9])
})

it('mailboxes stand as they were found last until they are found otherwise', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString()
  const found = standings({
    to: at(119),
    states: [
      { at: at(0), states: [{ state: 'not-begun', count: 3 }] },
      {
        at: at(60),
        states: [
          { state: 'home', count: 1 },
          { state: 'copying', count: 1 },
          { state: 'stuck', count: 1 },
        ],
      },
    ],
  })
  expect(found).toHaveLength(120)
  expect(found[59]?.counts).toMatchObject({ idle: 3, ok: 0 })
  expect(found[60]?.counts).toEqual({ ok: 1, going: 1, warning: 0, bad: 1, idle: 0 })
  expect(standings({ to: at(1), states: [] })).toEqual([])
})

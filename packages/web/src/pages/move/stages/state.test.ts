import { expect, it } from 'vitest'
import { type Stage, stateOf, wasAhead } from './state.ts'

const assess = {
  ...{ stage: 'assess', status: 'open', applies: true, standing: 'past', ends: '2026-10-27' },
  checks: [{ status: 'red', override: null }],
} as unknown as Stage

it('calls a stage overdue whose day lay ahead when it began', () => {
  expect(stateOf({ ...assess, since: '2026-10-20T08:00:00Z' })).toBe('blocked')
})

it('calls no day missed that the plan counted into the past', () => {
  const late = { ...assess, since: '2026-11-22T08:00:00Z' }
  expect(stateOf(late)).toBe('open')
  expect(wasAhead(late)).toBe(false)
  expect(wasAhead({ ...late, stage: 'cutover' })).toBe(true)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STAGES } from '../model/stages.ts'
import { daysBetween } from './calendar.ts'
import { CHECK_RULES } from './checks.ts'
import { planOf, standingOn } from './plan.ts'
import { anyMove, move } from './testing/facts.ts'

const partsOf = (stage: string, other: Partial<typeof move>) =>
  planOf({ ...move, ...other })
    .find((planned) => planned.stage === stage)!
    .parts.filter(({ applies }) => applies)
    .map(({ part }) => part)

test('a move to new addresses is told for three weeks before the switch, and watched for ninety days', () => {
  const plan = planOf(move).map(({ stage, begins, ends }) => [stage, begins, ends])
  expect(plan).toEqual([
    ['assess', '2026-10-10', '2026-10-17'],
    ['approve', '2026-10-17', '2026-10-24'],
    ['prepare', '2026-10-17', '2026-11-20'],
    ['copy', '2026-10-24', '2027-02-19'],
    ['announce', '2026-10-31', '2027-02-19'],
    ['cutover', '2026-11-21', '2026-11-21'],
    ['watch', '2026-11-21', '2027-02-19'],
    ['close', '2027-02-19', '2027-02-26'],
  ])
})

test('where addresses stay, nobody is told and nobody is answered, unless the lead wants it', () => {
  const sameDomain = { ...move, kind: 'same-domain' } as const
  const plan = planOf(sameDomain)
  expect(plan.find(({ stage }) => stage === 'announce')).toMatchObject({ applies: false, begins: null, ends: null })
  expect(plan.find(({ stage }) => stage === 'watch')).toMatchObject({ ends: '2026-12-21' })
  expect(partsOf('watch', sameDomain)).toContain('stragglers')
  expect(partsOf('announce', { ...sameDomain, tellsCorrespondents: true })).toEqual(['notices'])
})

test('a first company mail without an old mailbox has nothing to copy and something to announce', () => {
  const first = { kind: 'first-mail', hasSource: false } as const
  expect(planOf({ ...move, ...first }).filter(({ applies }) => !applies)).toMatchObject([{ stage: 'copy' }])
  expect(partsOf('announce', first)).toEqual(['notices'])
  expect(partsOf('cutover', first)).not.toContain('way-back')
  expect(partsOf('copy', { ...first, hasSource: true })).toContain('copy')
})

test('a partial move plans the delivery between both services', () => {
  expect(partsOf('prepare', { partial: true })).toContain('split-delivery')
  expect(partsOf('prepare', {})).not.toContain('split-delivery')
})

test('without a day of the switch a plan has its stages and no dates', () => {
  for (const { begins, ends } of planOf({ ...move, cutoverDay: null })) expect([begins, ends]).toEqual([null, null])
})

test('stages that are not built yet are shown as such', () => {
  expect(planOf(move).flatMap(({ stage, built }) => (built ? [] : stage))).toEqual(['announce', 'watch'])
})

test('a plan that cannot be is refused', () => {
  for (const wrong of [
    { announceDays: 13 },
    { announceDays: 29 },
    { announceDays: 20.5 },
    { watchDays: 6 },
    { watchDays: 731 },
  ])
    expect(() => planOf({ ...move, ...wrong })).toThrow(expect.objectContaining({ code: 'move-plan-invalid' }) as Error)
  expect(() => planOf({ ...move, cutoverDay: '2026-11-31' })).toThrow(/no day of the calendar/)
})

test('a day is ahead of a stage, within it, or past it', () => {
  const stage = { begins: '2026-11-01', ends: '2026-11-21' }
  expect(['2026-10-31', '2026-11-01', '2026-11-21', '2026-11-22'].map((day) => standingOn(stage, day))).toEqual([
    'ahead',
    'due',
    'due',
    'past',
  ])
  expect(standingOn({ begins: null, ends: null }, '2026-11-01')).toBe('undated')
})

test('whatever the move, stages begin in their order, deltas run until it closes, and notices until the watch ends', () => {
  fc.assert(
    fc.property(anyMove, (any) => {
      const dated = planOf(any).filter(({ begins }) => begins !== null)
      for (const { begins, ends } of dated) expect(daysBetween(begins!, ends!)).toBeGreaterThanOrEqual(0)
      const begins = dated.map((stage) => stage.begins!)
      expect([...begins].sort()).toEqual(begins)
      const of = (name: string) => dated.find(({ stage }) => stage === name)
      const [copy, announce, cutover, watch, close] = ['copy', 'announce', 'cutover', 'watch', 'close'].map(of)
      if (copy) expect(copy.ends).toBe(close!.begins)
      if (announce) {
        expect(announce.ends).toBe(watch!.ends)
        expect(daysBetween(announce.begins!, cutover!.begins!)).toBe(any.announceDays)
      }
    }),
  )
})

test('every check has a name of its own within its stage', () => {
  for (const stage of STAGES) {
    const names = CHECK_RULES.filter((rule) => rule.stage === stage).map(({ name }) => name)
    expect(names.length).toBeGreaterThan(0)
    expect(new Set(names).size).toBe(names.length)
  }
})

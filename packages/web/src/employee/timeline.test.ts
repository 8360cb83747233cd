import { expect, it } from 'vitest'
import { timelineOf } from './timeline.ts'
import type { Page } from './view.ts'
import type { Words } from './words/words.ts'

const words = {
  t: (key: string) => key,
  day: (day: string) => day,
  moment: (moment: string) => moment,
} as unknown as Words

const page = {
  ...{
    access: { state: 'asked-for', givenAt: null },
    oldService: { way: 'password' },
    progress: { state: 'not-begun' },
  },
  ...{ company: 'Alvero Doors', wave: null, steps: { signedIn: null } },
  move: {
    ...{ stage: 'prepare', cutOverOn: '2026-12-01', nightHours: null },
    plan: [
      { stage: 'copy', begins: '2026-11-24', ends: '2026-11-30' },
      { stage: 'close', begins: '2026-12-31', ends: '2026-12-31' },
    ],
  },
} as unknown as Page

const textsOf = (of: Page) => Object.fromEntries(timelineOf(of, words).map(({ key, texts }) => [key, texts]))

it('tells the day of the cut-over, and no day that the plan has counted from it', () => {
  const told = textsOf(page)
  expect(told['cutover']).toContain('2026-12-01')
  expect(told['copy']).toContain('when.copyOpen')
  expect(told['close']).toEqual(['when.undated', 'when.closeText'])
})

it('tells when a wave starts that somebody gave an hour', () => {
  const wave = { name: 'First', startsAt: '2026-11-25T20:00:00Z', startedAt: null }
  expect(textsOf({ ...page, wave })['copy']).toContain('when.copyBy')
})

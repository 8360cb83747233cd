import { expect, it } from 'vitest'
import { STEP_WORDS } from '../words/steps/steps.ts'
import { PLACES } from './places.ts'

/** Where somebody else opens the mailbox, or nothing is known of the place. */
const WITHOUT = ['microsoft', 'proton', 'generic']

const steps = Object.keys(STEP_WORDS.ru ?? {})
const providers = [...new Set(steps.map((key) => key.split('.')[0] ?? ''))]

it('there is a drawing for every provider whose employees make a password themselves', () => {
  expect(Object.keys(PLACES).sort()).toEqual(providers.filter((provider) => !WITHOUT.includes(provider)).sort())
})

it('every part that is drawn has a step of its provider, and parts stand in the order of the steps', () => {
  for (const [provider, { sheets }] of Object.entries(PLACES)) {
    const order = steps.filter((key) => key.startsWith(`${provider}.`))
    const found = sheets.flatMap(({ parts }) => parts.map(({ step }) => order.indexOf(`${provider}.${step}`)))
    expect([provider, found]).toEqual([provider, found.toSorted((one, other) => one - other)])
    expect([provider, Math.min(...found)]).toEqual([provider, 0])
  }
})

it('what is drawn in a language that its reader does not know says what it means', () => {
  for (const [provider, { speaks, sheets }] of Object.entries(PLACES))
    for (const { wording } of sheets.flatMap(({ parts }) => parts))
      if (speaks[0] === 'zh' && /\p{Script=Han}/u.test(wording.zh))
        for (const language of ['en', 'ru', 'fa'] as const)
          expect([provider, language, wording[language]]).not.toEqual([provider, language, wording.zh])
})

import { expect, test } from 'vitest'
import { EVERYTHING, folderWanted, messageWanted } from './rules.ts'

const included = (glob: string, name: string) => folderWanted(name.split('/'), { ...EVERYTHING, include: [glob] })

test.each([
  ['Sent', 'Sent', true],
  ['Sent', 'Sent/2020', true],
  ['Sent', 'Sent items', false],
  ['Clients/*', 'Clients/Acme', true],
  ['Clients/*', 'Clients', false],
  ['*/2020', 'Clients/2020', true],
  ['*/2020', 'Clients/old/2020', false],
  ['**/2020', 'Clients/old/2020', true],
  ['inbox', 'INBOX', true],
  ['客?', '客户', true],
  ['a.b', 'axb', false],
])('--include %s and the folder %s: %s', (glob, name, expected) => {
  expect(included(glob, name)).toBe(expected)
})

test('what is excluded is out, also where it is included', () => {
  expect(folderWanted(['Clients', 'Old'], { ...EVERYTHING, include: ['Clients'], exclude: ['Clients/Old'] })).toBe(
    false,
  )
})

test('a span takes its first moment in and leaves its last out', () => {
  const rules = { ...EVERYTHING, since: 100, before: 200 }
  expect([99, 100, 199, 200].map((internalDate) => messageWanted({ internalDate }, rules))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('a message without a date that can be read is never left behind for its date', () => {
  expect(messageWanted({ internalDate: null }, { ...EVERYTHING, since: 100, before: 200 })).toBe(true)
})

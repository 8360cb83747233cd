import { expect, test } from 'vitest'
import { newPair } from './context.ts'
import { rows } from './side-by-side.ts'

const place = (id: number) => ({ name: `folder ${id}`, id, uidValidity: 1 })
const pair = (title: string, target: number, ...earlier: number[]) =>
  newPair(title, place(0), place(target), earlier.map(place))

test('folders whose mail goes, or went, to one folder of the target follow each other; others stand side by side', () => {
  const titles = rows([
    pair('a', 1),
    pair('b', 2),
    pair('c', 1),
    pair('d', 3, 2),
    pair('e', 4, 1, 3),
    pair('f', 5),
  ]).map((row) => row.map(({ title }) => title))
  expect(titles).toEqual([['a', 'c', 'b', 'd', 'e'], ['f']])
})

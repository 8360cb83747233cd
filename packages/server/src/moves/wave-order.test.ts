import { moves, people, waves } from '@caravan/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refused } from '../testing/refused.ts'
import { startTestServer, type TestServer } from '../testing/server.ts'

let running: TestServer
let at: { organisation: string; move: string }
beforeAll(async () => {
  running = await startTestServer()
  const { organisation, owner } = running
  const body = { name: 'Birch moves', kind: 'same-domain' as const }
  const { id } = await owner.call(moves.makeMove, { params: { organisation }, body })
  at = { organisation, move: id }
  for (const [name, decision, priority] of [
    ['anna', 'move', 0],
    ['ben', 'move', 0],
    ['chen', 'undecided', 0],
    ['dora', 'archive-only', 0],
    ['urgent', 'move', 9],
    ['stays', 'stay', 0],
  ] as const)
    await owner.call(people.addMailbox, {
      params: at,
      body: { sourceAddress: `${name}@birch.example`, decision, priority },
    })
})
afterAll(() => running.stop())

const named = (...names: string[]) => ({ params: at, body: { waves: names.map((name) => ({ name })) } })
const addressesIn = async (wave: string) => {
  const { items } = await running.owner.call(people.listMailboxes, { params: at, query: { wave } })
  return items.map(({ sourceAddress }) => sourceAddress.split('@')[0])
}

test('what is in no wave is split into equal parts, the urgent first, and what stays remains in none', async () => {
  const { owner } = running
  const { items, placed } = await owner.call(waves.splitIntoWaves, named('One', 'Two'))
  expect(placed).toBe(5)
  expect(items.map(({ name, mailboxes }) => [name, mailboxes])).toEqual([
    ['One', 3],
    ['Two', 2],
  ])
  expect(await addressesIn(items[0]?.id ?? '')).toEqual(['anna', 'ben', 'urgent'])
  expect(await addressesIn('none')).toEqual(['stays'])
  const { items: progress } = await owner.call(waves.readWaveProgress, { params: at })
  expect(progress.find(({ wave }) => wave === items[1]?.id)).toMatchObject({ mailboxes: 2, undecided: 1, copied: 1 })
  expect(progress.find(({ wave }) => wave === null)).toMatchObject({ mailboxes: 1, copied: 0, states: [] })
})

test('nothing is made where nothing is left to be split, or a name is taken', async () => {
  const { owner } = running
  expect(await refused(owner.call(waves.splitIntoWaves, named('Three')))).toBe('409 all-in-waves')
  expect(await refused(owner.call(waves.splitIntoWaves, named('One')))).toBe('409 wave-named-so')
  expect((await owner.call(moves.listWaves, { params: at })).items).toHaveLength(2)
})

test('waves stand in the order that was asked for, and a list that is not theirs is refused', async () => {
  const { owner } = running
  const { id: third } = await owner.call(moves.makeWave, { params: at, body: { name: 'Three' } })
  const ids = (await owner.call(moves.listWaves, { params: at })).items.map(({ id }) => id)
  const wanted = [third, ...ids.filter((id) => id !== third).reverse()]
  const { items } = await owner.call(waves.orderWaves, { params: at, body: { waves: wanted } })
  expect(items.map(({ id }) => id)).toEqual(wanted)
  expect((await owner.call(moves.listWaves, { params: at })).items.map(({ id }) => id)).toEqual(wanted)
  for (const wrong of [ids.slice(1), [...ids, ids[0] ?? ''], []])
    expect(await refused(owner.call(waves.orderWaves, { params: at, body: { waves: wrong } }))).toBe('409 waves-differ')
})

import { describe, expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Work that is begun and ended by the test, and what of it is under way. */
function scene() {
  const turns = new Turns()
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ended: Promise<void>[] = []
  const work = (name: string) => async () => {
    begun.push(name)
    await new Promise<void>((resolve) => ends.set(name, resolve))
  }
  return {
    begun,
    share: (name: string) => ended.push(turns.share(work(name))),
    alone: (name: string) => ended.push(turns.alone(work(name))),
    end: async (name: string) => {
      ends.get(name)?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
    all: () => Promise.all(ended),
  }
}

describe('turns', () => {
  test('those who share run side by side; who wants to be alone waits for all of them, and nobody begins beside it', async () => {
    const { begun, share, alone, end, all } = scene()
    share('one')
    share('two')
    alone('alone')
    share('three')
    await end('')
    expect(begun).toEqual(['one', 'two'])
    await end('one')
    expect(begun).toEqual(['one', 'two'])
    await end('two')
    expect(begun).toEqual(['one', 'two', 'alone'])
    await end('alone')
    expect(begun).toEqual(['one', 'two', 'alone', 'three'])
    await end('three')
    await all()
  })

  test('work that fails gives its turn on, and its error up', async () => {
    const turns = new Turns()
    await expect(turns.alone(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    await expect(turns.share(async () => 'done')).resolves.toBe('done')
  })
})

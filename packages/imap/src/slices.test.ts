import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Slices } from './slices.ts'

describe('slices', () => {
  it('give every byte back in its order, whatever is taken in between', () => {
    const step = fc.oneof(fc.constant('take' as const), fc.uint8Array({ maxLength: 3000 }), fc.nat(5000))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const slices = new Slices()
        const put: Buffer[] = []
        const got: Buffer[] = []
        for (const each of steps) {
          if (each === 'take') got.push(Buffer.from(slices.take() ?? ''))
          else {
            const bytes = typeof each === 'number' ? Buffer.alloc(each, each) : Buffer.from(each)
            put.push(bytes)
            slices.push(bytes)
          }
        }
        // What was taken earlier has not been written to since.
        expect(Buffer.concat([...got, ...slices.all]).equals(Buffer.concat(put))).toBe(true)
      }),
    )
  })

  it('hold a byte at a time in few pieces, and let them be taken in linear time', () => {
    const slices = new Slices()
    for (let at = 0; at < 1_000_000; at++) slices.push(Buffer.from([at & 255]))
    expect(slices.all.length).toBeLessThan(500)
    let taken = 0
    for (let slice = slices.take(); slice !== undefined; slice = slices.take()) taken += slice.length
    expect(taken).toBe(1_000_000)
  })

  it('keep large pieces as they came, uncopied', () => {
    const slices = new Slices()
    const large = Buffer.alloc(5000)
    slices.push(Buffer.from('a'))
    slices.push(large)
    expect(slices.all[1]).toBe(large)
  })

  it('say what they held when they drop it', () => {
    const slices = new Slices()
    slices.push(Buffer.alloc(5000))
    slices.push(Buffer.alloc(7))
    slices.take()
    expect(slices.drop()).toBe(7)
    expect(slices.take()).toBeUndefined()
  })
})

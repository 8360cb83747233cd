import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../model/secret.ts'
import { type Binding, LARGEST_SECRET, open, seal } from './envelope.ts'
import { newKey, ring } from './testing/keys.ts'

const key = newKey()
const keys = ring(key)

const uuid = fc.uuid()
const binding: fc.Arbitrary<Binding> = fc.record({
  organisation: uuid,
  purpose: fc.string(),
  subject: fc.option(uuid),
  record: uuid,
})
const text = fc.string({ unit: 'binary', maxLength: 300 }).map((value) => value.toWellFormed())
const some: Binding = { organisation: randomUUID(), purpose: 'webhook', subject: null, record: randomUUID() }

describe('a sealed value', () => {
  test('opens again, whatever the secret and whatever it belongs to', () => {
    fc.assert(
      fc.property(binding, text, (to, value) => {
        expect(open(keys, to, seal(key, to, new Secret(value))).reveal()).toBe(value)
      }),
    )
  })

  test('does not open with any bit of it turned over', () => {
    const sealed = seal(key, some, new Secret('hush'))
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const hurt = Buffer.from(sealed)
      hurt[bit >> 3]! ^= 1 << (bit & 7)
      // Within the key's id it names a key that nobody has.
      const code = bit >= 8 && bit < 72 ? 'master-key-lost' : 'credential-damaged'
      expect(() => open(keys, some, hurt), `bit ${bit}`).toThrow(expect.objectContaining({ code }) as Error)
    }
  })

  test('does not open when it is cut or lengthened', () => {
    const sealed = seal(key, some, new Secret('hush'))
    for (const other of [...Array(sealed.length).keys()].map((end) => sealed.subarray(0, end)))
      expect(() => open(keys, some, other)).toThrow(expect.objectContaining({ code: 'credential-damaged' }) as Error)
    for (const more of [Buffer.of(0), sealed])
      expect(() => open(keys, some, Buffer.concat([sealed, more]))).toThrow(/does not open/)
  })

  test('does not open where anything it belongs to is another', () => {
    fc.assert(
      fc.property(binding, binding, (to, other) => {
        const sealed = seal(key, to, new Secret('hush'))
        for (const part of ['organisation', 'purpose', 'subject', 'record'] as const) {
          const moved = { ...to, [part]: other[part] }
          fc.pre(moved[part] !== to[part] || part === 'subject' || part === 'purpose')
          if (moved[part] === to[part]) continue
          expect(() => open(keys, moved, sealed)).toThrow(
            expect.objectContaining({ code: 'credential-damaged' }) as Error,
          )
        }
      }),
    )
  })

  test('belongs to the same ids however their letters are written', () => {
    const upper = { ...some, organisation: some.organisation.toUpperCase(), record: some.record.toUpperCase() }
    expect(open(keys, some, seal(key, upper, new Secret('x'))).reveal()).toBe('x')
  })

  test('keeps apart what a plain joining would mix up', () => {
    const one: Binding = { ...some, purpose: 'a","b', subject: null }
    const sealed = seal(key, one, new Secret('x'))
    expect(() => open(keys, { ...one, purpose: 'a' }, sealed)).toThrow(/does not open/)
  })

  test('never looks the same twice, and does not tell how long a password is', () => {
    const sealings = Array.from({ length: 50 }, (_, n) => seal(key, some, new Secret('x'.repeat(n))))
    expect(new Set(sealings.map((sealed) => sealed.length)).size).toBe(1)
    // Salt, nonce and tag: no two have any of them in common.
    for (const [from, to] of [
      [9, 41],
      [41, 53],
      [-16, undefined],
    ] as const)
      expect(new Set(sealings.map((sealed) => sealed.subarray(from, to).toString('hex'))).size).toBe(50)
    for (const sealed of sealings) expect(sealed.toString('latin1')).not.toContain('xxxx')
  })

  test('holds up to 64 kB and no more', () => {
    const large = 'ü'.repeat(LARGEST_SECRET / 2)
    expect(open(keys, some, seal(key, some, new Secret(large))).reveal()).toBe(large)
    expect(() => seal(key, some, new Secret(`${large}x`))).toThrow(
      expect.objectContaining({ code: 'credential-too-large' }) as Error,
    )
  })

  test('under another key is lost, and the error names that key and what to do', () => {
    const other = newKey()
    const sealed = seal(other, some, new Secret('hush'))
    const failure = expect.objectContaining({
      code: 'master-key-lost',
      message: expect.stringContaining(other.id) as string,
      remedy: expect.stringContaining('ask for the credential again') as string,
    }) as Error
    expect(() => open(keys, some, sealed)).toThrow(failure)
    expect(open(ring(key, other), some, sealed).reveal()).toBe('hush')
  })
})

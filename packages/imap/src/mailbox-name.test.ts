import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMailboxName, decodeUtf7, encodeMailboxName, encodeUtf7 } from './mailbox-name.ts'

const facts = join(import.meta.dirname, '../../../../shared/corpora/imap-facts/modified-utf7-names.tsv')

describe('modified UTF-7', () => {
  it('gives every name back that it encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const raw = encodeUtf7(name)
        expect(raw).toMatch(/^[\x20-\x7e]*$/)
        expect(decodeUtf7(raw)).toBe(name)
      }),
    )
  })

  it.each(['&', '&Jjo', '&!!-', '&AA-', '&2D0-', 'a&b', '&Jjo!-', '&-&'])(
    'keeps %s, which is none, verbatim',
    (raw) => {
      expect(decodeUtf7(raw)).toBe(raw)
    },
  )

  it.skipIf(!existsSync(facts))('reads names of real servers (skipped where ../shared/corpora is absent)', () => {
    const rows = readFileSync(facts, 'utf8').trimEnd().split('\n').slice(1)
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) {
      const [encoded = '', decoded] = row.split('\t')
      expect(decodeUtf7(encoded)).toBe(decoded)
      expect(encodeUtf7(decoded ?? '')).toBe(encoded)
    }
  })

  it('reads and writes UTF-8 names where UTF8=ACCEPT is enabled', () => {
    expect(decodeMailboxName(encodeMailboxName('全部郵件 & co', true), true)).toBe('全部郵件 & co')
    expect(decodeMailboxName('\xe5\x85\xa8')).toBe('全')
    expect(decodeMailboxName('\xff')).toBe('\xff')
  })
})

import { describe, expect, it } from 'vitest'
import { labelPolicy, withLabels } from './labels.ts'

describe('labels', () => {
  it('become keywords beside the flags, but for the folder’s own, flags under another name, and what no keyword can hold', () => {
    expect(withLabels(['\\Seen'], ['Work', 'Projects/2024', '\\Inbox', '\\Starred'], 'Work')).toBe(
      'Projects/2024 \\Seen',
    )
    expect(withLabels([], ['\\Important', 'a b (c)', '&BB8-', '"x"]'], 'INBOX')).toBe('$Important &BB8- _x_ a_b_c_')
    expect(withLabels([], ['x'.repeat(225)], 'INBOX')).toHaveLength(100)
  })

  it('are placed by themselves at Gmail alone, and by ids elsewhere where that is asked for', () => {
    const [gmail, ids, plain] = [['X-GM-EXT-1', 'OBJECTID'], ['OBJECTID'], []].map((names) => new Set(names))
    const policies = (server: ReadonlySet<string> = new Set()) =>
      (['labels', 'folders', 'all-mail', 'every', undefined] as const).map((wish) => labelPolicy(server, wish))
    expect(policies(gmail)).toEqual(['folders', 'folders', 'all-mail', undefined, undefined])
    expect(policies(ids)).toEqual([undefined, 'folders', 'all-mail', undefined, undefined])
    expect(policies(plain)).toEqual([undefined, undefined, undefined, undefined, undefined])
  })
})

import { describe, expect, it } from 'vitest'
import { compareMailboxes, generateMailbox, generateMessages, startDovecot } from './index.ts'

describe('a generated mailbox', () => {
  it('is the same for the same seed and another for another', async () => {
    await using server = await startDovecot({ name: 'generate' })
    const { port } = server
    expect(generateMailbox(server.mailDir('a'), { count: 120 })).toEqual(
      generateMailbox(server.mailDir('b'), { count: 120 }),
    )
    generateMailbox(server.mailDir('c'), { count: 120, seed: 2 })
    expect(await compareMailboxes({ port, user: 'a' }, { port, user: 'b' })).toMatchObject({
      messagesA: 120,
      messagesB: 120,
      same: true,
    })
    expect(await compareMailboxes({ port, user: 'a' }, { port, user: 'c' })).toMatchObject({ missing: 120, extra: 120 })
  })

  it('has the sizes of business mail', () => {
    const sizes = [...generateMessages('INBOX', 2000, 7)].map((message) => message.raw.length).sort((a, b) => a - b)
    expect(sizes[1000]).toBeGreaterThan(9_000)
    expect(sizes[1000]).toBeLessThan(13_000)
    expect(sizes.at(-1)).toBeGreaterThan(300_000)
  })
})

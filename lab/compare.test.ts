import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareMailboxes, type Dovecot, type MaildirMessage, startDovecot, writeMaildir } from './index.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startDovecot({ name: 'compare' })
})
afterAll(() => server.stop())

const seen = ['\\Seen']
const day = new Date('2024-05-06T07:08:09Z')
const later = new Date('2024-05-06T07:08:10Z')
const letter = (text: string, flags: string[] = [], date = day): MaildirMessage => ({
  raw: Buffer.from(`Subject: ${text}\r\n\r\n${text}\r\n`, 'latin1'),
  flags,
  date,
})
let users = 0

/** Writes two mailboxes and compares them. */
async function compared(a: MaildirMessage[], b: MaildirMessage[], options = {}, folders = ['Work', 'Work']) {
  users++
  const [userA, userB] = [`a${users}`, `b${users}`]
  writeMaildir(server.mailDir(userA), folders[0] ?? '', a)
  writeMaildir(server.mailDir(userB), folders[1] ?? '', b)
  return compareMailboxes({ port: server.port, user: userA }, { port: server.port, user: userB }, options)
}

describe('comparing two mailboxes', () => {
  it('finds equal ones equal, in any order', async () => {
    const a = [letter('one'), letter('two', seen), letter('two', seen)]
    expect(await compared(a, a.toReversed())).toMatchObject({ messagesA: 3, messagesB: 3, same: true, differences: [] })
  })

  it('counts a lost message and one that came twice', async () => {
    const result = await compared([letter('one'), letter('two')], [letter('two'), letter('two')])
    expect(result).toMatchObject({ missing: 1, extra: 1, same: false })
    expect(result.differences[0]).toMatch(/^Work: missing: .*Subject: one/)
  })

  it('does not take a message in another folder for the right one', async () => {
    expect(await compared([letter('one')], [letter('one')], {}, ['Work', 'Play'])).toMatchObject({
      missing: 1,
      extra: 1,
      foldersMissing: ['Work'],
    })
  })

  it('counts changed flags and dates', async () => {
    const result = await compared(
      [letter('a', seen), letter('b'), letter('c')],
      [letter('a'), letter('b', [], later), letter('c')],
    )
    expect(result).toMatchObject({ missing: 0, flagsChanged: 1, dateChanged: 1, same: false })
  })

  it('pairs identical messages by their likeness', async () => {
    const a = [letter('x', seen), letter('x', [], later), letter('x')]
    expect(await compared(a, [a[2]!, a[0]!, a[1]!])).toMatchObject({ flagsChanged: 0, dateChanged: 0, same: true })
  })

  it('accepts what servers rewrite only when asked to, and counts it', async () => {
    const a = [letter('caf\xe9')]
    const b = [{ ...letter('x'), raw: Buffer.from('Subject: cafX\n\ncaf\xe9', 'latin1') }]
    expect(await compared(a, b)).toMatchObject({ missing: 1, extra: 1 })
    expect(await compared(a, b, { normalised: true })).toMatchObject({
      missing: 0,
      extra: 0,
      normalised: 1,
      same: true,
    })
  })
})

import { chownSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { letter, letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { expectSame, withFolder } from './testing/reader.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'uidvalidity' })
})

const validity = (user: string): Promise<bigint | undefined> =>
  withFolder(server, user, 'INBOX', async (flow) => (flow.mailbox === false ? undefined : flow.mailbox.uidValidity))

/** Takes away what Dovecot knows of the INBOX, so that it numbers the messages anew under another UIDVALIDITY. */
async function renumber(user: string): Promise<void> {
  const next = ((await validity(user)) ?? 0n) + 1000n
  const folder = server.mailDir(user)
  for (const name of readdirSync(folder)) if (/^dovecot(-uid|\.index)/.test(name)) rmSync(join(folder, name))
  const list = join(folder, 'dovecot-uidlist')
  writeFileSync(list, `3 V${next} N1\n`)
  const { uid, gid } = statSync(folder)
  chownSync(list, uid, gid)
  expect(await validity(user)).toBe(next)
}

it.each(['source', 'target'] as const)(
  'a %s that numbers its messages anew is recognised by its content',
  async (side) => {
    const [from, to] = [`${side}-old`, `${side}-new`]
    const identical = letter(`${side}-identical`)
    writeMaildir(server.mailDir(from), 'INBOX', [...letters(30, side), identical, identical])
    const args = between(server, from, server, to)
    await copy(0, args)
    await withFolder(server, to, 'INBOX', (flow) => flow.messageDelete('1:2'))
    expect((await copy(0, args)).messages).toMatchObject({ present: 30, removed: 2 })

    await renumber(side === 'source' ? from : to)
    // What its user had removed at the target stays removed, and two identical letters stay two.
    expect((await copy(0, args)).messages).toMatchObject({ source: 32, copied: 0, present: 30, removed: 2 })
    writeMaildir(server.mailDir(from), 'INBOX', letters(1, side, { from: 31 }))
    expect((await copy(0, args)).messages).toMatchObject({ source: 33, copied: 1, present: 30, removed: 2 })
    await withFolder(server, from, 'INBOX', (flow) => flow.messageDelete('1:2'))
    await expectSame(server, from, server, to)
  },
)

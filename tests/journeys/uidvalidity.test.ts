import { readdirSync, rmSync } from 'node:fs'
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

const validity = (user: string): Promise<string> =>
  withFolder(server, user, 'INBOX', async (flow) => String(flow.mailbox && flow.mailbox.uidValidity))

/** Dovecot numbers the messages of a folder anew when it finds none of its own files there. */
async function renumber(user: string): Promise<void> {
  const before = await validity(user)
  const folder = server.mailDir(user)
  const own = readdirSync(folder).filter((name) => /^dovecot(-uidlist|-uidvalidity|\.index)/.test(name))
  for (const name of own) rmSync(join(folder, name))
  expect(await validity(user)).not.toBe(before)
}

it.each(['source', 'target'] as const)('a %s that numbers its messages anew is recognised and not copied again', async (side) => {
  const [from, to] = [`${side}-old`, `${side}-new`]
  // Two identical letters stay two.
  const same = letter(`${side}-same`)
  writeMaildir(server.mailDir(from), 'INBOX', [...letters(30, side), same, same])
  const args = between(server, from, server, to)
  await copy(0, args)
  await withFolder(server, to, 'INBOX', (flow) => flow.messageDelete('1:2'))

  await renumber(side === 'source' ? from : to)
  writeMaildir(server.mailDir(from), 'INBOX', letters(1, side, { from: 31 }))
  const report = await copy(0, args)
  expect(report.messages).toMatchObject({ source: 33, copied: 1, present: 30, removed: 2 })
  await withFolder(server, from, 'INBOX', (flow) => flow.messageDelete('1:2'))
  await expectSame(server, from, server, to)
  expect((await copy(0, args)).messages).toMatchObject({ source: 31, copied: 0, present: 31 })
})

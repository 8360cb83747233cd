import { existsSync } from 'node:fs'
import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { contents } from './testing/contents.ts'
import { letters } from './testing/letters.ts'
import { between, mailboxUrl, startMailServer } from './testing/mail-server.ts'
import { maildirListing } from './testing/maildir-listing.ts'
import { proposal } from './testing/proposal.ts'
import { readObject } from './testing/report.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'looking' })
})

describe('caravan inventory', () => {
  it('says what a mailbox holds, as one object', async () => {
    const first = letters(3, 'anna', { size: 2_000 })
    writeMaildir(server.mailDir('anna'), 'INBOX', first)
    writeMaildir(server.mailDir('anna'), 'Переписка/2024', letters(1, 'anna-2', { size: 5_000 }))
    const ran = await caravan(['inventory', '--from', mailboxUrl(server.port, 'anna'), '--json'])
    expect(ran.status).toBe(0)
    const found = readObject(ran.stdout) as { messages: number; bytes: number; folders: { folder: string }[] }
    expect(found).toMatchObject({ mailbox: `anna@127.0.0.1:${server.port}`, messages: 4, bytes: 11_000 })
    expect(found.folders.find(({ folder }) => folder === 'INBOX')).toEqual({
      folder: 'INBOX',
      specialUse: 'inbox',
      subscribed: expect.any(Boolean) as boolean,
      messages: 3,
      bytes: 6_000,
      largest: 2_000,
      oldest: first[0]?.date.toISOString(),
      newest: first[2]?.date.toISOString(),
    })
    expect(found.folders.map(({ folder }) => folder)).toContain('Переписка/2024')

    const forPeople = await caravan(['inventory', '--from', mailboxUrl(server.port, 'anna')])
    expect(forPeople.stdout).toMatch(/Переписка\/2024 +1 +5\.0 kB[^]*total +4 +11\.0 kB/)
  })
})

describe('caravan folders', () => {
  it('says where each folder would go, as one object, and makes none', async () => {
    writeMaildir(server.mailDir('berta'), 'Projects', letters(1, 'berta'))
    const { folders, excluded } = await proposal(between(server, 'berta', server, 'berta-new'))
    expect(folders.find(({ from }) => from === 'Projects')).toEqual({
      from: 'Projects',
      to: 'Projects',
      exists: false,
      why: 'same-name',
      reason: null,
    })
    expect(excluded).toEqual([])
    expect(existsSync(`${server.mailDir('berta-new')}/.Projects`)).toBe(false)
  })
})

describe('a dry run', () => {
  it('changes nothing at the target and counts what the run then does', async () => {
    const user = 'clara'
    const [mail, there] = [letters(8, user), server.mailDir(`${user}-new`)]
    writeMaildir(server.mailDir(user), 'INBOX', mail)
    writeMaildir(server.mailDir(user), 'Sent', letters(2, `${user}-sent`))
    writeMaildir(server.mailDir(user), 'Новая', letters(4, `${user}-new-folder`))
    writeMaildir(there, 'INBOX', mail.slice(2, 5))
    const args = [...between(server, user, server, `${user}-new`), '--exclude', 'Sent']
    // The folders that Dovecot has by itself come to be when the first client opens them.
    await contents(server, `${user}-new`)

    const before = maildirListing(there)
    const dry = await copy(0, [...args, '--dry-run'])
    expect(maildirListing(there)).toEqual(before)
    expect(dry.messages).toMatchObject({ source: 14, copied: 9, present: 3, excluded: 2 })

    const done = await copy(0, args)
    expect(done.messages).toEqual(dry.messages)
    expect(done.bytes).toBe(dry.bytes)
    for (const { folder, target, why, messages } of dry.perFolder)
      expect(done.perFolder).toContainEqual(expect.objectContaining({ folder, target, why, messages }))

    const again = await copy(0, [...args, '--dry-run'])
    expect(again.messages).toMatchObject({ source: 14, copied: 0, present: 12, excluded: 2 })
  })
})

import { type Dovecot, type MaildirMessage, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { copy } from './testing/caravan.ts'
import { type Letter, letter, letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { mbsync } from './testing/mbsync.ts'
import { expectSame, withFolder } from './testing/reader.ts'
import { temporaryFolder } from './testing/temporary.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'filled' })
})

const CYRILLIC = 'Договоры'

/** Thirty letters in two folders, among them two identical ones. */
function fill(user: string): { inbox: Letter[]; contracts: Letter[] } {
  const identical = letter(`${user}-identical`)
  const inbox = [...letters(20, user), identical, identical]
  const contracts = letters(8, `${user}-contracts`, { size: 5_000 })
  writeMaildir(server.mailDir(user), 'INBOX', inbox)
  writeMaildir(server.mailDir(user), CYRILLIC, contracts)
  return { inbox, contracts }
}

describe('a target that somebody filled before us', () => {
  it('by hand is completed and nothing is doubled, whatever flags and dates the letters have there', async () => {
    const { inbox, contracts } = fill('hand')
    const there = server.mailDir('hand-new')
    const moved = (message: MaildirMessage): MaildirMessage => ({ ...message, date: new Date('2025-06-01T12:00:00Z') })
    const answered = (message: MaildirMessage): MaildirMessage => ({ ...message, flags: ['\\Answered', 'Mine'] })
    writeMaildir(there, 'INBOX', [
      ...inbox.slice(5, 9).reverse(),
      ...inbox.slice(0, 3).map(moved),
      ...inbox.slice(12, 15).map(answered),
      // One of the two identical letters.
      inbox[21]!,
      letter('a-letter-of-its-own'),
    ])
    writeMaildir(there, CYRILLIC, contracts)
    const args = between(server, 'hand', server, 'hand-new')
    const report = await copy(0, args)
    expect(report.messages).toMatchObject({ source: 30, copied: 11, present: 19 })
    expect(report.verified).toMatchObject({ checked: 30, exact: 30 })
    await withFolder(server, 'hand-new', 'INBOX', async (flow) => expect(flow.mailbox).toMatchObject({ exists: 23 }))
    expect((await copy(0, args)).messages).toMatchObject({ copied: 0, present: 30 })
  })

  it('with mbsync is taken over as it is, and the header that mbsync adds is counted', async () => {
    fill('mbsync')
    await mbsync({ server, user: 'mbsync' }, { server, user: 'mbsync-new' })
    await withFolder(server, 'mbsync-new', 'INBOX', async (flow) => {
      const { source } = (await flow.fetchOne('1', { source: true })) || {}
      expect(source?.toString()).toMatch(/^X-TUID: /m)
    })
    writeMaildir(server.mailDir('mbsync'), 'INBOX', letters(2, 'mbsync', { from: 21 }))

    const args = between(server, 'mbsync', server, 'mbsync-new')
    const report = await copy(0, args)
    expect(report.messages).toMatchObject({ source: 32, copied: 2, present: 30 })
    expect(report.verified).toMatchObject({ checked: 32, exact: 2, normalised: 30, equivalent: 0, mismatched: 0 })
    expect(report.changes).toEqual({ 'tool-header': 30 })
    await withFolder(server, 'mbsync-new', 'INBOX', async (flow) => expect(flow.mailbox).toMatchObject({ exists: 24 }))
    expect((await copy(0, args)).messages).toMatchObject({ copied: 0, present: 32 })
  })

  it('ourselves is known again when the ledger was lost', async () => {
    fill('lost')
    const args = between(server, 'lost', server, 'lost-new')
    await copy(0, args)
    const elsewhere = ['--data', temporaryFolder('fresh')]
    const report = await copy(0, [...args, ...elsewhere])
    expect(report.messages).toMatchObject({ source: 30, copied: 0, present: 30 })
    expect(report.flagsSet).toBe(0)
    await expectSame(server, 'lost', server, 'lost-new')
  })
})

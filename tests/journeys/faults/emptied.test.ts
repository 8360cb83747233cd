import { type Dovecot, type Meddling, startMeddler } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { startMailServer } from '../testing/mail-server.ts'
import { maildirListing } from '../testing/maildir-listing.ts'
import { withFolder } from '../testing/reader.ts'
import { expectError } from '../testing/report.ts'
import { copyUnderFault, expectHealed, fill, impatient } from '../testing/under-fault.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'emptied' })
})

/** What a broken server may show of a full mailbox. */
const shows: [what: string, meddling: Meddling][] = [
  ['a list of no folders', { fromServer: (line) => (/^\* (?:LIST|LSUB) /.test(line) ? '' : undefined) }],
  ['a list without the INBOX', { fromServer: (line) => (/^\* (?:LIST|LSUB) .*INBOX/.test(line) ? '' : undefined) }],
  [
    'folders without messages',
    {
      fromServer: (line) => line.replace(/MESSAGES \d+/, 'MESSAGES 0').replace(/^\* \d+ EXISTS/, '* 0 EXISTS'),
    },
  ],
]

describe('a source that suddenly shows', () => {
  it.each(shows)(
    '%s leaves the run undecided and the target untouched, and the next run is whole',
    async (what, meddling) => {
      const user = what.replaceAll(/\W/g, '').toLowerCase()
      fill(server, user)
      await using meddler = await startMeddler(server.port)
      const journey = { from: meddler, to: server, user }
      await copyUnderFault(0, impatient(journey))
      const before = maildirListing(server.mailDir(`${user}-new`))
      meddler.set(meddling)
      const report = await copyUnderFault(6, impatient(journey))
      expect(report.status).toBe('undecided')
      expectError(report.error, 'source-shrunken', null)
      expect(maildirListing(server.mailDir(`${user}-new`))).toEqual(before)
      meddler.set({})
      await expectHealed(journey)
      expect(maildirListing(server.mailDir(`${user}-new`))).toEqual(before)
    },
  )

  it('a tenth of its messages, the rest deleted, leaves the run undecided and the target untouched', async () => {
    fill(server, 'nearly')
    const args = impatient({ from: server, to: server, user: 'nearly' })
    await copyUnderFault(0, args)
    const before = maildirListing(server.mailDir('nearly-new'))
    await withFolder(server, 'nearly', 'INBOX', (flow) => flow.messageDelete('7:*'))
    const report = await copyUnderFault(6, args)
    expectError(report.error, 'source-shrunken', null)
    expect(report.error?.message).toMatch(/held 66 messages .* holds 11 now/)
    expect(maildirListing(server.mailDir('nearly-new'))).toEqual(before)
  })
})

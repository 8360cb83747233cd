import { type Dovecot, type Meddling, startMeddler } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { startMailServer } from '../testing/mail-server.ts'
import { COUNT, copyUnderFault, expectHealed, fill, impatient } from '../testing/under-fault.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'lies' })
})

type FromServer = NonNullable<Meddling['fromServer']>

/** A source that says so; what the first run made of it, and what is left to say. */
async function lying(user: string, status: number, fromServer: FromServer) {
  fill(server, user)
  await using meddler = await startMeddler(server.port, { fromServer })
  const journey = { from: meddler, to: server, user }
  const report = await copyUnderFault(status, impatient(journey))
  meddler.set({})
  await expectHealed(journey)
  return report
}

/** What counts a folder's letters, and what lists them. */
const listing = /EXISTS$|RFC822\.SIZE/

describe.concurrent('a source whose answers lie', { timeout: 240_000 }, () => {
  const folders: [what: string, change: (line: string) => string][] = [
    ['gives two letters one UID', (line) => line.replace(/^(\* 40 FETCH .*)UID 40/, '$1UID 39')],
    ['counts four thousand million letters', (line) => line.replace('* 61 EXISTS', '* 4294967295 EXISTS')],
    ['gives letters UIDs beyond 32 bits', (line) => line.replace(/^(\* 4[01] FETCH .*)UID 4/, '$1UID 999999999')],
  ]
  it.each(folders)(
    'and %s: the folder is listed, the others arrive, and the next run is whole',
    async (what, change) => {
      const report = await lying(what.replaceAll(/\W/g, ''), 3, (line) =>
        listing.test(line) ? change(line) : undefined,
      )
      expect(report.exceptions).toMatchObject([{ folder: 'INBOX', uid: null }])
      expect(report.exceptions[0]?.code).toMatch(/^(?:listing-incomplete|folder-unreadable)$/)
      expect(report.messages.copied).toBe(5)
    },
  )

  it('and gives counts, MODSEQs, dates, next UIDs that cannot be, and NUL in flags: every letter arrives', async () => {
    const report = await lying('harmless', 0, (line) =>
      line
        .replace(/MESSAGES \d+/, 'MESSAGES 4294967295')
        .replace(/MODSEQ \(\d+\)/, 'MODSEQ (99999999999999999999)')
        .replace(/^(\* 40 FETCH .*RFC822\.SIZE.*INTERNALDATE )"[^"]*"/, '$1"99-Foo-9999"')
        .replace(/^(\* 41 FETCH .*FLAGS \()(?=.*RFC822\.SIZE)/, '$1a\0b ')
        .replace(/UIDNEXT \d+/, 'UIDNEXT 0')
        .replace('PERMANENTFLAGS (', 'PERMANENTFLAGS (a\0b '),
    )
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
  })

  it('and puts NUL into a folder’s name and into its refusal: the folder is listed, the others arrive', async () => {
    const report = await lying('nul', 3, (line, connection) => {
      if (/^\S+ OK List completed/.test(line)) connection.say('* LIST () "/" "No\0w"\r\n')
      return line.replace(/^(\S+ NO .*)doesn't exist/, '$1is\0gone')
    })
    expect(report.messages).toMatchObject({ source: COUNT, copied: COUNT })
    expect(report.exceptions).toMatchObject([{ uid: null, code: 'folder-unreadable' }])
  })
})

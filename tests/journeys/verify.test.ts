import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { maildirListing } from './testing/maildir-listing.ts'
import { withFolder } from './testing/reader.ts'
import { readReport } from './testing/report.ts'
import { temporaryFolder } from './testing/temporary.ts'

let server: Dovecot
beforeAll(async () => {
  server = await startMailServer({ name: 'verify' })
})

async function copied(user: string): Promise<readonly [to: string, args: string[]]> {
  const to = `${user}-new`
  writeMaildir(server.mailDir(user), 'INBOX', letters(6, user))
  writeMaildir(server.mailDir(user), 'Переписка', letters(3, `${user}-2`))
  const args = between(server, user, server, to)
  await copy(0, args)
  return [to, args]
}

describe('caravan verify', () => {
  it('is green for a whole copy, and changes nothing', async () => {
    const [to, args] = await copied('anna')
    const before = maildirListing(server.mailDir(to))
    const { status, json } = await caravan(['verify', ...args, '--json'])
    expect(status).toBe(0)
    expect(json).toMatchObject({ status: 'green', missing: 0, extra: 0, exceptions: [] })
    expect(json.verified).toMatchObject({ checked: 9, exact: 9, mismatched: 0 })
    expect(maildirListing(server.mailDir(to))).toEqual(before)
  })

  it('finds and lists a letter that was deleted at the target', async () => {
    const [to, args] = await copied('berta')
    await withFolder(server, to, 'INBOX', (flow) => flow.messageDelete('4'))
    const { status, json } = await caravan(['verify', ...args, '--json'])
    expect(status).toBe(4)
    expect(json).toMatchObject({ status: 'mismatch', missing: 1, extra: 0 })
    expect(json.exceptions).toHaveLength(1)
    expect(json.exceptions[0]).toMatchObject({
      folder: 'INBOX',
      uid: 4,
      subject: 'Letter berta-4',
      messageId: '<berta-4@letters.example>',
      code: 'missing-at-target',
    })
    const forPeople = await caravan(['verify', ...args])
    expect(forPeople.status).toBe(4)
    expect(forPeople.stdout).toMatch(/INBOX, UID 4 “Letter berta-4”[^]*missing-at-target[^]*next: \S/)
  })

  it('finds and lists a letter that was changed at the target', async () => {
    const [to, args] = await copied('clara')
    await withFolder(server, to, 'Переписка', async (flow) => {
      const { source } = (await flow.fetchOne('2', { source: true })) || {}
      await flow.messageDelete('2')
      await flow.append('Переписка', source?.toString().replace('Text of', 'Test of') ?? '', ['\\Seen'])
    })
    const file = join(temporaryFolder('report'), 'report.json')
    const { status, json } = await caravan(['verify', ...args, '--json', '--report', file])
    expect(status).toBe(4)
    expect(json.status).toBe('mismatch')
    expect(json.exceptions).toHaveLength(1)
    expect(json).toMatchObject({ missing: 1, extra: 1 })
    expect(json.exceptions[0]).toMatchObject({ folder: 'Переписка', uid: 2, subject: 'Letter clara-2-2' })
    const written = readReport(`${JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))}\n`, '')
    expect(written).toEqual(json)
  })
})

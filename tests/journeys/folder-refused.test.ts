import { type Dovecot, startScripted, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between } from './testing/mail-server.ts'
import { expectSame, withFolder } from './testing/reader.ts'
import type { Report } from './testing/report.ts'
import { RIGHTS, startWithRights } from './testing/rights.ts'

let source: Dovecot
let atSource: (folder: string, rights: string) => void
let target: Dovecot
let atTarget: (folder: string, rights: string) => void
beforeAll(async () => {
  ;[source, atSource] = await startWithRights('source')
  ;[target, atTarget] = await startWithRights('target')
})

/** A mailbox of nine letters, three of them in a folder that will be in the way. */
function fill(user: string): string[] {
  writeMaildir(source.mailDir(user), 'INBOX', letters(4, user))
  writeMaildir(source.mailDir(user), 'Contracts/2024', letters(3, `${user}-contracts`))
  writeMaildir(source.mailDir(user), 'Zoo', letters(2, `${user}-zoo`))
  return between(source, user, target)
}

/** The six letters of the other folders arrived, and the one folder is listed. */
function expectOthersWentOn(report: Report, code: string): void {
  expect(report.status).toBe('exceptions')
  expect(report.messages).toMatchObject({ source: 9, copied: 6, refused: 3 })
  expect(report.exceptions).toHaveLength(1)
  expect(report.exceptions[0]).toMatchObject({ folder: 'Contracts/2024', uid: null, code })
  expect(report.exceptions[0]?.serverReply).toMatch(/Permission denied/)
}

async function expectTheRestFollows(user: string, args: readonly string[]): Promise<void> {
  expect((await copy(0, args)).messages).toMatchObject({ source: 9, copied: 3, present: 6, refused: 0 })
  await expectSame(source, user, target)
}

describe('a folder that the target does not let us make', () => {
  it('is listed with the words of the server while the others go on, and follows when the cause is lifted', async () => {
    const args = fill('anna')
    writeMaildir(target.mailDir('anna'), 'Contracts')
    atTarget('Contracts', RIGHTS.read)
    const report = await copy(3, args)
    expectOthersWentOn(report, 'folder-refused')
    expect(report.perFolder.find(({ folder }) => folder === 'Contracts/2024')?.why).toBe('not-created')

    const forPeople = await caravan(['copy', ...args])
    expect(forPeople.status).toBe(3)
    expect(forPeople.stdout).toMatch(
      /Contracts\/2024, whole folder[^]*the server said: .*Permission denied[^]*next: \S/,
    )

    atTarget('Contracts', RIGHTS.all)
    await expectTheRestFollows('anna', args)
  })

  it('goes elsewhere with --map, as the next step says', async () => {
    const args = fill('berta')
    writeMaildir(target.mailDir('berta'), 'Contracts')
    atTarget('Contracts', RIGHTS.read)
    expect((await copy(3, args)).exceptions[0]?.remedy).toMatch(/--map/)
    const elsewhere = [...args, '--map', 'Contracts/2024=Agreements/2024']
    expect((await copy(0, elsewhere)).messages).toMatchObject({ source: 9, copied: 3, present: 6, refused: 0 })
    await withFolder(target, 'berta', 'Agreements/2024', async (flow) =>
      expect(flow.mailbox).toMatchObject({ exists: 3 }),
    )
  })
})

describe('a folder that stands at the target', () => {
  it.each([
    ['and does not open', RIGHTS.see, 'folder-unreadable'],
    ['and takes no letters', RIGHTS.read, 'not-permitted'],
  ])('%s is listed while the others go on, and follows when the cause is lifted', async (_, rights, code) => {
    const user = `clara-${rights}`
    const args = fill(user)
    writeMaildir(target.mailDir(user), 'Contracts/2024')
    atTarget('Contracts/2024', rights)
    expectOthersWentOn(await copy(3, args), code)
    atTarget('Contracts/2024', RIGHTS.all)
    await expectTheRestFollows(user, args)
  })
})

describe('a folder that the source does not open', () => {
  it('is listed with the words of the server while the others go on', async () => {
    const args = fill('dmitri')
    atSource('Contracts/2024', RIGHTS.see)
    const report = await copy(3, args)
    expect(report.messages).toMatchObject({ copied: 6 })
    expect(report.exceptions).toHaveLength(1)
    expect(report.exceptions[0]).toMatchObject({ folder: 'Contracts/2024', code: 'folder-unreadable' })
    expect(report.exceptions[0]?.serverReply).toMatch(/Permission denied/)
    atSource('Contracts/2024', RIGHTS.all)
    await expectTheRestFollows('dmitri', args)
  })
})

describe('a folder that the source opens and cannot list', () => {
  it('is listed with the words of the server while the others go on', async () => {
    await using damaged = await startScripted({
      folders: ['INBOX', 'Damaged', 'Whole'],
      handlers: [
        [/^EXAMINE "?Damaged/, ['* 2 EXISTS', '* OK [UIDVALIDITY 5] So far', 'OK [READ-ONLY] Opened']],
        [/^FETCH /, 'NO The index of this folder is damaged'],
      ],
    })
    const report = await copy(3, between(damaged, 'erik', target))
    expect(report.messages).toMatchObject({ source: 2, refused: 2 })
    expect(report.exceptions).toHaveLength(1)
    expect(report.exceptions[0]).toMatchObject({
      folder: 'Damaged',
      uid: null,
      code: 'folder-unreadable',
      serverReply: 'The index of this folder is damaged',
    })
    expect(report.perFolder.map(({ folder }) => folder)).toContain('Whole')
  })
})

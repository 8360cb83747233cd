import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Dovecot, writeMaildir } from '@caravan/lab'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { letters } from './testing/letters.ts'
import { between, startMailServer } from './testing/mail-server.ts'
import { expectSame, withFolder } from './testing/reader.ts'
import { temporaryFolder } from './testing/temporary.ts'

const rights = join(temporaryFolder('acl'), 'rights')
const forbid = (): void => writeFileSync(rights, 'Contracts owner lr\n')
const permit = (): void => writeFileSync(rights, '# Nothing is forbidden.\n')

let source: Dovecot
let target: Dovecot
beforeAll(async () => {
  forbid()
  const acl = `mail_plugins = $mail_plugins acl\nplugin {\n  acl = vfile:${rights}:cache_secs=0\n}\n`
  source = await startMailServer({ name: 'source' })
  target = await startMailServer({ name: 'target', extraConf: acl })
})
beforeEach(forbid)

/** A mailbox in which one folder of three letters finds no place: its parent takes none. */
function fill(user: string): string[] {
  writeMaildir(source.mailDir(user), 'INBOX', letters(4, user))
  writeMaildir(source.mailDir(user), 'Contracts/2024', letters(3, `${user}-contracts`))
  writeMaildir(source.mailDir(user), 'Zoo', letters(2, `${user}-zoo`))
  writeMaildir(target.mailDir(user), 'Contracts')
  return between(source, user, target)
}

describe('a folder that the target does not let us make', () => {
  it('is listed with the words of the server while the others go on, and follows when the cause is lifted', async () => {
    const args = fill('anna')
    const report = await copy(3, args)
    expect(report.status).toBe('exceptions')
    expect(report.messages).toMatchObject({ source: 9, copied: 6, refused: 3 })
    expect(report.exceptions).toHaveLength(1)
    const [exception] = report.exceptions
    expect(exception).toMatchObject({ folder: 'Contracts/2024', uid: null, code: 'folder-refused' })
    expect(exception?.serverReply).toMatch(/Permission denied/)
    expect(report.perFolder.find(({ folder }) => folder === 'Contracts/2024')?.why).toBe('not-created')

    const forPeople = await caravan(['copy', ...args])
    expect(forPeople.status).toBe(3)
    expect(forPeople.stdout).toMatch(
      /Contracts\/2024, whole folder[^]*the server said: .*Permission denied[^]*next: \S/,
    )

    permit()
    expect((await copy(0, args)).messages).toMatchObject({ source: 9, copied: 3, present: 6, refused: 0 })
    await expectSame(source, 'anna', target)
  })

  it('goes elsewhere with --map, as the next step says', async () => {
    const args = fill('berta')
    expect((await copy(3, args)).exceptions[0]?.remedy).toMatch(/--map/)
    const elsewhere = [...args, '--map', 'Contracts/2024=Agreements/2024']
    expect((await copy(0, elsewhere)).messages).toMatchObject({ source: 9, copied: 3, present: 6, refused: 0 })
    await withFolder(target, 'berta', 'Agreements/2024', async (flow) =>
      expect(flow.mailbox).toMatchObject({ exists: 3 }),
    )
  })
})

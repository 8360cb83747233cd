import { readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { compareMailboxes, type Dovecot, startProxy, writeMaildir } from '@caravan/lab'
import { beforeAll, describe, expect, it } from 'vitest'
import { caravan, copy } from './testing/caravan.ts'
import { contents } from './testing/contents.ts'
import { letter, letters } from './testing/letters.ts'
import { between, mailbox, startMailServer } from './testing/mail-server.ts'
import { expectSame, withFolder, withMailbox } from './testing/reader.ts'
import type { Report } from './testing/report.ts'

let old: Dovecot
let home: Dovecot
beforeAll(async () => {
  old = await startMailServer({ name: 'passes-old' })
  home = await startMailServer({ name: 'passes-new' })
})

const CUT_OVER = '2024-06-01T12:00Z'
const after = (minutes: number) => new Date(Date.parse(CUT_OVER) + minutes * 60_000)

async function reverse(status: number, args: readonly string[]): Promise<Report> {
  const ran = await caravan(['reverse', ...args, '--json'])
  expect(ran.status, ran.stdout + ran.stderr).toBe(status)
  return ran.json
}

/** What stands in the one and not in the other, and whose flags differ. */
async function apart(user: string): Promise<object> {
  const { missing, extra, flagsChanged, dateChanged } = await compareMailboxes(mailbox(old, user), mailbox(home, user))
  return { missing, extra, flagsChanged, dateChanged }
}

describe('the passes of one mailbox', () => {
  it('go over trial, first, delta and final, and back again: nothing lost, nothing doubled, at either side', async () => {
    const user = 'anna'
    const args = between(old, user, home)
    writeMaildir(old.mailDir(user), 'INBOX', letters(300, 'in'))
    writeMaildir(old.mailDir(user), 'Sent', letters(20, 'sent'))
    writeMaildir(old.mailDir(user), 'Projects/Kestrel', letters(30, 'kestrel', { flags: ['$Forwarded'] }))
    const rules = ['--map', 'Projects=Archive/Projects']

    const trial = await copy(0, [...args, '--kind', 'trial', ...rules])
    expect(trial).toMatchObject({ kind: 'trial', messages: { copied: 220, excluded: 130 }, verified: { exact: 220 } })
    expect(trial).toMatchObject({
      fidelity: {
        read: 220,
        flagsChanged: 0,
        datesChanged: 0,
        foldersRenamed: [{ folder: 'Projects/Kestrel', target: 'Archive/Projects/Kestrel' }],
      },
    })
    const first = await copy(0, [...args, ...rules])
    expect(first).toMatchObject({ kind: 'first', messages: { source: 350, copied: 130, present: 220 } })

    // The old mailbox is still in use: new mail, flags, and letters put into another folder.
    writeMaildir(old.mailDir(user), 'INBOX', letters(5, 'in', { from: 301 }))
    await withFolder(old, user, 'INBOX', async (flow) => {
      await flow.messageFlagsSet('1:3', ['\\Seen', '\\Answered'])
      await flow.messageMove('10:14', 'Projects/Kestrel')
    })
    const delta = await copy(0, [...args, '--kind', 'delta'])
    expect(delta).toMatchObject({ kind: 'delta', flagsSet: 3, messages: { source: 355, copied: 10, present: 345 } })
    expect(delta.remarks).toEqual([{ text: 'moved at the source; the earlier copy was removed', count: 5 }])

    writeMaildir(old.mailDir(user), 'Sent', letters(1, 'sent', { from: 21 }))
    const final = await copy(0, [...args, '--kind', 'final'])
    expect(final).toMatchObject({ kind: 'final', pending: 0, messages: { copied: 1, present: 355 } })
    const { same, differences } = await compareMailboxes(mailbox(old, user), mailbox(home, user), {
      renamed: { Projects: 'Archive/Projects', 'Projects/Kestrel': 'Archive/Projects/Kestrel' },
    })
    expect({ same, differences }).toEqual({ same: true, differences: [] })

    // Cut over: mail arrives at the new home, and people work with it there.
    for (let n = 0; n < 4; n++)
      writeMaildir(home.mailDir(user), 'INBOX', [letter(`new-${n}`, { date: after(n), flags: [] })])
    writeMaildir(home.mailDir(user), 'Archive/Projects/Kestrel', [letter('new-kestrel', { date: after(9) })])
    writeMaildir(home.mailDir(user), 'Clients', [letter('new-client', { date: after(10), flags: ['\\Flagged'] })])
    await withFolder(home, user, 'INBOX', async (flow) => {
      await flow.messageFlagsAdd('20', ['\\Flagged'])
      await flow.messageMove('30', 'Clients')
    })

    const back = await reverse(0, [...args, '--since', CUT_OVER])
    expect(back).toMatchObject({ kind: 'reverse', messages: { copied: 6 }, flagsSet: 0, pending: 0 })
    expect(await contents(old, user)).toMatchObject({
      Clients: ['Letter new-client'],
      'Projects/Kestrel': expect.arrayContaining(['Letter new-kestrel']) as string[],
    })
    const renamed = { Projects: 'Archive/Projects', 'Projects/Kestrel': 'Archive/Projects/Kestrel' }
    const compared = await compareMailboxes(mailbox(old, user), mailbox(home, user), { renamed })
    // What people did with their mail at the new home stays there: a flag, and a letter filed.
    expect(compared).toMatchObject({ missing: 1, extra: 1, flagsChanged: 1, dateChanged: 0 })
    expect(compared.differences.join()).toMatch(/Letter in-/)

    const again = await reverse(0, [...args, '--since', CUT_OVER])
    expect(again).toMatchObject({ bytes: 0, flagsSet: 0, messages: { copied: 0 } })
    const forward = await copy(0, [...args, '--kind', 'final'])
    expect(forward).toMatchObject({ bytes: 0, flagsSet: 0, pending: 0, messages: { source: 362, copied: 0 } })
    expect(await compareMailboxes(mailbox(old, user), mailbox(home, user), { renamed })).toMatchObject({
      missing: 1,
      extra: 1,
      flagsChanged: 1,
    })
  })

  it('bring home names that the old service can have and the new one cannot', async () => {
    const user = 'bela'
    const args = between(old, user, home)
    writeMaildir(old.mailDir(user), 'INBOX', letters(3, 'in'))
    await withMailbox(home, user, (flow) => flow.mailboxCreate('Q=26=A'))
    writeMaildir(home.mailDir(user), 'Q=26=A', [letter('question', { date: after(1) })])
    await copy(0, args)
    expect(await reverse(0, args)).toMatchObject({ messages: { copied: 1, present: 3 } })
    expect(await contents(old, user)).toMatchObject({ 'Q&A': ['Letter question'] })
    // The way there is the way back: no second folder.
    expect(await copy(0, args)).toMatchObject({ messages: { source: 4, copied: 0, present: 4 } })
    expect(await reverse(0, args)).toMatchObject({ messages: { copied: 0, present: 4 } })
    expect(Object.keys(await contents(home, user))).toEqual(['INBOX', 'Q=26=A'])
    expect(await apart(user)).toMatchObject({ missing: 1, extra: 1 })
  })

  it('go back by content alone where the ledger was lost', async () => {
    const user = 'chen'
    const args = between(old, user, home)
    writeMaildir(old.mailDir(user), 'INBOX', letters(25, 'in'))
    await copy(0, args)
    writeMaildir(home.mailDir(user), 'INBOX', [letter('new', { date: after(0) })])
    // Another name for the same machine is another pair of mailboxes to the ledger.
    const otherName = args.map((arg) => arg.replace('127.0.0.1', 'localhost'))
    expect(await reverse(0, otherName)).toMatchObject({ origins: 0, messages: { copied: 1, present: 25 } })
    await expectSame(old, user, home)
    expect(await copy(0, args)).toMatchObject({ messages: { copied: 0, present: 26 } })
    await expectSame(old, user, home)
  })
})

describe('a delta', () => {
  it('reads no folder in which nothing has changed, and sees what another client, a delivery or a file changed', async () => {
    const user = 'dora'
    await using proxy = await startProxy(old.port)
    for (let n = 0; n < 8; n++) writeMaildir(old.mailDir(user), `Folder ${n}`, letters(150, `f${n}`))
    const args = between({ port: proxy.port }, user, home)
    const came = async (run: () => Promise<Report>) => {
      const before = proxy.bytes['server-to-client']
      return { report: await run(), bytes: proxy.bytes['server-to-client'] - before }
    }
    await copy(0, args)
    const whole = await came(() => copy(0, [...args, '--kind', 'final']))
    const atRest = await came(() => copy(0, args))
    expect(atRest.report).toMatchObject({ kind: 'delta', messages: { source: 1_200, copied: 0, present: 1_200 } })
    expect(atRest.bytes).toBeLessThan(whole.bytes / 10)

    await withFolder(old, user, 'Folder 1', (flow) => flow.messageFlagsAdd('7', ['\\Flagged']))
    await withFolder(home, user, 'Folder 2', (flow) => flow.messageDelete({ subject: 'f2-150' }))
    writeMaildir(old.mailDir(user), 'Folder 3', letters(1, 'late'))
    const files = join(old.mailDir(user), '.Folder 4', 'cur')
    const [file = ''] = readdirSync(files).sort()
    renameSync(join(files, file), join(files, file.replace(/,S$/, ',FS')))
    expect(await copy(0, args)).toMatchObject({
      flagsSet: 2,
      messages: { source: 1_201, copied: 1, present: 1_199, removed: 1 },
    })
    await withFolder(old, user, 'Folder 2', (flow) => flow.messageDelete({ subject: 'f2-150' }))
    expect(await copy(0, args)).toMatchObject({ messages: { source: 1_200, copied: 0, removed: 0 } })
    await expectSame(old, user, home)
  })
})
